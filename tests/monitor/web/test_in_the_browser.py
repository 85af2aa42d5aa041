"""The pages in Chromium: nothing that keeps people from using them, on a phone, by keyboard, and without scripts."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work
from tests.monitor.web.browser import PHONE, chromium, page_of, served
from tests.monitor.web.conftest import NOW
from tests.monitor.web.every_page import entrances_of, pages_of, unlisted

pytestmark = pytest.mark.slow

_ASKED = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
_CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
_GRAVE = ("serious", "critical")
_NARROW = {"width": 320, "height": 640}
_IN_THE_DARK = ("overview", "unit-missing", "report", "finding")
_NOT_OURS = {"original"}
_ALIKE = {"areas", "schedule", "troubles", "rule-errors", "runs", "new-password", "set-up-void", "acknowledge-void"}
"""Drawn by the template of another page that is looked at."""

_LEVELS = "[...document.querySelectorAll('h1,h2,h3,h4')].map(one => Number(one.tagName[1]))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def violations(page: Page, axe: Axe, asked: dict[str, list[str]]) -> list[str]:
    """What keeps people from using a page, gravely, with the first place of each."""
    found = axe.run(page, options=asked).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in _GRAVE]


def shape(page: Page) -> Iterator[str]:
    """What is wrong with the width of a page and the order of its headings."""
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield "wider than the screen"
    levels = page.evaluate(_LEVELS)
    if levels[:1] != [1] or any(below - above > 1 for above, below in pairwise(levels)):
        yield f"headings {levels}"


def test_no_page_has_a_grave_violation_or_is_wider_than_a_phone(workspace: Workspace, browser: Browser) -> None:
    wrong, axe = list[str](), Axe()
    pages = pages_of(workspace) | entrances_of(workspace)
    with served(workspace, NOW) as address, page_of(browser, _NARROW) as page:
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
        for name in pages.keys() - _NOT_OURS - _ALIKE:
            page.goto(f"{address}{pages[name].path}", wait_until="load")
            wrong += [f"{name}: {said}" for said in (*violations(page, axe, _ASKED), *shape(page))]

    assert wrong == []


def test_nothing_is_too_faint_in_the_dark(workspace: Workspace, browser: Browser) -> None:
    wrong, axe, pages = list[str](), Axe(), pages_of(workspace)
    with served(workspace, NOW) as address, page_of(browser, PHONE, dark=True) as page:
        for name in _IN_THE_DARK:
            page.goto(f"{address}{pages[name].path}", wait_until="load")
            wrong += [f"{name}: {said}" for said in violations(page, axe, _CONTRAST)]

    assert wrong == []


def test_findings_are_worked_through_by_single_keys(workspace: Workspace, browser: Browser) -> None:
    with served(workspace, NOW) as address, page_of(browser, PHONE) as page:
        page.goto(f"{address}/findings")
        for key in "jjkx":
            page.keyboard.press(key)
        assert page.locator("tr.current input:checked").count() == 1
        page.keyboard.press("?")
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        page.keyboard.type("a：已电话核实")
        page.keyboard.press("Enter")
        page.get_by_text("已处理1条。").wait_for()
        page.keyboard.press("j")
        page.keyboard.press("a")
        page.get_by_text("已处理1条。").wait_for()
        page.get_by_text("已确认").first.wait_for()

    assert states(workspace) == {"acknowledged", "dismissed", "open"}


def test_pages_do_their_work_without_scripts(workspace: Workspace, browser: Browser) -> None:
    acknowledging = entrances_of(workspace)["acknowledge"].path
    with served(workspace, NOW) as address, page_of(browser, PHONE, scripts=False) as page:
        page.goto(f"{address}/areas/990121")
        page.locator("select[name=status]").select_option("late")
        page.get_by_role("button", name="筛选").click()
        page.get_by_text("共 1 家").wait_for()
        page.goto(f"{address}/units/990121903/reports/2024")
        page.locator("a.cell[data-cell]").first.click()
        assert page.frames[1].url.partition("#")[2].startswith("gongkai-")
        page.goto(f"{address}/findings")
        page.locator("tbody input[name=id]").first.check()
        page.get_by_label("理由或备注").fill("报告刊登在其他栏目")
        page.get_by_role("button", name="复核不成立").click()
        page.get_by_text("已处理1条。").wait_for()
        page.goto(f"{address}{acknowledging}")
        page.get_by_label("确认人").fill("李明")
        page.get_by_role("button", name="确认知悉").click()
        page.get_by_text("已确认：李明").wait_for()

    assert "dismissed" in states(workspace)


def test_filtering_needs_no_button_with_scripts(workspace: Workspace, browser: Browser) -> None:
    with served(workspace, NOW) as address, page_of(browser, PHONE) as page:
        page.goto(f"{address}/areas/990121")
        page.locator("select[name=status]").select_option("late")
        page.get_by_text("共 1 家").wait_for()

        assert "status=late" in page.url


def test_every_page_is_on_the_list_of_those_looked_at(workspace: Workspace) -> None:
    assert unlisted(workspace) == set()


def states(workspace: Workspace) -> set[str]:
    with unit_of_work(workspace.database) as work:
        return {stored.state.value for stored in work.findings.of_year(2024)}
