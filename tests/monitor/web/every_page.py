"""Every page there is, by name: an address of each kind, and more of what these pages may show."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from fastapi import FastAPI

from monitor.access.links import password_link, set_up_link
from monitor.alerts.links import PATH, sign
from monitor.secret import workspace_secret
from monitor.web import create_app
from monitor.web.routes import routes_of
from monitor.wiring import Workspace
from spiders.simulator.sample import AS_OF, REPORT_YEAR
from storage.acknowledgements import AcknowledgementAsked
from storage.unit_of_work import unit_of_work
from tests.monitor.web.browser import Everybody

NOT_PAGES = {
    "/areas/{area_id}/notices/{kind}.docx",
    "/areas/{area_id}/notices/{kind}.xlsx",
    "/calendar/areas/{area_id}.ics",
    "/calendar/{token}.ics",
    "/feeds/areas/{area_id}.atom",
    "/feeds/{token}.atom",
    "/sign-in/identity",
    "/sign-in/identity/back",
    "/units/{unit_id}/reports/{report_year}/source",
}
"""What GET answers with a file, or by sending somebody elsewhere."""

_ASKED = AcknowledgementAsked(
    id="c" * 32,
    recipient="yunxi",
    report_year=REPORT_YEAR,
    kind="notice",
    subject="【年报监测】云溪县：2024年年度报告逾期未公布1家",
    asked_at=AS_OF,
    items=(
        (
            "990121905/2024/PUB-01/1",
            "云溪县司法局（2024年）：截至2025-04-20 10:00，未监测到年度报告；法定期限为2025-01-31。",
        ),
        ("990121902/2024/PUB-02/1", "云溪县民政局（2024年）：公布于2025-02-14，晚于期限14天；法定期限为2025-01-31。"),
    ),
)


@dataclass(frozen=True, slots=True)
class Visited:
    """A page to look at; `route` is the path of the route that draws it."""

    route: str
    path: str


def pages_of(workspace: Workspace) -> dict[str, Visited]:
    """One page of each kind, by name."""
    unit, report = "/units/990121905", "/units/990121903/reports/2024"
    return {
        "overview": Visited("/", "/"),
        "areas": Visited("/areas", "/areas"),
        "area": Visited("/areas/{area_id}", "/areas/990121"),
        "unit-missing": Visited("/units/{unit_id}", unit),
        "report": Visited("/units/{unit_id}/reports/{report_year}", report),
        "original": Visited("/units/{unit_id}/reports/{report_year}/original", f"{report}/original"),
        "findings": Visited("/findings", "/findings"),
        "finding": Visited("/findings/{finding_id}", f"/findings/{_finding(workspace, 'T3-02')}"),
        "notices": Visited("/areas/{area_id}/notices", "/areas/990121/notices"),
        "operations": Visited("/operations", "/operations"),
        "schedule": Visited("/operations/schedule", "/operations/schedule"),
        "outbox": Visited("/operations/outbox", "/operations/outbox"),
        "troubles": Visited("/operations/troubles", "/operations/troubles"),
        "rule-errors": Visited("/operations/rule-errors", "/operations/rule-errors"),
        "runs": Visited("/operations/runs", "/operations/runs"),
        "account": Visited("/account", "/account"),
        "accounts": Visited("/accounts", "/accounts"),
        "audit": Visited("/audit", "/audit"),
    }


def entrances_of(workspace: Workspace) -> dict[str, Visited]:
    """The pages for who is not signed in; links for them are made in the store."""
    now = AS_OF + timedelta(hours=1)
    with unit_of_work(workspace.database) as work:
        work.acknowledgements.ask(_ASKED)
        account = work.accounts.find("liming") or work.accounts.add("liming", "李明", now)
        password, first = password_link(work, account, now), set_up_link(work, now)
    token = sign(workspace_secret(workspace), _ASKED.id, AS_OF + timedelta(days=90))
    return {
        "sign-in": Visited("/sign-in", "/sign-in"),
        "set-up": Visited("/set-up/{secret}", first or password),
        "new-password": Visited("/set-up/{secret}", password),
        "set-up-void": Visited("/set-up/{secret}", "/set-up/none"),
        "acknowledge": Visited(PATH + "/{token}", f"{PATH}/{token}"),
        "acknowledge-void": Visited(PATH + "/{token}", f"{PATH}/none"),
    }


def variants_of(workspace: Workspace) -> dict[str, str]:
    """More of what the pages may show."""
    return {
        "area-nothing-found": "/areas?name=" + quote("无此单位"),
        "unit-late": "/units/990121902",
        "unit-unverifiable": "/units/990123901",
        "unit-leading": "/units/990121",
        "unit-revised": "/units/990121901",
        "report-revised": "/units/990121901/reports/2024?revision=2&against=1",
        "report-pdf": "/units/990100901/reports/2024",
        "report-last-year": "/units/990121903/reports/2023?year=2023",
        "finding-missing": f"/findings/{_finding(workspace, 'PUB-01')}?letter=1",
        "findings-dismissed": "/findings?state=dismissed",
        "findings-none": "/findings?" + urlencode({"text": "无此问题"}),
        "findings-taken": "/findings?done=3&refused=1",
        "outbox-dead": "/operations/outbox?state=dead",
        "never-judged": "/?year=2015",
        "area-never-judged": "/areas?year=2015",
        "unit-never-judged": "/units/990121905?year=2015",
        "unit-unknown": "/units/nobody",
        "page-unknown": "/nowhere",
        "answer-wrong": "/findings?year=abc",
        "overview-next-season": f"/?year={REPORT_YEAR + 1}",
        "area-next-season": f"/areas/990121?year={REPORT_YEAR + 1}",
        "report-none": "/units/990121905/reports/2024",
    }


def routes_drawn(app: FastAPI) -> frozenset[str]:
    """The path of every route that answers GET with a page."""
    return frozenset(
        route.path for route in routes_of(app) if "GET" in route.methods and not route.path.startswith("/api/")
    ) - frozenset(NOT_PAGES)


def unlisted(workspace: Workspace) -> frozenset[str]:
    """The routes of pages that none of the lists above leads to, and those listed that are gone."""
    listed = {one.route for one in (*pages_of(workspace).values(), *entrances_of(workspace).values())}
    return routes_drawn(create_app(workspace, lambda: AS_OF, Everybody())) ^ listed


def _finding(workspace: Workspace, check: str) -> int:
    with unit_of_work(workspace.database) as work:
        return next(one.id for one in work.findings.of_year(REPORT_YEAR) if one.finding.check == check)
