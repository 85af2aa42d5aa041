"""What other rules or other code would change about findings: which appear, vanish, or weigh otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from crawler.domain.finding import Finding
from crawler.domain.unit import Unit


class Turn(StrEnum):
    """What becomes of a finding."""

    APPEARS = "appears"
    VANISHES = "vanishes"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Shift:
    """One finding that would be there, or be gone, or be of another outcome or severity than it is `before`.

    `finding_id` is its number in the store, where it has one.
    """

    turn: Turn
    unit_id: str
    unit_name: str
    report_year: int
    finding: Finding
    before: Finding | None = None
    finding_id: int | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings of one unit and year as they stand, by fingerprint, with their numbers in the store."""

    findings: Mapping[str, Finding]
    ids: Mapping[str, int]


def shifts_of(unit: Unit, year: int, baseline: Baseline, after: Mapping[str, Finding]) -> Iterator[Shift]:
    """What would change for one unit and year, in the order of the findings."""
    before, ids = baseline.findings, baseline.ids
    for fingerprint, finding in before.items():
        if fingerprint not in after:
            yield Shift(Turn.VANISHES, unit.id, unit.name, year, finding, None, ids.get(fingerprint))
    for fingerprint, finding in after.items():
        known = before.get(fingerprint)
        if known is None:
            yield Shift(Turn.APPEARS, unit.id, unit.name, year, finding)
        elif (known.status, known.severity) != (finding.status, finding.severity):
            yield Shift(Turn.CHANGES, unit.id, unit.name, year, finding, known, ids.get(fingerprint))
