import os
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from crawler.fetch.browser import launch_options
from spiders.simulator.server import Simulator
from spiders.simulator.world import World


@pytest.mark.slow
def test_a_browser_sees_the_list_that_the_script_draws(world: World) -> None:
    with Simulator(world.sites, world.as_of) as simulator, sync_playwright() as playwright:
        options: dict[str, Any] = launch_options(os.environ)
        # A crawl's browser resolves no names, not even this address, but for its proxy.
        options["args"] = [one for one in options["args"] if not one.startswith("--host-resolver-rules")]
        browser = playwright.chromium.launch(**options)
        page = browser.new_page()
        page.goto(simulator.url_of("云溪县自然资源局", "/gkml/nb/"))
        page.wait_for_selector("#app a")

        titles = page.locator("#app a").all_inner_texts()
        browser.close()

    assert "云溪县自然资源局2024年政府信息公开工作年度报告" in titles
