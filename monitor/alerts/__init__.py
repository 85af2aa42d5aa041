"""Telling the oversight offices what is new: what goes into a letter, and how it is sent."""

from monitor.alerts.digest import letter_for
from monitor.alerts.letter import Item, Letter
from monitor.alerts.mail import send_mail

__all__ = ["Item", "Letter", "letter_for", "send_mail"]
