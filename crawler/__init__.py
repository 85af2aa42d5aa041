"""How a page becomes a report: the nouns, fetching, recognising, reading, parsing, validating."""
