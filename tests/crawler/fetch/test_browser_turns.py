"""Few pages are drawn at once, and after many the browser is changed while none is open."""

import asyncio

import pytest

from crawler.fetch.browser_turns import BrowserTurns


class Browser:
    """Counts what is drawn, and sees when it is changed."""

    def __init__(self) -> None:
        self.open = 0
        self.most = 0
        self.open_at_change: list[int] = []

    async def change(self) -> None:
        self.open_at_change.append(self.open)

    async def draw(self, turns: BrowserTurns, *, fails: bool = False) -> None:
        async with turns.turn():
            self.open += 1
            self.most = max(self.most, self.open)
            await asyncio.sleep(0.001)
            self.open -= 1
            if fails:
                raise RuntimeError("the page failed")


def test_the_browser_is_changed_after_so_many_pages_and_never_under_an_open_one() -> None:
    browser = Browser()

    async def draw_all() -> None:
        turns = BrowserTurns(3, 4, browser.change)
        await asyncio.gather(*(browser.draw(turns) for _ in range(13)))

    asyncio.run(draw_all())

    assert browser.most == 3
    assert browser.open_at_change == [0, 0, 0]


def test_a_page_that_fails_gives_its_turn_back() -> None:
    browser = Browser()

    async def fail_and_draw() -> None:
        turns = BrowserTurns(1, 100, browser.change)
        with pytest.raises(RuntimeError):
            await browser.draw(turns, fails=True)
        await asyncio.wait_for(browser.draw(turns), 5)
        assert turns.open == 0

    asyncio.run(fail_and_draw())
