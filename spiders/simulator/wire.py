"""As much HTTP/1.1 as a small government server speaks: requests in, answers out, connections kept alive."""

from asyncio import IncompleteReadError, LimitOverrunError, StreamReader
from http import HTTPStatus

from spiders.simulator.pages import Page, Request

_UNOFFICIAL = {521: "Web Server Is Down"}


async def read_request(reader: StreamReader) -> Request | None:
    """The next request of a connection; None when it has ended or makes no sense."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except (IncompleteReadError, LimitOverrunError, ValueError):
        return None
    return Request(method, target, headers, body)


def answer_bytes(page: Page, request: Request) -> bytes:
    """A page as the bytes of an answer; HEAD gets no body."""
    headers = (
        ("Server", "nginx"),
        ("Content-Type", page.content_type),
        ("Content-Length", str(len(page.body))),
        ("Connection", "close" if request.last else "keep-alive"),
        *page.headers,
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    start = f"HTTP/1.1 {page.status} {_phrase(page.status)}\r\n{head}\r\n".encode("latin-1")
    return start if request.method == "HEAD" else start + page.body


def _phrase(status: int) -> str:
    return _UNOFFICIAL.get(status) or HTTPStatus(status).phrase
