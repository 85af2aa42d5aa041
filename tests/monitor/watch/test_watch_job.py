"""The watch over a store: what it finds there, and what it puts into the outbox of the operators."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.domain.evidence import Failure, Visit, VisitOutcome
from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language
from monitor.config import load_config
from monitor.jobs.watch import Watched, present_troubles, watch
from monitor.watch import Broken
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
DAY, LOOK = timedelta(days=1), timedelta(minutes=15)
SITE = "www.yunxi.gov.cn"
OPERATORS = """
operators:
  - id: ops
    name: 运维
    channels:
      - mail: ops@example.org
      - mail: pager@example.org
        name: pager
  - id: abroad
    name: Operator
    language: en
    channels:
      - mail: abroad@example.org
"""


@pytest.fixture
def workspace(tmp_path: Path, shaped_file: Path) -> Iterator[Workspace]:
    (tmp_path / "gongkai.db").write_bytes(shaped_file.read_bytes())
    (tmp_path / "offices.yaml").write_text(OPERATORS, "utf-8")
    workspace = Workspace(tmp_path, load_config(tmp_path, {"GONGKAI_WATCH__CANARIES": '["370902"]'}))
    unit = Unit("370902", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, f"http://{SITE}/")
    with unit_of_work(workspace.database) as work:
        work.units.keep([unit])
    yield workspace
    workspace.close()


def visit(workspace: Workspace, outcome: VisitOutcome, at: datetime, site: str = SITE) -> None:
    failures = () if outcome is VisitOutcome.COMPLETE else (Failure(f"http://{site}/", "no answer: TimeoutError"),)
    with unit_of_work(workspace.database) as work:
        work.visits.add(Visit(site, at, at, outcome, failures=failures))


def look(workspace: Workspace, number: int, free: float = 0.5) -> Watched:
    return watch(workspace, NOW + number * LOOK, lambda folder: free)


def in_outbox(workspace: Workspace) -> list[tuple[str, str, str]]:
    with unit_of_work(workspace.database) as work:
        return sorted((one.recipient, one.channel, one.subject) for one in work.outbox.listing())


def kinds(workspace: Workspace) -> list[tuple[Broken, str]]:
    return [(one.kind, one.about) for one in present_troubles(workspace, NOW, lambda folder: 0.5)]


def test_every_operator_hears_once_over_every_channel_that_a_trouble_began_and_that_it_is_over(
    workspace: Workspace,
) -> None:
    full = [look(workspace, number, 0.05) for number in range(4)]
    began = in_outbox(workspace)
    whole = [look(workspace, number) for number in range(4, 8)]

    assert [len(one.written) for one in (*full, *whole)] == [0, 3, 0, 0, 0, 3, 0, 0]
    assert [where[:2] for where in began] == [("abroad", "mail"), ("ops", "mail"), ("ops", "pager")]
    assert began[0][2] == "[gongkai] a canary was not found and 1 more"
    assert began[1][2] == "【监测运行】对照单位的年报未找到等2个问题"
    assert ("ops", "mail", "【监测运行】1个问题已恢复") in in_outbox(workspace)


def test_a_message_names_what_is_broken_and_since_when_it_is_whole(workspace: Workspace) -> None:
    for number in range(4):
        look(workspace, number, 0.05 if number < 2 else 0.5)

    with unit_of_work(workspace.database) as work:
        over, _ = work.outbox.listing(recipient="abroad")
        message = work.outbox.get(over.id).message
    assert (message.plane, message.kind, message.language) == (Plane.OPERATORS, Kind.TROUBLE, Language.ENGLISH)
    assert "the disk is nearly full: began 2025-04-01 17:00, over by 2025-04-01 17:45." in message.body
    assert message.record["ended"][0]["kind"] == "disk"


def test_a_site_that_cannot_be_reached_is_found_among_the_visits(workspace: Workspace) -> None:
    for days in (3, 2, 1):
        visit(workspace, VisitOutcome.DOWN, NOW - days * DAY)
        visit(workspace, VisitOutcome.DOWN, NOW - days * DAY, "www.gone-from-the-register.gov.cn")

    troubles = present_troubles(workspace, NOW, lambda folder: 0.5)

    assert [(one.kind, one.about) for one in troubles] == [(Broken.CANARY, "370902"), (Broken.UNREACHABLE, SITE)]
    assert "no answer: TimeoutError" in troubles[1].said.en


def test_a_canary_that_is_not_in_the_register_is_missed_and_stops_no_watch(workspace: Workspace) -> None:
    config = load_config(workspace.folder, {"GONGKAI_WATCH__CANARIES": '["gone"]'})

    [trouble] = present_troubles(Workspace(workspace.folder, config), NOW, lambda folder: 0.5)

    assert (trouble.kind, trouble.about) == (Broken.CANARY, "gone")
    assert "不在单位名录中" in trouble.said.zh


def test_units_that_the_last_crawl_of_their_site_lost_are_found_among_the_runs(workspace: Workspace) -> None:
    def crawled(days: int, sites: dict[str, str], silent: list[str]) -> None:
        with unit_of_work(workspace.database) as work:
            run = work.runs.begin("crawl", NOW - days * DAY)
            work.runs.end(run, NOW - days * DAY, "done", {"sites": sites, "silent": silent})

    crawled(3, {SITE: "complete"}, ["370902"])
    crawled(2, {"www.other.gov.cn": "complete"}, [])
    assert (Broken.SILENT, SITE) in kinds(workspace)

    crawled(1, {SITE: "complete"}, [])
    assert (Broken.SILENT, SITE) not in kinds(workspace)


def test_dead_messages_and_late_jobs_and_crashed_checks_are_found(workspace: Workspace) -> None:
    told = (Told("1", "……"),)
    message = Message("county", "mail", Plane.OFFICES, Kind.NOTICE, Language.CHINESE, "通报", "……", told)
    with unit_of_work(workspace.database) as work:
        work.outbox.put(message, NOW - DAY)
        outgoing = work.outbox.claim(NOW, "sender", LOOK)
        assert outgoing is not None
        work.outbox.bury(outgoing.id, NOW, "550 no such mailbox")
        work.slots.plan("crawl", NOW - DAY)
        work.slots.beat("one", NOW - DAY, NOW - DAY)

    found = kinds(workspace)

    assert found == [
        (Broken.CANARY, "370902"),
        (Broken.SCHEDULER_GONE, ""),
        (Broken.JOB_LATE, "crawl"),
        (Broken.DEAD_LETTERS, "county/mail"),
    ]


def test_a_message_about_dead_messages_that_dies_itself_begins_no_circle(workspace: Workspace) -> None:
    for number in range(2):
        look(workspace, number, 0.05)
    with unit_of_work(workspace.database) as work:
        for posted in work.outbox.listing():
            work.outbox.claim(NOW + LOOK, "sender", LOOK)
            work.outbox.bury(posted.id, NOW, "550 no such mailbox")

    written = [len(look(workspace, number, 0.05).written) for number in range(2, 10)]

    assert written == [0, 3, 0, 0, 0, 0, 0, 0]
