"""The pages in Chromium: nothing that keeps people from using them, and nothing wider than a phone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from monitor.wiring import find_and_load
from tests.monitor.web.browser import PHONE, chromium, page_of, served
from tests.monitor.web.conftest import NOW
from tests.monitor.web.every_page import pages_of

pytestmark = pytest.mark.slow

_ASKED = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
_GRAVE = ("serious", "critical")


def violations(page: Page, axe: Axe) -> list[str]:
    """What keeps people from using a page, gravely, with the first place of each."""
    found = axe.run(page, options=_ASKED).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in _GRAVE]


def test_no_page_has_a_grave_violation_or_is_wider_than_a_phone(demo_store: Path) -> None:
    wrong, axe = list[str](), Axe()
    workspace = find_and_load(demo_store, {})
    with served(workspace, NOW) as address, chromium() as browser, page_of(browser, PHONE) as page:
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        for name, path in pages_of(workspace).items():
            page.goto(f"{address}{path}", wait_until="load")
            wrong += [f"{name}: {one}" for one in violations(page, axe)]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"{name}: wider than the screen")
            page.context.clear_cookies()
        page.goto(f"{address}/areas/990121")
        page.get_by_label("状态").select_option("late")
        page.get_by_text("共 1 家").wait_for()
        assert "status=late" in page.url
    workspace.close()

    assert wrong == []
