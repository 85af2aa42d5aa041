"""Looks once at each address of the register, in a child process, and says which do not hold."""

import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from crawler.domain.errors import CrawlFailed
from crawler.domain.probe import ProbeOutcome
from crawler.domain.unit import Unit
from monitor.child_process import run_in_child
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

_GOVERNMENT = (".gov.cn", ".政务")
_FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class AddressFinding:
    """One address of one unit, and what is to be said of it; `column` names the column of the register."""

    unit_id: str
    column: str
    url: str
    outcome: ProbeOutcome | None
    detail: str
    on_government_host: bool

    @property
    def holds(self) -> bool:
        """Whether nothing has to be looked into."""
        return self.outcome is ProbeOutcome.ANSWERS and self.on_government_host


def check_addresses(workspace: Workspace, area: str | None, at: datetime) -> tuple[AddressFinding, ...]:
    """Look at the addresses of an area, or of all units; raises CrawlFailed where the looking itself went wrong."""
    with unit_of_work(workspace.database) as work:
        register = work.units.register()
    wanted = () if area is None else register.within(area)
    told = _told(workspace, wanted, at)
    return tuple(
        _finding(unit, column, url, told.get(url))
        for unit in wanted or register
        for column, url in (("site_url", unit.site_url), ("column_url", unit.column_url))
        if url
    )


def is_government_host(url: str) -> bool:
    """Whether an address is on a host of the domain that only governments are given.

    >>> is_government_host("http://www.wulan.gov.cn/"), is_government_host("http://wulan.gov.cn.example.com/")
    (True, False)
    """
    return (urlsplit(url).hostname or "").endswith(_GOVERNMENT)


def _finding(unit: Unit, column: str, url: str, told: tuple[str, str] | None) -> AddressFinding:
    outcome, detail = (None, "it was not looked at") if told is None else (ProbeOutcome(told[0]), told[1])
    return AddressFinding(unit.id, column, url, outcome, detail, is_government_host(url))


def _told(workspace: Workspace, wanted: tuple[Unit, ...], at: datetime) -> dict[str, tuple[str, str]]:
    """What the child process said of each address; it looks at all where no units are wanted by name."""
    found: dict[str, tuple[str, str]] = {}
    ends: list[str] = []

    def take(line: str) -> None:
        event = json.loads(line)
        if event["event"] == "address":
            found[event["url"]] = (event["outcome"], event["detail"])
        elif event["event"] == "closed":
            ends.append(event["reason"])

    workspace.logs_folder.mkdir(parents=True, exist_ok=True)
    log = workspace.logs_folder / f"addresses-{at:%Y%m%dT%H%M%S}.log"
    command = [sys.executable, "-m", "scrapy", "crawl", "address_check", "-s", "GONGKAI_PROGRESS=1"]
    command += ["-a", f"units={','.join(unit.id for unit in wanted)}"]
    settings = {"GONGKAI_WORKSPACE": str(workspace.folder), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    limit = timedelta(minutes=workspace.config.crawl.time_limit_minutes)
    status = run_in_child(command, limit, os.environ | settings, on_line=take, log=log)
    if status != 0 or ends != [_FINISHED]:
        raise CrawlFailed(f"looking at the addresses ended with status {status}; see {log}")
    return found
