"""What a reviewer and an office do at the pages in Chromium, while a season is replayed."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from playwright.sync_api import Browser, Page

from tests.e2e.season_room import SeasonRoom
from tests.monitor.web.browser import DESKTOP, page_of

_PASSWORD = "bai-lu-wei-shuang-2025"  # noqa: S105 - of an account in these tests
_NAME = "shen"
_PATIENCE = 30.0


class Pages:
    """The pages of a season; the first that signs in chooses a password."""

    def __init__(self, room: SeasonRoom, browser: Browser) -> None:
        self._room, self._browser = room, browser
        self._home = f"http://localhost:{room.pages_port}"
        self._known = False

    @contextmanager
    def opened(self, now: datetime) -> Iterator["Look"]:
        """The pages as a reviewer sees them who has just signed in, an hour after a moment."""
        later = f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}"
        workspace = ["--workspace", str(self._room.folder)]
        arguments = ["serve", "--port", str(self._room.pages_port), "--now", later]
        if not self._known:
            adding = ["accounts", "add", _NAME, "--role", "reviewer", "--now", later]
            link = self._room.program.run([*workspace, *adding]).strip()
        served = self._room.program.start([*workspace, *arguments])
        try:
            _wait_until_answered(self._room.pages_port)
            with page_of(self._browser, DESKTOP) as page:
                page.set_default_timeout(_PATIENCE * 1000)
                if self._known:
                    _sign_in(page, self._home)
                else:
                    _choose_password(page, link)
                self._known = True
                yield Look(page, self._home)
        finally:
            os.kill(served.pid, signal.SIGTERM)
            served.wait()


class Look:
    """Somebody at the pages."""

    def __init__(self, page: Page, home: str) -> None:
        self._page, self._home = page, home

    def overview(self) -> str:
        """What stands on the first page."""
        self._page.goto(f"{self._home}/")
        return self._page.locator("main").inner_text()

    def unit(self, unit_id: str) -> str:
        """What stands on the page of a unit."""
        self._page.goto(f"{self._home}/units/{unit_id}")
        return self._page.locator("main").inner_text()

    def dismiss(self, unit_id: str, check: str) -> str:
        """Choose all that a check found of a unit, and say that it is not so; what the page says then."""
        self._page.goto(f"{self._home}/findings?area={unit_id}&check={check}")
        for box in self._page.get_by_role("checkbox", name="选择第").all():
            box.check()
        self._page.get_by_label("理由或备注").fill("原件如此，已电话核实")
        self._page.get_by_role("button", name="复核不成立").click()
        return self._page.get_by_role("status").inner_text()

    def acknowledge(self, link: str) -> str:
        """Follow the link of a message, press the button, and give what the page says then."""
        self._page.goto(link)
        self._page.get_by_label("确认人").fill("周明")
        self._page.get_by_role("button", name="确认知悉").click()
        return self._page.get_by_role("status").inner_text()


def _wait_until_answered(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError("nobody serves")


def _choose_password(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("密码（").fill(_PASSWORD)
    page.get_by_label("再输一次").fill(_PASSWORD)
    page.get_by_role("button", name="保存并登录").click()
    page.wait_for_url("**/")


def _sign_in(page: Page, home: str) -> None:
    page.goto(f"{home}/")
    page.get_by_label("账号").fill(_NAME)
    page.get_by_label("密码").fill(_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/")
