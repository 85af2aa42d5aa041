"""DOC, WPS and RTF, which other programs must convert first."""
