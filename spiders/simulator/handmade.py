"""Sites of a few pages written by hand, each on its own loopback address: for what no family of sites does.

`with serving({"town": {"/": "<a href='/nb/'>年报</a>", "/nb/": Answer(status=404)}}) as sites:` and then
`sites["town"].url` is its address, `sites["town"].asked` the paths that were asked for, in order.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answers. `cut_after` breaks off the body; `pause` is slept before every kilobyte of it."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    pause: float = 0.0

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.body.encode() if isinstance(self.body, str) else self.body


Pages = Mapping[str, str | Answer]
_NOT_FOUND = Answer("<html><body>Not Found</body></html>", status=404)
_PIECE = 1024


@dataclass(slots=True)
class HandmadeSite:
    """A running site; `pages` may be exchanged while it runs.

    An answer with an ETag is given as 304 to whoever has it; `asked_if_changed` are the paths that were asked for so.
    """

    url: str
    pages: Pages
    asked: list[str] = field(default_factory=list)
    asked_if_changed: list[str] = field(default_factory=list)

    def answer(self, target: str) -> Answer:
        """What stands at a path, with its query or without."""
        found = self.pages.get(target, self.pages.get(urlsplit(target).path, _NOT_FOUND))
        return Answer(found) if isinstance(found, str) else found


@contextmanager
def serving(sites: Mapping[str, Pages]) -> Iterator[dict[str, HandmadeSite]]:
    """Serve sites by name until the block ends."""
    running = {name: _start(number, pages) for number, (name, pages) in enumerate(sites.items(), 1)}
    try:
        yield {name: site for name, (site, _) in running.items()}
    finally:
        for _, server in running.values():
            server.shutdown()
            server.server_close()


def _start(number: int, pages: Pages) -> tuple[HandmadeSite, ThreadingHTTPServer]:
    site = HandmadeSite("", pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            answer, known = site.answer(self.path), self.headers.get("If-None-Match")
            if known is not None or "If-Modified-Since" in self.headers:
                site.asked_if_changed.append(self.path)
            if known is not None and known == answer.headers.get("ETag"):
                answer = Answer(status=304, headers=answer.headers)
            with suppress(ConnectionError):
                _write(self, answer)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Write nothing to standard error."""

    server = ThreadingHTTPServer((f"127.1.{number // 250}.{number % 250 + 1}", 0), Handler)
    host, port = str(server.server_address[0]), server.server_address[1]
    site.url = f"http://{host}:{port}/"
    Thread(target=lambda: server.serve_forever(poll_interval=0.05), daemon=True).start()
    return site, server


def _write(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    body = answer.content
    handler.send_response(answer.status)
    headers = {"Content-Type": "text/html", "Content-Length": str(len(body))} | dict(answer.headers)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    body = body[: answer.cut_after]
    if not answer.pause:
        handler.wfile.write(body)
        return
    for start in range(0, len(body), _PIECE):
        time.sleep(answer.pause)
        handler.wfile.write(body[start : start + _PIECE])
        handler.wfile.flush()
