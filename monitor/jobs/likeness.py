"""The similarity pass: which texts of one report year are like one another, or like those of the year before."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.unit import Unit
from monitor.likeness import SECTIONS, VERSION, Texts, likenesses_within
from storage.in_force import InForce
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LikenessPass:
    """How many groups of units there were, how many of them were compared anew, and how many likenesses these have."""

    groups: int
    compared: int
    found: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that are compared with one another, and their readings of two years."""

    key: str
    units: tuple[Unit, ...]
    above: tuple[Unit, ...]
    now: Mapping[str, InForce]
    before: Mapping[str, InForce]

    @property
    def digest(self) -> str:
        """Changes with the texts, with the names that are masked in them, and with the way they are compared."""
        named = [unit.fingerprint for unit in (*self.units, *self.above)]
        read = [
            f"{year}:{unit_id}:{one.said}:{one.digest}"
            for year, readings in (("now", self.now), ("before", self.before))
            for unit_id, one in sorted(readings.items())
        ]
        return hashlib.sha256("\n".join((VERSION, *named, *read)).encode()).hexdigest()


def find_likenesses(work: UnitOfWork, report_year: int, as_of: datetime) -> LikenessPass:
    """Compare the texts of each group of which any changed since it was compared last, and keep what is alike."""
    known = work.likenesses.compared(report_year)
    groups = compared = found = 0
    for group in _groups(work, report_year, as_of, known):
        groups += 1
        digest = group.digest
        if known.get(group.key) == digest:
            continue
        alike = likenesses_within(
            group.units, group.above, _texts(work, group.now), _texts(work, group.before), report_year
        )
        work.likenesses.keep(group.key, report_year, digest, alike, as_of)
        compared += 1
        found += sum(map(len, alike.values()))
    return LikenessPass(groups, compared, found)


def _groups(work: UnitOfWork, report_year: int, as_of: datetime, known: Collection[str]) -> Iterator[_Group]:
    """The units below each parent; a unit whose report another one gives has no text of its own.

    A group that is known is looked at even where none of its reports stands any more.
    """
    register = work.units.register()
    now, before = (work.in_force.of_year(year, as_of) for year in (report_year, report_year - 1))
    below: dict[str, list[Unit]] = {}
    for unit in register:
        if unit.covered_by is None:
            below.setdefault(_key(unit), []).append(unit)
    for key, units in below.items():
        here = _of(units, now)
        if here or key in known:
            yield _Group(key, tuple(units), register.ancestors(units[0]), here, _of(units, before))


def _key(unit: Unit) -> str:
    """Units of one parent are compared; one of which no parent is known stands alone, with its year before."""
    return f"{unit.id}/" if unit.parent_id is None else unit.parent_id


def _of(units: Sequence[Unit], readings: Mapping[str, InForce]) -> dict[str, InForce]:
    return {unit.id: readings[unit.id] for unit in units if unit.id in readings}


def _texts(work: UnitOfWork, readings: Mapping[str, InForce]) -> dict[str, Texts]:
    sections = work.in_force.sections(readings.values())
    return {
        unit_id: Texts(
            one.digest, {section.key: section.text for section in sections[one.revision_id] if section.key in SECTIONS}
        )
        for unit_id, one in readings.items()
    }
