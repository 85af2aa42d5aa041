"""Reads kept reports again with the present parser and stores nothing: for trials."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from crawler.domain.capture import Capture, Reading
from crawler.domain.dossier import Dossier
from crawler.domain.errors import ArchiveDamaged
from crawler.domain.extraction import Extraction
from crawler.domain.register import Register
from crawler.flow import read_or_stray
from storage.archive import Archive
from storage.reread import load_capture
from storage.unit_of_work import UnitOfWork

_Key = tuple[str, int]
"""A unit and a year."""


@dataclass(slots=True)
class ReadAgain:
    """What kept reports say in the present reading, by unit and year.

    `lost` are sources that are no report of that unit and year any more, by the unit and year that they were of;
    `damaged` could not be had.
    """

    extractions: dict[_Key, Extraction] = field(default_factory=dict)
    lost: dict[_Key, str] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    sources: int = 0

    def __call__(self, work: UnitOfWork, dossier: Dossier) -> Dossier:
        """A dossier as this reading has it, with what people corrected; one without a report stays as it is."""
        if dossier.unit is None or dossier.year is None:
            return dossier
        year, unit_id = dossier.year, dossier.unit.id
        return replace(
            dossier,
            extraction=self._instead_of(dossier.extraction, (unit_id, year), work),
            previous=self._instead_of(dossier.previous, (unit_id, year - 1), work),
        )

    def _instead_of(self, known: Extraction | None, key: _Key, work: UnitOfWork) -> Extraction | None:
        """A source that could not be had again leaves what was read of it; one that is lost leaves nothing."""
        now = self.extractions.get(key)
        if known is None or now is not None:
            return None if known is None or now is None else work.corrections.applied(now)
        return None if key in self.lost else known


def read_again(
    work: UnitOfWork, archive: Archive, register: Register, years: Sequence[int], unit_ids: Collection[str]
) -> ReadAgain:
    """Read what the publications of some years and units show now, and the years before for comparison."""
    found = ReadAgain()
    wanted = dict(_wanted(work, years, unit_ids))
    for kept in work.captures.to_reread():
        key = wanted.get((kept.url, kept.digest))
        if key is None:
            continue
        found.sources += 1
        try:
            _take(found, key, load_capture(archive, kept), register)
        except ArchiveDamaged as damage:
            found.damaged.append(str(damage))
    return found


def _wanted(
    work: UnitOfWork, years: Sequence[int], unit_ids: Collection[str]
) -> Iterator[tuple[tuple[str, str], _Key]]:
    """The bytes that each publication shows now, by address and digest."""
    for year in sorted({*years, *(year - 1 for year in years)}):
        for publication in work.reports.publications(year):
            if publication.unit_id in unit_ids:
                yield (publication.url, publication.digest), (publication.unit_id, year)


def _take(found: ReadAgain, key: _Key, capture: Capture, register: Register) -> None:
    """Of several publications that of which we are sure of most cells counts, as it does in the store."""
    read = read_or_stray(capture, register)
    if not isinstance(read, Reading) or (read.attribution.unit_id, read.attribution.report_year) != key:
        found.lost[key] = capture.url
        return
    known = found.extractions.get(key)
    if known is None or _certain(read.extraction) > _certain(known):
        found.extractions[key] = read.extraction


def _certain(extraction: Extraction) -> int:
    return sum(cell.certain for cell in extraction.report.cells.values())
