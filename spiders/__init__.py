"""Where to look: finds pages, never reads a figure."""
