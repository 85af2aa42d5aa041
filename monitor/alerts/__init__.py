"""Telling the oversight offices what is new: what goes into a letter, to whom, and when."""

from monitor.alerts.letter import Item, Letter

__all__ = ["Item", "Letter"]
