"""The account of a crawl: what was fetched and why, and how each site and unit ended."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.domain.evidence import Failure, Listed, Visit, VisitOutcome
from crawler.domain.suspicion import Suspicion
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.cli.app import app
from monitor.crawl_account import NoCrawl, account_of
from monitor.jobs.silence import silences_after
from monitor.wiring import Workspace, find_and_load
from storage.crawl_visits import keep_visit
from storage.journal import ROBOTS, Asked, Ended, Outcome
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
SITE, OTHER = "www.yunxi.gov.cn", "www.shiting.gov.cn"


def unit(number: str, name: str, site: str) -> Unit:
    return Unit(number, name, UnitKind.DEPARTMENT, Level.COUNTY, None, f"http://{site}/")


SCHOOLS, ROADS = unit("990121901", "云溪县教育局", SITE), unit("990121902", "云溪县交通运输局", SITE)
FORESTS = unit("990122902", "石汀县林业局", OTHER)
VISIT = Visit(
    SITE,
    NOW,
    NOW + timedelta(minutes=5),
    VisitOutcome.LISTING_INCOMPLETE,
    columns=(f"http://{SITE}/nb/",),
    failures=(Failure(f"http://{SITE}/nb/2.html", "no answer: TimeoutError"),),
    looked_for=(SCHOOLS.fingerprint,),
    listed=(Listed(SCHOOLS.id, 2024), Listed(SCHOOLS.id, 2023)),
    requests=2,
    outcomes=2,
)


def line(site: str, number: int, role: str = "entry") -> Asked:
    why, at = "云溪县教育局[2024]年报", NOW + timedelta(seconds=number)
    return Asked(site, f"key {number}", "GET", f"http://{site}/{number}", role, why, rendered=False, asked_at=at)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = find_and_load(tmp_path, {})
    workspace.prepare()
    asked = {"units": "", "year": "2024", "now": ""}
    with unit_of_work(workspace.database) as work:
        work.units.keep((SCHOOLS, ROADS, FORESTS))
        crawl = work.runs.begin("crawl", NOW, {"asked": asked})
        work.journal.note(crawl, line(SITE, 1), Ended(Outcome.ANSWERED, NOW, 1, 200, 4711))
        work.journal.note(crawl, line(SITE, 2), Ended(Outcome.FAILED, NOW, 3, cause="TimeoutError: 60 s"))
        work.journal.note(crawl, line(SITE, 3, ROBOTS), Ended(Outcome.ANSWERED, NOW, 1, 404, 0))
        work.journal.note(crawl, line(OTHER, 1), Ended(Outcome.REFUSED, NOW, 0, cause="robots.txt"))
        keep_visit(work, crawl, VISIT)
        work.suspicions.keep(Suspicion(SITE, f"http://{SITE}/x", "gambling", "时时彩", NOW))
        work.suspicions.keep(Suspicion(SITE, f"http://{SITE}/y", "gambling", "long ago", NOW - timedelta(days=9)))
        work.runs.end(crawl, NOW, "done", {"asked": asked, "pages": 2, "reason": "finished", "silent": [ROADS.id]})
    yield workspace
    workspace.close()


def said(workspace: Workspace, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["crawls", *arguments, "--workspace", str(workspace.folder)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_site_that_was_walked_is_accounted_for(workspace: Workspace) -> None:
    with unit_of_work(workspace.database) as work:
        other, site = account_of(work, "last").sites

    assert (site.site_id, site.totals, site.balanced) == (SITE, {Outcome.ANSWERED: 1, Outcome.FAILED: 1}, True)
    assert [(one.unit.id, one.looked_for, one.listed) for one in site.units] == [
        (SCHOOLS.id, True, (2023, 2024)),
        (ROADS.id, False, ()),
    ]
    assert [one.detail for one in site.suspicions] == ["时时彩"]
    assert (other.site_id, other.visit, other.balanced) == (OTHER, None, None)


def test_requests_that_do_not_add_up_are_said(workspace: Workspace) -> None:
    with unit_of_work(workspace.database) as work:
        (site,) = account_of(work, "1", site_id=SITE).sites

    assert replace(site, visit=replace(VISIT, requests=3)).balanced is False
    assert replace(site, visit=replace(VISIT, requests=3, outcomes=3)).balanced is False


@pytest.mark.parametrize("crawl", ["2", "first", "-1"])
def test_a_crawl_that_never_was_is_said(workspace: Workspace, crawl: str) -> None:
    with unit_of_work(workspace.database) as work, pytest.raises(NoCrawl, match=crawl):
        account_of(work, crawl)


def test_people_read_how_each_unit_ended_and_on_demand_each_request(workspace: Workspace) -> None:
    brief, whole = said(workspace, "show"), said(workspace, "show", "1", "--unit", SCHOOLS.id)

    assert f"{SITE}: listing_incomplete\n  requests: 1 answered, 1 failed; all accounted for" in brief
    assert f"not seen: http://{SITE}/nb/2.html: no answer: TimeoutError" in brief
    assert "990121901 云溪县教育局: 2023, 2024" in brief
    assert "990121902 云溪县交通运输局: not looked for" in brief
    assert f"{OTHER}: not finished" in brief
    assert "[2024]年报" not in brief
    assert "云溪县教育局[2024]年报" in whole
    assert "failed: TimeoutError: 60 s" in whole
    assert OTHER not in whole
    assert ROADS.name not in whole


def test_programs_read_the_same(workspace: Workspace) -> None:
    (listed,) = json.loads(said(workspace, "list", "--format", "json"))
    shown = json.loads(said(workspace, "show", "--site", SITE, "--format", "json"))

    assert listed == {name: shown[name] for name in listed}
    assert (listed["id"], listed["reason"], listed["silent_units"]) == (1, "finished", [ROADS.id])
    assert [one["site"] for one in shown["sites"]] == [SITE]
    assert [(one["why"], one["outcome"], one["bytes"]) for one in shown["sites"][0]["log"]] == [
        ("云溪县教育局[2024]年报", "answered", 4711),
        ("云溪县教育局[2024]年报", "failed", None),
        ("云溪县教育局[2024]年报", "answered", 0),
    ]


def test_the_list_names_each_crawl_and_the_metrics_are_those_of_the_last(workspace: Workspace) -> None:
    workspace.metrics_file.parent.mkdir()
    workspace.metrics_file.write_text("gongkai_crawl_pages 2.0\n")

    assert "2025-04-20 09:00:00" in said(workspace, "list")
    assert said(workspace, "metrics") == "gongkai_crawl_pages 2.0\n"
    workspace.metrics_file.unlink()
    assert CliRunner().invoke(app, ["crawls", "metrics", "--workspace", str(workspace.folder)]).exit_code == 1


def test_a_unit_that_the_crawl_has_lost_is_noticed(workspace: Workspace) -> None:
    before, after = replace(VISIT, outcome=VisitOutcome.COMPLETE), NOW + timedelta(days=1)
    with unit_of_work(workspace.database) as work:
        keep_visit(work, 1, before)
        crawl = work.runs.begin("crawl", after)
        keep_visit(work, crawl, replace(before, started_at=after, ended_at=after, listed=()))

        assert [one.unit_id for one in silences_after(work, crawl, after)] == [SCHOOLS.id]
        assert silences_after(work, 1, NOW) == ()
