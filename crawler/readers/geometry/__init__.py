"""From pages as they are laid out, words and ruling lines with boxes, to a document: for PDF, OFD and scans alike."""

from crawler.readers.geometry.layout import LaidOutPage, Rule, Word
from crawler.readers.geometry.reading import document_from_pages
from crawler.readers.geometry.words import words_from

__all__ = ["LaidOutPage", "Rule", "Word", "document_from_pages", "words_from"]
