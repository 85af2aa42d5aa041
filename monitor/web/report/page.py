"""Puts together what the page of one report shows, for one of its readings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import HTTPException

from crawler.domain.correction import Correction
from crawler.domain.evidence import Publication
from crawler.domain.extraction import Extraction
from crawler.domain.finding_life import STANDING, Shown
from crawler.domain.report import Address
from crawler.domain.unit import Unit
from monitor.findings.explaining import Formula, formula_of
from monitor.web.report.cells import Look, ShownCell, conflicts_of, rests_on, shown_cell
from monitor.web.report.changes import Changes, changes_between
from monitor.web.report.tables import PrintedTable, addresses_in, printed_tables
from storage.archived_sources import ArchivedSource
from storage.captures import Kept
from storage.report_pages import AddressReadings
from storage.revisions import Revision
from storage.triage_rows import Sight, Sought
from storage.unit_of_work import UnitOfWork

_MOST_FINDINGS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """One reading of a report: of whom, on which year, at which address, and its number there."""

    unit_id: str
    report_year: int
    url: str
    number: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading with what people corrected in it, and how it stands among the others of its address."""

    place: Place
    address: AddressReadings
    addresses: tuple[AddressReadings, ...]
    revision: Revision
    extraction: Extraction

    @property
    def in_force(self) -> bool:
        """Whether it is what the unit is judged by now."""
        return self.address.best and self.revision.number == self.address.current


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding explained; `here` tells that the figures it was judged on are those of this reading."""

    told: Formula
    here: bool


@dataclass(frozen=True, slots=True)
class ReportShown:
    """All that the page shows. `others` are cells that stand in none of the tables."""

    unit: Unit
    reading: Reading
    publications: tuple[Publication, ...]
    tables: tuple[PrintedTable, ...]
    others: tuple[ShownCell, ...]
    looks: Mapping[Look, int]
    findings: tuple[FindingShown, ...]
    sources: tuple[ArchivedSource, ...]
    corrections: tuple[Correction, ...]
    telling: bool


def reading_of(work: UnitOfWork, unit_id: str, year: int, url: str | None, number: int | None) -> Reading:
    """The reading that is asked for, without more the one by which the unit is judged; 404 where there is none such."""
    addresses = work.report_pages.addresses(unit_id, year)
    address = next((one for one in addresses if url in (None, one.url)), None)
    found = None if address is None else address.number(number)
    if address is None or found is None:
        raise HTTPException(404)
    extraction = work.report_pages.extraction(address, found)
    if extraction is None:
        raise HTTPException(404)
    revision = next(one for one in address.revisions if one.number == found)
    place = Place(unit_id, year, address.url, found)
    return Reading(place, address, addresses, revision, work.corrections.applied(extraction))


def source_of(work: UnitOfWork, place: Place) -> Kept:
    """The kept capture of a reading; 404 where there is none."""
    kept = work.report_pages.source(place.unit_id, place.report_year, place.url, place.number)
    if kept is None:
        raise HTTPException(404)
    return kept


def changes_from(work: UnitOfWork, reading: Reading, number: int) -> Changes | None:
    """What a reading says otherwise than another one of its address; None where there is none such."""
    other = work.report_pages.extraction(reading.address, number)
    return None if other is None else changes_between(work.corrections.applied(other), reading.extraction)


def report_shown(work: UnitOfWork, unit: Unit, reading: Reading, sight: Sight, *, telling: bool) -> ReportShown:
    """What the page shows of a reading; `telling` says whether the reasons of our doubts are told."""
    place, extraction = reading.place, reading.extraction
    made = work.corrections.all(place.report_year, place.unit_id)
    findings = _findings(work, place, sight, made)
    conflicts = conflicts_of(extraction, [one.stored for one in findings])

    def show(address: Address, form: str | None) -> ShownCell:
        return shown_cell(extraction, address, form, conflicts.get(address, ()), telling=telling)

    tables = printed_tables(extraction.report, place.report_year, show)
    inside = addresses_in(tables)
    others = tuple(show(address, None) for address in extraction.report.cells if address not in inside)
    return ReportShown(
        unit=unit,
        reading=reading,
        publications=work.reports.publications(place.report_year, [unit.id]),
        tables=tables,
        others=others,
        looks=_looks(tables, others),
        findings=tuple(FindingShown(told, rests_on(told.stored, extraction)) for told in findings),
        sources=_sources(work, reading),
        corrections=tuple(one for one in made if one.digest == extraction.digest and one.in_force),
        telling=telling,
    )


def _findings(work: UnitOfWork, place: Place, sight: Sight, made: Sequence[Correction]) -> tuple[Formula, ...]:
    sought = Sought(report_year=place.report_year, unit_id=place.unit_id, states=STANDING)
    first = work.triage.gravest(sought, sight, _MOST_FINDINGS)
    return tuple(formula_of(stored, made) for stored in (work.findings.those(first) if first else ()))


def _looks(tables: Sequence[PrintedTable], others: Sequence[ShownCell]) -> Mapping[Look, int]:
    boxes = (box for table in tables for part in table.parts for row in part.body for box in row)
    cells = (*(box.cell for box in boxes if box.cell is not None), *others)
    return Counter(cell.look for cell in cells)


def _sources(work: UnitOfWork, reading: Reading) -> tuple[ArchivedSource, ...]:
    return work.archived_sources.of([Shown(reading.revision.url, reading.revision.digest)])
