"""As much HTTP/1.1 as a small government server speaks: requests in, answers out, connections kept alive."""

import asyncio
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader, StreamWriter
from dataclasses import replace
from http import HTTPStatus
from zlib import crc32

from spiders.simulator.pages import Page, Request

_PIECE = 1024
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


async def write_answer(writer: StreamWriter, page: Page, request: Request) -> bool:
    """Send a page as it is to come: whole, in part, or slowly. False where the connection is of no more use."""
    content = answer_bytes(page, request)
    if page.cut_after is not None:
        content = content[: len(content) - len(page.body) + page.cut_after]
    for start in range(0, len(content), _PIECE if page.pause else len(content)):
        await asyncio.sleep(page.pause)
        writer.write(content[start : start + _PIECE] if page.pause else content)
        await writer.drain()
    return page.cut_after is None


def with_etag(page: Page, request: Request) -> Page:
    """A page with the tag of its bytes, or 304 to who has them."""
    if page.status != HTTPStatus.OK:
        return page
    tag = f'"{crc32(page.body):08x}-{len(page.body):x}"'
    known = request.headers.get("if-none-match", "").removeprefix("W/") == tag
    body, status = (b"", HTTPStatus.NOT_MODIFIED) if known else (page.body, HTTPStatus.OK)
    return replace(page, body=body, status=int(status), headers=(*page.headers, ("ETag", tag)))


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
