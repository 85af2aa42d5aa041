"""The steps by which the database came to its present shape; they are never edited, only added to."""
