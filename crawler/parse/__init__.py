"""Document to report: cells by address, sections, dates and statements."""

from crawler.parse.report import parse

__all__ = ["parse"]
