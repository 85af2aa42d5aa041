"""What the addresses of a report have shown so far."""

from collections.abc import Sequence
from datetime import datetime

from crawler.domain.dossier import Edition
from crawler.domain.evidence import Publication
from crawler.domain.extraction import Extraction
from storage.unit_of_work import UnitOfWork


def editions_of(
    work: UnitOfWork, published: Sequence[Publication], latest: Extraction | None, as_of: datetime
) -> tuple[Edition, ...]:
    """The editions of a report, by address and in the order of time.

    Only where there is more than the one that is at hand are they taken from the store: a register has a hundred
    thousand units, and few of them revise.
    """
    if not published or latest is None:
        return ()
    first = published[0]
    if len(published) == 1 and first.revisions == 1:
        return (Edition(first.url, first.first_seen, first.digest, latest),)
    return work.editions.of(first.unit_id, first.report_year, as_of)
