"""Where an obligation stands at one moment."""

from collections.abc import Sequence
from datetime import datetime

from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import Publication, Stray, Visit
from crawler.domain.unit import Unit
from monitor.obligations.absence import standing_of_unpublished
from monitor.obligations.due import obligations_for
from monitor.obligations.timeliness import standing_of_published


def standing_of(
    unit: Unit,
    report_year: int,
    publications: Sequence[Publication],
    visits: Sequence[Visit],
    strays: Sequence[Stray],
    as_of: datetime,
) -> Standing:
    """What can be said of one unit and year from what was seen until a moment.

    The publications are those of this unit and year, the visits and the strays those of its site.
    """
    obligation = obligations_for(unit, report_year)
    if obligation is None:
        return Standing(unit, report_year, Status.NOT_OBLIGED)
    if publications:
        return standing_of_published(obligation, publications, visits, strays)
    return standing_of_unpublished(obligation, visits, strays, as_of)
