"""Where things are kept: the archive of captures, the database, and a repository per noun."""
