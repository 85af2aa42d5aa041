"""Where an obligation stands at one moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Publication, Stray, Visit
from crawler.domain.unit import Unit
from monitor.obligations.absence import standing_of_unpublished
from monitor.obligations.due import obligations_for
from monitor.obligations.terms import BY_LAW_ALONE, Terms
from monitor.obligations.timeliness import standing_of_published
from monitor.obligations.withdrawal import where_withdrawn

_BREACHES = (Status.LATE, Status.MISSING)


def standing_of(
    unit: Unit,
    report_year: int,
    publications: Sequence[Publication],
    visits: Sequence[Visit],
    strays: Sequence[Stray],
    as_of: datetime,
    terms: Terms = BY_LAW_ALONE,
    elsewhere: Sequence[Visit] = (),
) -> Standing:
    """What can be said of one unit and year from what was seen until a moment.

    The publications are those of this unit and year, the visits and the strays those of its site, `elsewhere` the
    visits to others on which its report stands; the terms are the local rules on due dates. What is late or missing
    by a local rule is judged by the law as well, on the same evidence.
    """
    obligation = obligations_for(unit, report_year, terms)
    if obligation is None:
        return Standing(unit, report_year, Status.NOT_OBLIGED)
    standing = _judged(obligation, publications, visits, strays, as_of)
    if publications:
        standing = where_withdrawn(standing, publications, (*visits, *elsewhere), strays)
    by_law = obligation.by_law_alone
    if obligation.due_basis is DueBasis.STATUTORY or by_law is None or standing.status not in _BREACHES:
        return standing
    also = _judged(by_law, publications, visits, strays, as_of)
    return replace(standing, breaks_law=also.status in _BREACHES)


def _judged(
    obligation: Obligation,
    publications: Sequence[Publication],
    visits: Sequence[Visit],
    strays: Sequence[Stray],
    as_of: datetime,
) -> Standing:
    if publications:
        return standing_of_published(obligation, publications, visits, strays)
    return standing_of_unpublished(obligation, visits, strays, as_of)
