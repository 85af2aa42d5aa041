"""Whether a report that we found was published in time: what its sources say, within what we saw ourselves."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from crawler.domain.dossier import Obligation, Standing, Status
from crawler.domain.evidence import Evidence, Publication, Stray, Visit
from crawler.domain.wording import Text
from monitor.obligations.connections import connection_words
from monitor.obligations.days import china_day
from monitor.obligations.sources import Claim, Sources, credible

_ABSENT = Text("栏目可正常浏览，尚未监测到该报告", "the column could be seen, and it was not there yet")
_FIRST_SEEN = Text("首次监测到该报告", "first seen")
_CACHED = timedelta(days=1)
_SHOWN = 5
CAPTURES = "captures"
"""The basis of a status that rests on our own visits: absent at one, there at a later one."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """When we first saw a report, and the good visits before that found nothing, the oldest first."""

    seen_at: datetime
    absences: tuple[Visit, ...]

    @property
    def absent(self) -> Visit | None:
        """The last visit that found nothing."""
        return self.absences[-1] if self.absences else None

    def proof_of_absence(self, due_on: date) -> tuple[Visit, ...]:
        """The last visit of each day on which it was overdue, the first and the latest of them; else the last one.

        What was missing once stays on record when the report appears.
        """
        overdue = {day: visit for visit in self.absences if (day := china_day(visit.started_at)) > due_on}
        days = tuple(overdue.values()) or self.absences[-1:]
        return days if len(days) <= _SHOWN else (days[0], *days[1 - _SHOWN :])

    @property
    def seen_on(self) -> date:
        """The first day we know it was there; never taken for the day of publication."""
        return china_day(self.seen_at)

    def was_absent_after(self, due_on: date) -> bool:
        """Whether a good visit did not find it when any list would have shown what was there by the due date."""
        return self.absent is not None and china_day(self.absent.started_at) > due_on + _CACHED

    def refutes(self, claimed: date, due_on: date) -> bool:
        """Whether a good visit after a claimed day did not find what we then first saw after it was due.

        Lists are cached: what was put up on one day may show on the next.
        """
        if self.absent is None or self.seen_on <= due_on:
            return False
        return china_day(self.absent.started_at) > claimed + _CACHED


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
    claim = judged.claim
    return Standing(
        unit=obligation.unit,
        report_year=obligation.report_year,
        status=judged.status,
        obligation=obligation,
        published_on=None if claim is None else claim.day,
        published_basis=judged.basis if claim is None else claim.basis.value,
        days_late=judged.days_late,
        report_url=first.url if claim is None else claim.url,
        evidence=tuple(_evidence(first, sources, sighting, obligation.due_on)),
    )


def _judge(obligation: Obligation, sources: Sources, sighting: Sighting) -> Judgement:
    """Sources give the day, our own visits bound it: what we saw in time may have been put up elsewhere later."""
    claim = sources.published(obligation.due_on)
    if sighting.seen_on <= obligation.due_on and (claim is None or claim.day > obligation.due_on):
        return Judgement(Status.ON_TIME, basis=CAPTURES)
    if claim is None:
        return _judge_without_claim(obligation, sources, sighting)
    if claim.day > obligation.due_on:
        return _judge_late_claim(obligation, claim, sources, sighting)
    return _judge_claim_in_time(obligation, claim, sighting)


def _judge_claim_in_time(obligation: Obligation, claim: Claim, sighting: Sighting) -> Judgement:
    """In time, unless we looked on a later day, did not find it, and found it only after it was due."""
    if sighting.refutes(claim.day, obligation.due_on):
        return Judgement(Status.DATE_DISPUTED, claim)
    early = claim.day.year <= obligation.report_year
    return Judgement(Status.PUBLISHED_EARLY if early else Status.ON_TIME, claim)


def _judge_late_claim(obligation: Obligation, claim: Claim, sources: Sources, sighting: Sighting) -> Judgement:
    """Late, unless the date may be that of a later upload: an older day beside it, or a moved site, says so.

    What we saw absent after the due date ourselves leaves no such doubt.
    """
    moved = claim.day.year > obligation.report_year + 1
    doubtful = moved or sources.hint_at_by(obligation.due_on)
    if doubtful and not sighting.was_absent_after(obligation.due_on):
        return Judgement(Status.POSSIBLY_LATE, claim)
    return Judgement(Status.LATE, claim, (claim.day - obligation.due_on).days)


def _judge_without_claim(obligation: Obligation, sources: Sources, sighting: Sighting) -> Judgement:
    """No source names the day of publication.

    A day of update or in an address convicts nobody, and a signature is believed before either.
    """
    bound, due_on = sources.published_at_most(), obligation.due_on
    if bound is not None and bound.day <= due_on and sighting.refutes(bound.day, due_on):
        return Judgement(Status.DATE_DISPUTED, bound)
    if bound is None or sources.signed() is not None or sighting.was_absent_after(due_on):
        return _judge_by_sightings(due_on, sources.signed(), sighting)
    if bound.day > due_on:
        return Judgement(Status.POSSIBLY_LATE, bound)
    return _judge_claim_in_time(obligation, bound, sighting)


def _judge_by_sightings(due_on: date, signed: Claim | None, sighting: Sighting) -> Judgement:
    """No source says when it was published, and it was not seen in time: only what we saw later, and its signature."""
    if sighting.absent is not None and sighting.was_absent_after(due_on):
        days_late = (china_day(sighting.absent.started_at) - due_on).days
        return Judgement(Status.LATE, days_late=days_late, basis=CAPTURES)
    if signed is not None:
        in_time = signed.day <= due_on
        return Judgement(Status.ON_TIME_BY_SIGN_DATE if in_time else Status.POSSIBLY_LATE, signed)
    if sighting.absent is not None:
        return Judgement(Status.POSSIBLY_LATE, basis=CAPTURES)
    return Judgement(Status.DATE_UNKNOWN)


def _sighting(publications: Sequence[Publication], visits: Sequence[Visit], strays: Sequence[Stray]) -> Sighting:
    """An unread report that we had seen before is perhaps this one: then no visit proves that it was absent.

    Nor does one that did not look where the report was found.
    """
    first = min(publications, key=lambda publication: publication.first_seen)
    seen_at, led_by = first.first_seen, next((address for address, _ in first.lists if address), None)
    years = {publication.report_year for publication in publications} | {None}
    unread = any(stray.report_year in years and stray.seen_at < seen_at for stray in strays)
    listed = {publication.url for publication in publications}
    before = [
        visit
        for visit in visits
        if visit.good and visit.ended_at < seen_at and not unread and not _met(visit, listed) and _saw(visit, led_by)
    ]
    return Sighting(seen_at, tuple(sorted(before, key=lambda visit: visit.started_at)))


def _saw(visit: Visit, led_by: str | None) -> bool:
    """Whether a visit looked through a list beside or above the one that first led to a report, as far as is known.

    The pages of one list stand in one folder, and those of a year may get a folder of their own below it.
    """
    seen = tuple({_folder(address) for address in (*visit.columns, *visit.listings)})
    return led_by is None or not seen or _folder(led_by).startswith(seen)


def _folder(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}/"


def _met(visit: Visit, urls: Collection[str]) -> bool:
    """Whether a visit met an address that it could not open: then the report was listed already."""
    return any(failure.url in urls for failure in visit.failures)


def _evidence(first: Publication, sources: Sources, sighting: Sighting, due_on: date) -> Iterator[Evidence]:
    for absence in sighting.proof_of_absence(due_on):
        yield Evidence(next(iter(absence.columns), first.url), absence.started_at, _ABSENT)
    connection = connection_words(first.transport)
    seen = Text(f"{_FIRST_SEEN.zh}{connection.zh}", f"{_FIRST_SEEN.en}{connection.en}")
    yield Evidence(first.url, first.first_seen, seen)
    yield from sources.evidence()
