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
from monitor.web import create_app
from monitor.web.roles import Grant, Role, Signed
from monitor.wiring import Workspace

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
_PATIENCE = 10.0


class Everybody:
    """Takes whoever asks for an administrator of the whole register."""

    def signed(self, request: Request) -> Signed | None:
        return Signed("reader", (Grant(Role.ADMINISTRATOR),), "王晓", csrf="known")


@contextmanager
def served(workspace: Workspace, now: datetime) -> Iterator[str]:
    """The address under which a workspace is served, at a moment that stands still."""
    with on_loopback(create_app(workspace, lambda: now, Everybody())) as address:
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
def page_of(browser: Browser, size: dict[str, int], language: str = "zh-CN") -> Iterator[Page]:
    """A page of a size, without animations; what went wrong on it is in `page.wrong`."""
    context = browser.new_context(viewport=size, locale=language, reduced_motion="reduce", color_scheme="light")  # type: ignore[arg-type]
    try:
        yield context.new_page()
    finally:
        context.close()


def _wait(started: Callable[[], bool], thread: threading.Thread) -> None:
    until = time.monotonic() + _PATIENCE
    while not started():
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the application did not start")
        time.sleep(0.02)
