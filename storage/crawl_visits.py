"""Visits of a crawl that may have been killed and resumed: each walk is told once, with the time it truly took."""

from dataclasses import replace

from crawler.domain.evidence import Visit
from storage.unit_of_work import UnitOfWork

STORED = "visits"
KNOWN = "visits/known"


def keep_visit(work: UnitOfWork, crawl_id: int, visit: Visit) -> str:
    """Store a visit of a crawl, unless the crawl has told the same already; says which, as it is counted.

    A walk that was resumed has seen its first pages before it was killed: it may not claim to have begun later.
    """
    began = work.journal.began(crawl_id, visit.site_id)
    if began is not None:
        visit = replace(visit, started_at=min(began, visit.started_at))
    told = work.journal.told(crawl_id).get(visit.site_id)
    if told is not None and _says_the_same(work.visits.get(told), visit):
        return KNOWN
    work.journal.tell(crawl_id, visit.site_id, work.visits.add(visit))
    return STORED


def _says_the_same(known: Visit, visit: Visit) -> bool:
    """What was seen in full cannot be seen better; what was not, may now have failed elsewhere."""
    return known.good or (known.outcome, known.failures) == (visit.outcome, visit.failures)
