"""Suspicions: what looks as if strangers had been at a page of a site."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A security finding for the operator: one sign, on one page, that it is not the site's own any more.

    It accuses nobody and is shown to no oversight office; `kind` is the name of the sign, `detail` what was seen.
    """

    site_id: str
    url: str
    kind: str
    detail: str
    seen_at: datetime
