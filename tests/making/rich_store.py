"""A store with something to show on every page: three years judged, letters, accounts, and acts of people."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from monitor.access.passwords import Passwords
from monitor.jobs.alert import write_messages
from monitor.jobs.crawl import crawl
from monitor.jobs.evaluate import run_monitor
from monitor.jobs.watch import watch
from monitor.web import create_app
from monitor.wiring import Workspace, find_and_load
from spiders.simulator.sample import AS_OF, REPORT_YEAR
from spiders.simulator.server import Simulator
from storage.accounts import HeldRole
from storage.unit_of_work import unit_of_work
from tests.making.rich_world import IN_PDF, rich_world
from tests.monitor.web.browser import READER, Everybody

NOW = AS_OF + timedelta(hours=2)
_CRAWLS = (AS_OF - timedelta(days=40), AS_OF - timedelta(days=2), AS_OF)
_SETTINGS = {"GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true", "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0"}
_CONFIG = '[serve]\npublic_url = "https://gongkai.example.gov.cn"\n'
_BORDERS = "<style>table { border-collapse: collapse } td { border: 1px solid }</style>"
_OFFICES = """\
offices:
  - {id: city, name: 青岚市人民政府办公室, area_id: "990100", channels: [{mail: xxgk@example.gov.cn}]}
  - {id: yunxi, name: 云溪县人民政府办公室, area_id: "990121", channels: [{mail: yunxi@example.gov.cn}]}
  - {id: shiting, name: 石汀县人民政府办公室, area_id: "990122", channels: [{mail: shiting@example.gov.cn}]}
operators: []
quiet: {days_off: send}
"""


def make_rich_store(folder: Path, browser: Browser) -> None:
    """Crawl the rich world three times, judge three years of it, and let people do what they do."""
    folder.mkdir(parents=True)
    (folder / "gongkai.toml").write_text(_CONFIG, "utf-8")
    (folder / "offices.yaml").write_text(_OFFICES, "utf-8")
    os.environ.update(_SETTINGS)
    with closing(find_and_load(folder, os.environ)) as workspace:
        workspace.prepare()
        _crawl(workspace, browser)
        for year in (REPORT_YEAR - 1, REPORT_YEAR, REPORT_YEAR + 1):
            with unit_of_work(workspace.database) as work:
                run_monitor(work, year, NOW - timedelta(hours=1), workspace.terms)
        write_messages(workspace, REPORT_YEAR, NOW)
        _letters_in_every_state(workspace)
        _accounts(workspace)
        _acts(workspace)
        watch(workspace, NOW)


def _crawl(workspace: Workspace, browser: Browser) -> None:
    with _printing(browser) as printed:
        world = rich_world(printed)
    with Simulator(world.sites, world.as_of) as simulator:
        with unit_of_work(workspace.database) as work:
            work.units.keep(world.register(simulator.urls))
        for moment in _CRAWLS:
            simulator.now = moment
            crawl(workspace, moment, starts_at=moment)


@contextmanager
def _printing(browser: Browser) -> Iterator[Callable[[str], bytes]]:
    page = browser.new_page()

    def printed(html: str) -> bytes:
        page.set_content(f"<h1>{IN_PDF}{REPORT_YEAR}年政府信息公开工作年度报告</h1>{_BORDERS}{html}")
        return page.pdf(format="A4")

    yield printed
    page.close()


def _letters_in_every_state(workspace: Workspace) -> None:
    """One is delivered, one failed and waits, the others stay as they are."""
    lease = timedelta(minutes=5)
    with unit_of_work(workspace.database) as work:
        if first := work.outbox.claim(NOW, "pictures", lease):
            work.outbox.delivered(first.id, NOW, "250 2.0.0 Ok: queued as 4F1A2")
        if second := work.outbox.claim(NOW, "pictures", lease):
            work.outbox.bury(second.id, NOW, "550 5.1.1 user unknown")


def _accounts(workspace: Workspace) -> None:
    known = Passwords().hash("correct horse battery staple")
    with unit_of_work(workspace.database) as work:
        mine = work.accounts.add(READER.name, READER.display_name, NOW)
        work.accounts.set_password(mine.id, known)
        work.accounts.give(mine.id, [HeldRole("administrator", None)])
        other = work.accounts.add("liming", "李明", NOW)
        work.accounts.give(other.id, [HeldRole("reviewer", "990121")])
        gone = work.accounts.add("zhaolei", "赵磊", NOW)
        work.accounts.give(gone.id, [HeldRole("viewer", "990122")])
        work.accounts.disable(gone.id, NOW)


def _acts(workspace: Workspace) -> None:
    """What people do with findings, by the forms that they have."""
    app = create_app(workspace, lambda: NOW, Everybody())
    reader = TestClient(app, "http://localhost", headers={"x-csrf-token": READER.csrf or ""})
    with unit_of_work(workspace.database) as work:
        found = [stored.id for stored in work.findings.of_year(REPORT_YEAR)]
    for finding, act in zip(found[2:], ("acknowledge", "dismiss", "assign", "note"), strict=False):
        told = {"id": str(finding), "act": act, "note": "已电话核实，报告刊登在“通知公告”栏目。", "assignee": "李明"}
        reader.post("/findings/acts", data=told)
    reader.post("/account/tokens", data={"name": "每日汇总", "role": "viewer", "days": "90"})
