"""Dead links: addresses at which a report stood, and at which site after site visit finds nothing any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.domain.evidence import NONE_OF_YEAR, NOT_SHOWN, Publication, Visit, VisitOutcome

GONE = frozenset(
    {
        "answered with status 404",
        "answered with status 410",
        "the page does not exist",
        "the page is empty",
        "the page has no content",
    }
)
"""What is said of an address at which nothing stands. Blocks, faults, time-outs and maintenance say nothing of it."""

CHECKS_NEEDED = 3
LASTING = timedelta(hours=48)

_EYES_OPEN = frozenset({VisitOutcome.COMPLETE, VisitOutcome.LISTING_INCOMPLETE})
_FEW = 5
_BLIND = frozenset({NOT_SHOWN, NONE_OF_YEAR})


@dataclass(frozen=True, slots=True)
class DeadLink:
    """An address that answered one check after another that nothing stands there; `last_seen` is before all of them.

    `moved` says that most of what the site was known to carry is gone with it, or that nothing of its kind was to be
    seen: then its addresses were changed, and nobody has withdrawn a report.
    """

    url: str
    last_seen: datetime
    checks: tuple[datetime, ...]
    cause: str
    moved: bool = False

    @property
    def proven(self) -> bool:
        """Whether it was seen often enough, and over long enough, to be no passing trouble."""
        return len(self.checks) >= CHECKS_NEEDED and self.checks[-1] - self.checks[0] >= LASTING


def dead_links(publications: Iterable[Publication], visits: Sequence[Visit]) -> tuple[DeadLink, ...]:
    """The addresses of a report that are gone as of the last visits; one that answered since then is not."""
    found = (_dead_link(publication, visits) for publication in publications)
    return tuple(link for link in found if link is not None)


def _dead_link(publication: Publication, visits: Sequence[Visit]) -> DeadLink | None:
    """The unbroken run of checks up to now; a trouble of another kind is no check and breaks nothing.

    A site on which nobody ever asked for the address says nothing of it.
    """
    checks: list[Visit] = []
    cause = ""
    asking = {visit.site_id for visit in visits if any(failure.url == publication.url for failure in visit.failures)}
    asked = (visit for visit in visits if visit.site_id in asking)
    for visit in sorted(asked, key=lambda one: one.started_at, reverse=True):
        if visit.started_at <= publication.last_seen or not _looked(visit):
            continue
        said = [failure.cause for failure in visit.failures if failure.url == publication.url]
        if not said:
            break
        if said[0] in GONE:
            checks.append(visit)
            cause = cause or said[0]
    if not checks:
        return None
    moments = tuple(visit.started_at for visit in reversed(checks))
    return DeadLink(publication.url, publication.last_seen, moments, cause, any(map(_moved, checks[:CHECKS_NEEDED])))


def _looked(visit: Visit) -> bool:
    """Whether the visit asked for all that is known and stands in no list, on a site that let itself be seen."""
    return visit.thorough and visit.outcome in _EYES_OPEN


def _moved(visit: Visit) -> bool:
    if any(failure.cause in _BLIND for failure in visit.failures):
        return True
    gone = {failure.url for failure in visit.failures if failure.cause in GONE}
    return len(gone) >= _FEW and len(gone) > len(visit.listed)
