"""Every page there is, by name, with an address of which the demonstration's store has something to show."""

from monitor.wiring import Workspace
from spiders.simulator.sample import REPORT_YEAR
from storage.unit_of_work import unit_of_work

_PAGES = {
    "overview": "/",
    "area": "/areas/990121",
    "unit-missing": "/units/990121905",
    "report": f"/units/990121903/reports/{REPORT_YEAR}",
    "findings": "/findings",
    "notices": "/areas/990121/notices",
    "operations": "/operations",
    "account": "/account",
    "accounts": "/accounts",
    "audit": "/audit",
    "sign-in": "/sign-in",
}
VARIANTS = {
    "overview-english": "/?lang=en",
    "areas": "/areas",
    "area-nothing-found": "/areas?name=%E6%97%A0%E6%AD%A4%E5%8D%95%E4%BD%8D",
    "unit-late": "/units/990121902",
    "unit-unverifiable": "/units/990123901",
    "never-judged": "/?year=2015",
    "not-found": "/units/nobody",
}
"""More of what these pages may show."""


def pages_of(workspace: Workspace) -> dict[str, str]:
    """One page of each kind: name and path."""
    with unit_of_work(workspace.database) as work:
        found = work.findings.of_year(REPORT_YEAR)
    return _PAGES | ({"finding": f"/findings/{found[0].id}"} if found else {})
