"""The pages in a real browser: the application on loopback in a thread, and Chromium beside it."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import uvicorn
from fastapi import FastAPI, Request
from playwright.sync_api import Browser, Page, sync_playwright

from crawler.fetch.browser import find_chromium
from monitor.access.roles import Grant, Role, Signed
from monitor.web import create_app
from monitor.wiring import Workspace

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
READER = Signed("wangxiao", (Grant(Role.ADMINISTRATOR),), "王晓", csrf="known")
_PATIENCE = 10.0


class Everybody:
    """Takes whoever asks for an administrator of the whole register, or for whom it is told."""

    def __init__(self, who: Signed | None = READER) -> None:
        self._who = who

    def signed(self, request: Request) -> Signed | None:
        return self._who


@contextmanager
def served(workspace: Workspace, now: datetime, who: Signed | None = READER) -> Iterator[str]:
    """The address under which a workspace is served to one person or nobody, at a moment that stands still."""
    with on_loopback(create_app(workspace, lambda: now, Everybody(who))) as address:
        yield address


@contextmanager
def on_loopback(app: FastAPI) -> Iterator[str]:
    """The address under which an application is served by uvicorn in a thread of this process."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        _wait(lambda: server.started, thread)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timedelta(seconds=_PATIENCE).total_seconds())
        listener.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that the crawler would use."""
    found = find_chromium(os.environ)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=None if found is None else str(found))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page_of(browser: Browser, size: dict[str, int], *, dark: bool = False, scripts: bool = True) -> Iterator[Page]:
    """A page of a size, without animations."""
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        locale="zh-CN",
        reduced_motion="reduce",
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
    )
    try:
        context.set_default_timeout(_PATIENCE * 1000)
        yield context.new_page()
    finally:
        context.close()


def _wait(started: Callable[[], bool], thread: threading.Thread) -> None:
    until = time.monotonic() + _PATIENCE
    while not started():
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the application did not start")
        time.sleep(0.02)
