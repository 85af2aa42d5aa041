"""The life of a finding: where it stands, each step it took, and what it was judged on at that step."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell
from crawler.domain.wording import Text

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


class State(StrEnum):
    """Where a finding stands: the first two are open business, the last two are not."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"


STANDING = (State.OPEN, State.ACKNOWLEDGED)
"""The states of a finding that counts."""


class Step(StrEnum):
    """What happened to a finding. ACKNOWLEDGED, DISMISSED and some REOPENED are people's, the others the program's.

    CHANGED: still there, on other evidence. UPHELD: what a person said of this very evidence before holds again.
    UNJUDGED: we could not look any more; JUDGED_AGAIN: we can.
    """

    OPENED = "opened"
    CHANGED = "changed"
    ACKNOWLEDGED = "acknowledged"
    DISMISSED = "dismissed"
    REOPENED = "reopened"
    UPHELD = "upheld"
    RESOLVED = "resolved"
    UNJUDGED = "unjudged"
    JUDGED_AGAIN = "judged_again"


class Cause(StrEnum):
    """Why the program took a step.

    SURROUNDINGS: the report and our reading are what they were, but what is compared with it changed.
    REGISTER_CHANGED: by the register, or by a local rule, the unit owes nothing any more, or by another day.
    """

    FOUND = "found"
    PUBLISHED = "published"
    REPORT_CHANGED = "report_changed"
    READ_OTHERWISE = "read_otherwise"
    CORRECTED = "corrected"
    RULES_CHANGED = "rules_changed"
    REGISTER_CHANGED = "register_changed"
    SURROUNDINGS = "surroundings"
    UNREADABLE = "unreadable"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class CellSeen:
    """A cell as a finding was judged on it; `cell` is None where the report did not print it."""

    address: Address
    cell: Cell | None
    form: str | None = None

    @property
    def certain(self) -> bool:
        """Whether it is printed and a verdict may rest on it."""
        return self.cell is not None and self.cell.certain

    @property
    def said(self) -> tuple[str | None, ...]:
        """What it says; a cell of which we are not sure says something else than the same one seen for certain."""
        if self.cell is None:
            return (str(self.address),)
        value = None if self.cell.value is None else str(self.cell.value.normalize() + 0)
        unsure = None if self.cell.unsure is None else self.cell.unsure.value
        return (str(self.address), self.cell.state.value, value, unsure)


@dataclass(frozen=True, slots=True)
class Shown:
    """The bytes that stood at an address of the report."""

    url: str
    digest: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a finding was judged on: what the check said, the figures and passages, the bytes, and the rules.

    `rules` is a digest of the checks and of what an office set about them.
    """

    status: Outcome
    message: Text
    cells: tuple[CellSeen, ...] = ()
    quotes: tuple[str, ...] = ()
    sources: tuple[Shown, ...] = ()
    rules: str = ""

    @property
    def digest(self) -> str:
        """What makes the evidence the same: outcome, values, passages, and the figures of the message.

        The bytes have no part in it: a counter on the page is no news of the figures. Nor have our own words, save
        where a finding rests on nothing else.
        """
        return hashlib.sha256(json.dumps(tuple(self._said()), ensure_ascii=True).encode("ascii")).hexdigest()

    def _said(self) -> Iterator[object]:
        yield self.status.value
        for seen in self.cells:
            yield seen.said
        for quote in self.quotes:
            yield "".join(quote.split())
        words = "".join(self.message.zh.split())
        yield words if not self.cells and not self.quotes else _FIGURE.findall(words)


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a finding: who took it, when, why, and on what evidence.

    `by` is "" where the program took it; then `cause` says why. `state` is where the finding stood after it.
    `changed_at` is when the source was first seen as it is, where its change is the cause.
    """

    at: datetime
    step: Step
    state: State
    grounds: Grounds
    cause: Cause | None = None
    by: str = ""
    note: str = ""
    changed_at: datetime | None = None

    @property
    def evidence(self) -> str:
        """The digest of what it was judged on."""
        return self.grounds.digest
