"""DOCX: paragraphs and tables with what Word keeps apart from them, numbers, merges, hidden and struck text."""
