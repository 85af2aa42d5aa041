"""The running simulator: every site on its own loopback address, all on one free port, at a settable moment.

    with Simulator(sites, now) as simulator:
        simulator.url_of("云溪县人民政府")   # http://127.0.1.1:40321/
        simulator.now = later               # what is published by then appears
        simulator.requests                  # who asked for what, and when

Own addresses make politeness per host real. Linux answers on all of 127.0.0.0/8; elsewhere each address needs an alias.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from spiders.simulator.building import pages_of, place
from spiders.simulator.faults import Asked, flaw_of
from spiders.simulator.faults.detours import UNREGISTERED
from spiders.simulator.pages import Page, Request
from spiders.simulator.sites import Entry, Fault, SimulatedSite
from spiders.simulator.wire import read_request, with_etag, write_answer

NOT_REGISTERED = UNREGISTERED
"""Under this name the log keeps what was asked of the address that is in no register."""

_NOBODY = SimulatedSite(NOT_REGISTERED, "plain", ())
_Moment = tuple[datetime, float]
_Stage = tuple[bool, tuple[bool, ...]]
_ATTEMPTS_AT_A_PORT = 10
_NOT_FOUND = Page("", "<html><body>您访问的页面不存在</body></html>".encode(), "text/html; charset=utf-8", status=404)
_NOT_ALLOWED = Page("", b"", status=405)


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request as the server saw it. `at` is simulated time; the others are monotonic seconds.

    It is logged before the answer leaves, so a client that has its answer finds its request here. `status` is 0
    where the connection was closed without an answer. `by_browser` marks the pages that a browser opened.
    """

    site: str
    path: str
    user_agent: str
    at: datetime
    started: float
    ended: float
    status: int
    by_browser: bool = False


class Simulator:
    """Serves sites until it is stopped; `latency` is how long every answer takes, in seconds."""

    def __init__(self, sites: Sequence[SimulatedSite], now: datetime, latency: float = 0.0) -> None:
        self.now = now
        self._sites = {site.name: site for site in sites}
        self._addresses = {site.name: _address(number) for number, site in enumerate(sites, 1)}
        self._latency = latency
        self._log: list[LoggedRequest] = []
        self._built: dict[str, tuple[_Stage, dict[str, Page]]] = {}
        self._asked: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._lists_asked: Counter[str] = Counter()
        self._port = 0

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        """Serve in a thread of its own; returns when every site answers."""
        ready: Future[int] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._serve(ready)), name="simulator", daemon=True)
        self._thread.start()
        self._port = ready.result()
        return self

    def stop(self) -> None:
        """Close all sites and all connections."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """Every request so far, in the order of the answers."""
        return tuple(self._log)

    @property
    def urls(self) -> dict[str, str]:
        """The home page of every site by the site's name."""
        return {name: self.url_of(name) for name in self._sites}

    def url_of(self, site: SimulatedSite | str, path: str = "/") -> str:
        """The address of a path on a site."""
        name = site if isinstance(site, str) else site.name
        return f"http://{self._addresses[name]}:{self._port}{path}"

    def url_of_entry(self, site: SimulatedSite, entry: Entry) -> str:
        """The address of an entry's article."""
        return self.url_of(site, place(site, entry).path)

    def paths_of_decoys(self, site: SimulatedSite) -> frozenset[str]:
        """The paths on a site that a careful crawler never asks for."""
        return frozenset(place(site, entry).path for entry in site.entries if entry.decoy)

    def page(self, site: SimulatedSite, target: str) -> Page | None:
        """What a site answers at this moment to a plain request; None closes the connection."""
        return self.answer(site, Request("GET", target, {}))

    def answer(self, site: SimulatedSite, request: Request) -> Page | None:
        """What a site answers at this moment to any request; None closes the connection."""
        pages = self._pages(site)

        def find(asked: Request) -> Page:
            found = pages.get(asked.target) or pages.get(urlsplit(asked.target).path) or _NOT_FOUND
            return found.to(asked) or _NOT_ALLOWED

        flaw, before = flaw_of(site.fault), self._asked[site.name]
        if not flaw.active(site, self.now):
            return find(request)
        return flaw.answer(Asked(request, before.total() + 1, before[request.target]), find)

    def _pages(self, site: SimulatedSite) -> dict[str, Page]:
        now, flaw = self.now, flaw_of(site.fault)
        staged, active = flaw.stage(site, self._lists_asked[site.name]), flaw.active(site, now)
        stage = (active, tuple(entry.visible(now) for entry in staged.entries))
        built = self._built.get(site.name)
        if built is None or built[0] != stage:
            pages = pages_of(staged, now)
            built = self._built[site.name] = (stage, flaw.pages(staged, pages, now) if active else pages)
        return built[1]

    def _log_request(self, site: SimulatedSite, request: Request, page: Page | None, started: _Moment) -> None:
        status = page.status if page else 0
        agent, by_browser = request.headers.get("user-agent", ""), request.headers.get("sec-fetch-dest") == "document"
        at, began = started
        self._log.append(
            LoggedRequest(site.name, request.target, agent, at, began, time.monotonic(), status, by_browser)
        )
        self._asked[site.name][request.target] += 1
        self._lists_asked[site.name] += page is not None and page.list_page > 0

    async def _serve(self, ready: "Future[int]") -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._conversations: set[asyncio.Task[None]] = set()
        try:
            servers = await self._listen()
        except OSError as error:
            ready.set_exception(error)
            return
        ready.set_result(servers[0].sockets[0].getsockname()[1])
        await self._stopping.wait()
        for server in servers:
            server.close()
        for writer in self._writers:
            writer.close()
        await asyncio.gather(*self._conversations)

    async def _listen(self) -> list[asyncio.Server]:
        for _ in range(_ATTEMPTS_AT_A_PORT - 1):
            with suppress(OSError):
                return await self._open_all()
        return await self._open_all()

    async def _open_all(self) -> list[asyncio.Server]:
        servers: list[asyncio.Server] = []
        port = 0
        try:
            for site in self._sites.values():
                servers.append(await self._open(site, self._addresses[site.name], port))
                port = servers[0].sockets[0].getsockname()[1]
            if any(site.fault is Fault.TO_PRIVATE_ADDRESS for site in self._sites.values()):
                servers.append(await self._open(_NOBODY, UNREGISTERED, port))
        except OSError:
            for server in servers:
                server.close()
            raise
        return servers

    async def _open(self, site: SimulatedSite, address: str, port: int) -> asyncio.Server:
        async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is not None:
                self._conversations.add(task)
                task.add_done_callback(self._conversations.discard)
            await self._converse(site, reader, writer)

        return await asyncio.start_server(converse, address, port)

    async def _converse(self, site: SimulatedSite, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while (request := await read_request(reader)) is not None:
                if not await self._answer(site, request, writer) or request.last:
                    break
        except ConnectionError:
            pass  # the client went away
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _answer(self, site: SimulatedSite, request: Request, writer: asyncio.StreamWriter) -> bool:
        started, at = time.monotonic(), self.now
        if self._latency:
            await asyncio.sleep(self._latency)
        page = self.answer(site, request)
        if page is not None and site.has_etags:
            page = with_etag(page, request)
        self._log_request(site, request, page, (at, started))
        return page is not None and await write_answer(writer, page, request)


def _address(number: int) -> str:
    """The loopback address of the n-th site.

    >>> _address(1), _address(255)
    ('127.0.1.1', '127.0.2.1')
    """
    block, last = divmod(number - 1, 254)
    return f"127.0.{block + 1}.{last + 1}"
