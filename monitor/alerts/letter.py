"""Letters to oversight offices, and the items they tell."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from crawler.domain.message import Kind, Told
from crawler.domain.wording import Language
from monitor.alerts.categories import Category


class Addressee(Protocol):
    """What a letter has to know of an office."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """The office as letters address it."""

    @property
    def area_id(self) -> str:
        """The unit whose area it oversees."""

    @property
    def language(self) -> Language:
        """The language of its letters."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell. The key is made of what is told, so that nothing is told twice and every change is.

    `category` is None of what is no problem: good news, a reminder, a correction.
    """

    key: str
    text: str
    category: Category | None
    unit_id: str | None = None
    report_year: int | None = None
    check: str | None = None

    @property
    def told(self) -> Told:
        """The same as the outbox takes it."""
        return Told(self.key, self.text, self.unit_id, self.report_year, self.check)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one office is told at one moment; `recipient` is its id. After `until` it is of no use any more."""

    recipient: str
    subject: str
    body: str
    items: tuple[Item, ...]
    kind: Kind = Kind.NOTICE
    until: date | None = None
