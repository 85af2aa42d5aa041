"""Serves the pages: under which address, for whom, and until when."""

import asyncio
import gc
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import uvicorn
from anyio import to_thread

from crawler.domain.errors import BadConfig
from monitor.access.entrance import Entrance
from monitor.access.links import set_up_link
from monitor.web import create_app
from monitor.wiring import Workspace
from storage.unit_of_work import CONNECTIONS, unit_of_work

_PATIENCE = 20
_LOCALHOST = "localhost"

# The cycles that a page leaves behind are found while they are young; a full collection goes through all that is
# remembered, and stops every reader for as long.
_GARBAGE = (5_000, 20, 100)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens. `behind_proxy` says that another server on this machine stands before it."""

    host: str
    port: int
    behind_proxy: bool = False

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine reaches it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == _LOCALHOST

    @property
    def address(self) -> str:
        """Its address on this machine."""
        return f"http://{_LOCALHOST}:{self.port}"


def serve(workspace: Workspace, place: Place, clock: Callable[[], datetime], say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was asked for; raises BadConfig where that would be unsafe."""
    settings = workspace.config.serve
    refuse_unsafe(place, settings.public_url, say)
    base = settings.public_url or place.address
    entrance = Entrance(workspace.database, clock, settings, base)
    app = create_app(workspace, clock, entrance.sessions, entrance)
    with unit_of_work(workspace.database) as work:
        link = set_up_link(work, clock())
    if link is not None:
        say(f"there is no administrator yet; within 24 hours, open once:\n  {base}{link}")
    _log_accesses()
    # What was loaded stays: without this, each full collection of garbage would go through all of it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    say(f"serving {base} (listening on {place.host}, port {place.port})")
    asyncio.run(_served(uvicorn.Server(_settings(app, place))))


def refuse_unsafe(place: Place, public_url: str, say: Callable[[str], None]) -> None:
    """Raises BadConfig where passwords would cross a network that anybody may listen to."""
    if not place.is_local and not place.behind_proxy and not public_url.startswith("https://"):
        raise BadConfig(
            f"--host {place.host}",
            "others could listen to passwords: put a proxy with TLS before it, set serve.public_url to its https "
            "address, and listen on 127.0.0.1; --behind-proxy says that one is there",
        )
    if not place.is_local:
        say(f"warning: {place.host} is reached from other machines, and what is said to it is not encrypted by itself")
    if place.behind_proxy and not public_url:
        say("warning: serve.public_url is not set, so only localhost is answered")


def clock_from(start: datetime | None) -> Callable[[], datetime]:
    """The time; where a start is given, as if the program had been started then."""
    if start is None:
        return lambda: datetime.now(UTC)
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


async def _served(server: uvicorn.Server) -> None:
    """More pages at a time would take a core from each other, and each wait for a connection of its own."""
    to_thread.current_default_thread_limiter().total_tokens = CONNECTIONS
    await server.serve()


def _settings(app: object, place: Place) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=place.host,
        port=place.port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=place.behind_proxy,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=64 * 1024,
        lifespan="off",
        ws="none",
    )


def _log_accesses() -> None:
    """One line for each request, on stderr."""
    log = logging.getLogger("gongkai")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    log.handlers = [handler]
