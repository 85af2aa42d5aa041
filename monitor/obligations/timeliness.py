"""Whether a report that we found was published in time: what its sources say, within what we saw ourselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crawler.domain.dossier import Obligation, Standing, Status
from crawler.domain.evidence import Evidence, Publication, Stray, Visit
from monitor.obligations.days import china_day
from monitor.obligations.sources import Claim, Sources, credible

CAPTURES = "captures"
"""The basis of a status that rests on our own visits: absent at one, there at a later one."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """When we first saw a report, and the last good visit before that found nothing."""

    seen_at: datetime
    absent: Visit | None

    @property
    def seen_on(self) -> date:
        """The first day we know it was there; never taken for the day of publication."""
        return china_day(self.seen_at)

    def was_absent_after(self, due_on: date) -> bool:
        """Whether a good visit after the due date did not find it: then it was published later still."""
        return self.absent is not None and china_day(self.absent.started_at) > due_on


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status with the date it rests on."""

    status: Status
    claim: Claim | None = None
    days_late: int | None = None
    basis: str | None = None


def standing_of_published(
    obligation: Obligation, publications: Sequence[Publication], visits: Sequence[Visit], strays: Sequence[Stray]
) -> Standing:
    """Where an obligation stands whose report was found, at one address or at several."""
    sources = credible(publications, obligation.report_year)
    sighting = _sighting(publications, visits, strays)
    judged = _judge(obligation, sources, sighting)
    first = min(publications, key=lambda publication: publication.first_seen)
    dated = judged.claim is not None and judged.basis is None
    return Standing(
        unit=obligation.unit,
        report_year=obligation.report_year,
        status=judged.status,
        obligation=obligation,
        published_on=judged.claim.day if judged.claim is not None and dated else None,
        published_basis=judged.claim.basis.value if judged.claim is not None and dated else judged.basis,
        days_late=judged.days_late,
        report_url=judged.claim.url if judged.claim is not None else first.url,
        evidence=tuple(_evidence(first, sources, sighting, obligation)),
    )
