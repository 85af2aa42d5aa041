"""What there is to judge of one unit: opened as a dossier only where it is not what it was when last judged."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.dossier import Dossier, Standing
from crawler.domain.evidence import Visit
from crawler.domain.extraction import Extraction
from crawler.domain.unit import Unit
from monitor.dossiers.across import Across
from monitor.dossiers.batches import Batch
from monitor.dossiers.corrections import corrected_dossier
from monitor.dossiers.history import editions_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Case:
    """A unit with what the store holds of it and of what stands around it."""

    _work: UnitOfWork
    _batch: Batch
    _across: Across
    unit: Unit

    @property
    def standing(self) -> Standing:
        """Where its obligation stands."""
        return self._batch.standing(self.unit)

    @property
    def revisions(self) -> int:
        """How many editions its report has had."""
        published = self._batch.published.get(self.unit.id, ())
        return max((publication.revisions for publication in published), default=0)

    def dossier(self) -> Dossier:
        """All that a check may look at."""
        unit, batch, across = self.unit, self._batch, self._across
        published, season = batch.published.get(unit.id, ()), batch.season
        latest = self._latest() if published else None
        dossier = Dossier(
            as_of=season.as_of,
            kind=unit.kind,
            level=unit.level,
            expected_year=season.report_year,
            extraction=latest,
            standing=self.standing,
            unit=unit,
            editions=editions_of(self._work, published, latest, season.as_of),
            publications=published,
            visits=batch.visits(unit),
            elsewhere=batch.elsewhere(unit),
            years=batch.met.get(unit.id, frozenset()),
            previous=across.previous(unit) if published else None,
            subordinates=across.subordinates(unit),
            likenesses=across.likenesses(unit),
            siblings=across.siblings(unit),
        )
        return corrected_dossier(dossier, self._work.corrections)

    def digest(self, rules: str) -> str | None:
        """A digest of all that its findings depend on; None where a later look at the same may say something else.

        That a visit saw once more what the one before saw changes nothing, and so its moment has no part in it. A
        report of several editions or addresses is always judged anew: it is compared with what it showed before.
        """
        published = self._batch.published.get(self.unit.id, ())
        if len(published) > 1 or self.revisions > 1 or any(map(self._has_failed, (*self._visits, *self._elsewhere))):
            return None
        said = "\n".join((rules, *self._said(), *self._across.facts(self.unit)))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def _visits(self) -> tuple[Visit, ...]:
        return self._batch.visits(self.unit)

    @property
    def _elsewhere(self) -> tuple[Visit, ...]:
        return self._batch.elsewhere(self.unit)

    def _latest(self) -> Extraction | None:
        reading = self._batch.now.get(self.unit.id)
        return None if reading is None else self._work.in_force.extraction(reading)

    def _has_failed(self, visit: Visit) -> bool:
        """Whether an address of the report could not be had on a visit: then it counts how often, and how long."""
        urls = {publication.url for publication in self._batch.published.get(self.unit.id, ())}
        return bool(urls) and any(failure.url in urls for failure in visit.failures)

    def _said(self) -> Iterator[str]:
        batch, unit = self._batch, self.unit
        yield repr(unit)
        yield repr(_without_evidence(self.standing))
        yield repr(sorted(batch.met.get(unit.id, ())))
        seen = min((one.first_seen for one in batch.published.get(unit.id, ())), default=None)
        for publication in batch.published.get(unit.id, ()):
            yield repr((publication.url, publication.first_seen, publication.digest, publication.dates))
            yield repr((publication.lists, publication.transport, publication.last_absent))
        yield repr([visit.started_at for visit in self._visits if seen is not None and visit.ended_at < seen])
        yield repr(
            sorted({_fact(unit, visit, after=seen is None or visit.started_at > seen) for visit in self._visits})
        )
        reading = batch.now.get(unit.id)
        if reading is not None:
            yield f"{reading.revision_id} {self._work.corrections.version(reading.digest)}"


def _without_evidence(standing: Standing) -> tuple[object, ...]:
    owed = standing.obligation
    return (
        standing.status,
        owed and (owed.due_on, owed.due_basis, owed.statutory_due, owed.local_due, owed.local_source),
        (standing.published_on, standing.published_basis, standing.days_late, standing.report_url),
        standing.breaks_law,
    )


def _fact(unit: Unit, visit: Visit, *, after: bool) -> str:
    """What a visit says of a unit, without when."""
    listed = sorted({one.report_year for one in visit.listed if one.unit_id == unit.id})
    return repr((after, visit.outcome.value, visit.thorough, visit.report_year, listed, visit.columns, visit.listings))
