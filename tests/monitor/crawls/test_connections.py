"""Connections that nobody vouched for are shown with what came over them: in a report, in a crawl, as evidence."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.evidence import Visit, VisitOutcome
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.flow import read_capture
from monitor.cli.app import app
from monitor.jobs.evaluate import evaluate
from monitor.wiring import Workspace, find_and_load
from storage.archive import Location
from storage.crawl_visits import keep_visit
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
SITE = "www.yunxi.gov.cn"
SCHOOLS = Unit("990121901", "云溪县教育局", UnitKind.DEPARTMENT, Level.COUNTY, None, f"http://{SITE}/")
TITLE = "云溪县教育局2024年政府信息公开工作年度报告"
UNVERIFIED = "tls:unverified: self-signed certificate"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with one crawl, and a report that it fetched over an unverified connection."""
    workspace = find_and_load(tmp_path, {})
    workspace.prepare()
    page = f"<h1>{TITLE}</h1><p>发布日期：2025-01-15</p>".encode()
    capture = Capture(
        f"https://{SITE}/1.html", CaptureKind.REPORT, page, NOW, Trail(SITE, link_text=TITLE), transport=UNVERIFIED
    )
    with unit_of_work(workspace.database) as work:
        work.units.keep((SCHOOLS,))
        crawl = work.runs.begin("crawl", NOW, {"asked": {}})
        work.captures.keep(capture, Location("a.warc.gz", 0, 1))
        work.reports.save(read_capture(capture, work.units.register()))
        keep_visit(work, crawl, Visit(SITE, NOW, NOW, VisitOutcome.COMPLETE))
        work.runs.end(crawl, NOW, "done", {"asked": {}})
    yield workspace
    workspace.close()


def said(workspace: Workspace, *arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments, "--workspace", str(workspace.folder)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_report_tells_how_it_came(workspace: Workspace) -> None:
    shown = said(workspace, "report", SCHOOLS.id, "--year", "2024")
    record = json.loads(said(workspace, "report", SCHOOLS.id, "--year", "2024", "--format", "json"))

    assert f"came over no ordinary connection: {UNVERIFIED}" in shown
    assert record["source"]["transport"] == UNVERIFIED


def test_a_crawl_counts_what_came_so(workspace: Workspace) -> None:
    shown = said(workspace, "crawls", "show", "last")
    record = json.loads(said(workspace, "crawls", "show", "last", "--format", "json"))

    assert f"no ordinary connection: 1 kept over {UNVERIFIED}" in shown
    assert [site["connections"] for site in record["sites"]] == [{UNVERIFIED: 1}]


def test_the_evidence_says_so_in_words(workspace: Workspace) -> None:
    with unit_of_work(workspace.database) as work:
        (evaluated,) = evaluate(work, 2024, NOW)

    first = evaluated.standing.evidence[0].what
    assert (first.zh, first.en) == (
        "首次监测到该报告（网站证书未通过验证）",
        "first seen (the site's certificate was not believed)",
    )
