"""What changes between the visits to a site: nothing that we remember of it may hide a report, or accuse anybody."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from spiders.simulator.handmade import Answer, Pages
from spiders.simulator.sites import SHANGHAI

pytestmark = pytest.mark.slow

FIRST = datetime(2025, 4, 10, 9, tzinfo=SHANGHAI)
DAYS = (0, 2, 4)
EDU, POVERTY, REFORM = "云溪县教育局", "云溪县扶贫局", "云溪县乡村振兴局"
ON, MISSING, UNSEEN = "on_time", "missing", "unverifiable"


def row(unit: str, year: int, href: str = "") -> str:
    """A row of a list, with the day on which most publish."""
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return f'<li><a href="{href or path_of(unit, year)}">{title}</a><span>{year + 1}-01-15</span></li>'


def path_of(unit: str, year: int) -> str:
    return f"/r/{year}/{sum(map(ord, unit))}.html"


def reports(*of: tuple[str, int], dated: str = "2025-01-15") -> dict[str, str | Answer]:
    return {path_of(unit, year): report(unit, year, dated) for unit, year in of}


def report(unit: str, year: int, dated: str = "2025-01-15") -> str:
    day = f"<p>发布日期：{dated}</p>" if dated else ""
    return f"<html><body><h1>{unit}{year}年政府信息公开工作年度报告</h1>{day}</body></html>"


def site(main: str, **more: str | Answer) -> dict[str, str | Answer]:
    """A site whose column shows what is given, with the reports of the bureau of education."""
    front = '<html><body>云溪县人民政府<a href="/nb/">政府信息公开年报</a></body></html>'
    column = f"<html><body><div>当前位置：首页 > 政府信息公开年报</div><ul>{main}</ul></body></html>"
    return {"/": front, "/nb/": column, **reports((EDU, 2024), (EDU, 2023)), **more}


DOWN: Pages = {"/": Answer(status=503)}
EDUCATION = row(EDU, 2024) + row(EDU, 2023)
ALONE = row(EDU, 2023)
RENAMED = site(
    EDUCATION + row(POVERTY, 2023) + row(REFORM, 2024), **reports((POVERTY, 2023), (REFORM, 2024), (REFORM, 2023))
)
TOWNS = '<a href="/nb/xz/">乡镇（街道）</a>'
TOWN = "柳塘镇人民政府"
NAMELESS = '<li><a href="/a.html">2024年政府信息公开工作年度报告</a></li>'
OVERWRITTEN = '<li><a href="/a.html">政府信息公开工作年度报告全文</a></li>'


@dataclass(frozen=True)
class Case:
    """What a site shows on three visits, and where its units stand after the last."""

    visits: tuple[Pages, Pages, Pages] = field(repr=False)
    expected: dict[str, str]


CASES = {
    "nothing-changes": Case((site(EDUCATION),) * 3, {EDU: ON}),
    "known-under-another-name-while-the-site-was-down": Case((RENAMED, DOWN, RENAMED), {EDU: ON, POVERTY: ON}),
    "list-that-is-said-to-be-unchanged-and-was-never-seen": Case(
        (site(EDUCATION + row(TOWN, 2023) + TOWNS, **reports((TOWN, 2023)), **{"/nb/xz/": Answer(status=304)}),) * 3,
        {EDU: ON, TOWN: UNSEEN},
    ),
    "page-overwritten-and-said-to-be-unchanged": Case(
        (
            site(ALONE + OVERWRITTEN, **{"/a.html": Answer(report(EDU, 2023), headers={"ETag": '"1"'})}),
            site(ALONE + OVERWRITTEN, **{"/a.html": Answer(report(EDU, 2024), headers={"ETag": '"1"'})}),
            site(ALONE + OVERWRITTEN, **{"/a.html": Answer(report(EDU, 2024), headers={"ETag": '"1"'})}),
        ),
        {EDU: "date_disputed"},
    ),
    "report-that-could-not-be-settled-at-first": Case(
        (
            site(ALONE + NAMELESS, **{"/a.html": report(EDU, 2022)}),
            site(ALONE + NAMELESS, **{"/a.html": report(EDU, 2022) + " "}),
            site(ALONE + NAMELESS, **{"/a.html": report(EDU, 2024, dated="")}),
        ),
        {EDU: "date_unknown"},
    ),
    "report-put-up-again-at-another-address": Case(
        (
            site(EDUCATION),
            site(ALONE + row(EDU, 2024, "/b.html"), **{"/b.html": report(EDU, 2024, "2025-04-12")}),
            site(ALONE + row(EDU, 2024, "/b.html"), **{"/b.html": report(EDU, 2024, "2025-04-12")}),
        ),
        {EDU: ON},
    ),
    "unit-renamed-on-its-own-site": Case(
        (site(row(REFORM, 2024) + row(REFORM, 2023), **reports((REFORM, 2024), (REFORM, 2023))),) * 3,
        {POVERTY: UNSEEN},
    ),
}


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory, handmade_room: Any, unit_on: Any) -> Iterator[Any]:
    """Where all units stand after three visits; before the second one, a unit gets another name beside its own."""
    first = {name: case.visits[0] for name, case in CASES.items()}
    with handmade_room(tmp_path_factory.mktemp("visits"), first) as room:
        units = [unit_on(name, unit, room.sites[name].url) for name, case in CASES.items() for unit in case.expected]
        room.register(units)
        for number, day in enumerate(DAYS):
            for name, case in CASES.items():
                room.sites[name].pages = case.visits[number]
            if number == 1:
                renamed = (unit for unit in units if unit.id.startswith("known-under") and unit.name == POVERTY)
                room.register([replace(unit, aliases=(REFORM,)) for unit in renamed])
            room.crawl(FIRST + timedelta(days=day))
        yield room.statuses(FIRST + timedelta(days=DAYS[-1], hours=1))


@pytest.mark.parametrize("name", CASES)
def test_what_changed_between_the_visits_accuses_nobody(statuses: Any, name: str) -> None:
    assert statuses[name] == CASES[name].expected
