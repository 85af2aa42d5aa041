"""What is told of a unit once a person said that what its status says against it is not so.

The machine's view is kept with the finding and its history. In what others read it accuses no more: a status that
says nothing against anybody takes its place, with the review as evidence.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding
from crawler.domain.wording import Text
from monitor.summaries.words import STATUSES

_SAID_BY = {
    Status.MISSING: ("PUB-01",),
    Status.LATE: ("PUB-02",),
    Status.POSSIBLY_LATE: ("PUB-02",),
    Status.DATE_DISPUTED: ("PUB-02", "PUB-05"),
    Status.PUBLISHED_EARLY: ("PUB-04",),
    Status.WITHDRAWN: ("PUB-08",),
}
"""The checks that say of a unit what its status does."""

_NOT_FOUND = (Status.MISSING, Status.WITHDRAWN)


def without_denied(standing: Standing, dismissed: Mapping[Finding, datetime]) -> Standing | None:
    """The standing as it is told after a review; None where nobody denied what its status says.

    What we could not find is then something that we could not verify, and of what we found we do not know the day.
    """
    checks = _SAID_BY.get(standing.status, ())
    reviews = [at for finding, at in dismissed.items() if finding.check in checks]
    if not reviews:
        return None
    status = Status.UNVERIFIABLE if standing.status in _NOT_FOUND else Status.DATE_UNKNOWN
    evidence = (*standing.evidence, _review(standing, max(reviews)))
    return replace(
        standing,
        status=status,
        published_on=None,
        published_basis=None,
        days_late=None,
        breaks_law=False,
        evidence=evidence,
    )


def _review(standing: Standing, at: datetime) -> Evidence:
    """Who reviewed it and why stands in the history of the finding, not in what others read."""
    said, unit = STATUSES[standing.status], standing.unit
    words = Text(f"经人工复核，“{said.zh}”不成立", f"a person found that it is not so: {said.en}")
    return Evidence(standing.report_url or unit.column_url or unit.site_url, at, words)
