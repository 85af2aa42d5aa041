"""PDF: characters, lines and pictures of its pages."""
