"""Letters to oversight offices, and the items they tell."""

from dataclasses import dataclass

from monitor.alerts.categories import Category


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell. The key is made of what is told, so that nothing is told twice and every change is."""

    key: str
    text: str
    category: Category


@dataclass(frozen=True, slots=True)
class Letter:
    """What one office is told at one moment."""

    recipient: str
    subject: str
    body: str
    items: tuple[Item, ...]
