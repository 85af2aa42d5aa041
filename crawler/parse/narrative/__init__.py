"""What the narrative says of how many: statements with their numbers, units, things counted and places."""

from crawler.parse.narrative.statements import read_statements

__all__ = ["read_statements"]
