"""Telling the oversight offices what is new: what goes into a letter, to whom, and when."""

from monitor.alerts.digest import letter_for
from monitor.alerts.letter import Item, Letter

__all__ = ["Item", "Letter", "letter_for"]
