"""What stands around the whole application: whose address it is, how much may be sent, what browsers may do with it.

It looks at each message as it passes and keeps none, so that long exports stream.
"""

import logging
import re
import time
from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crawler.domain.wording import Text
from monitor.web.problems import problem

LOG = logging.getLogger("gongkai.access")

LONGEST_BODY = 1024 * 1024
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$")
_SECRET = re.compile(r"(/(?:set-up|acknowledge|feeds|calendar)/)[^/?]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Under which address the pages are reached, and where else their forms may lead (the issuer of OIDC)."""

    public_url: str = ""
    issuer: str = ""

    @property
    def encrypted(self) -> bool:
        """Whether browsers reach the pages by https."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The names that this site answers to."""
        named = urlsplit(self.public_url).hostname
        return _LOCAL | {named} if named else _LOCAL

    @property
    def headers(self) -> dict[str, str]:
        """What every answer tells the browser."""
        issuer = urlsplit(self.issuer)
        others = f" {issuer.scheme}://{issuer.netloc}" if issuer.netloc else ""
        policy = (
            "default-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'; "
            f"form-action 'self'{others}"
        )
        usual = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        }
        return usual | ({"strict-transport-security": "max-age=31536000"} if self.encrypted else {})


class Shield:
    """Wraps an application; `HEAD` is answered as `GET` without its body."""

    def __init__(self, app: ASGIApp, surroundings: Surroundings) -> None:
        self._app = app
        self._hosts = surroundings.hosts
        self._headers = surroundings.headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self._headers)
        try:
            await self._answer(exchange)
        finally:
            exchange.write_down()

    async def _answer(self, exchange: "_Exchange") -> None:
        if _host(exchange.headers.get("host", "")) not in self._hosts:
            reason = Text("请使用本系统的正式地址访问。", "Use the address of this site; serve.public_url names it.")
            await exchange.refuse(421, reason)
        elif "\x00" in exchange.inner["path"]:
            await exchange.refuse(404)
        elif holding := _holding_nul(exchange.inner):
            await exchange.refuse(422, f"{', '.join(holding)}: NUL is no text")
        elif _announced(exchange.headers) > LONGEST_BODY:
            await exchange.refuse(413)
        else:
            await self._app(exchange.inner, exchange.receive, exchange.send)


class _Exchange:
    """One request and its answer, as they pass."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, added: dict[str, str]) -> None:
        self.headers = Headers(scope=scope)
        self.number = token_hex(6)
        self.inner = scope
        self._method, self._receive, self._send, self._added = scope["method"], receive, send, added
        self._began, self._received, self._status, self._body_sent = time.monotonic(), 0, 0, False
        scope.setdefault("state", {})["request_id"] = self.number
        if self._method == "HEAD":
            self.inner = {**scope, "method": "GET"}

    async def receive(self) -> Message:
        """What comes from outside; too much of it ends the request."""
        message = await self._receive()
        self._received += len(message.get("body", b""))
        if self._received > LONGEST_BODY:
            raise HTTPException(413)
        return message

    async def send(self, message: Message) -> None:
        """What goes outside."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._complete(MutableHeaders(scope=message))
        elif self._method == "HEAD":
            if self._body_sent:
                return
            self._body_sent, message = True, {"type": "http.response.body", "body": b""}
        await self._send(message)

    async def refuse(self, status: int, detail: Text | str = "") -> None:
        """Answer without asking the application."""
        await problem(Request(self.inner), status, detail)(self.inner, self._receive, self.send)

    def write_down(self) -> None:
        """One line for the log of accesses; secrets that stand in addresses are left out, and so are queries."""
        client = self.inner.get("client") or ("-", 0)
        took = round((time.monotonic() - self._began) * 1000)
        path = _SECRET.sub(r"\1-", self.inner["path"]).encode("unicode_escape").decode()
        signed = self.inner["state"].get("signed")
        LOG.info(
            "request=%s address=%s who=%s method=%s path=%s status=%d ms=%d",
            *(self.number, client[0], signed.name if signed else "-", self._method, path, self._status or 500, took),
        )

    def _complete(self, headers: MutableHeaders) -> None:
        for name, value in self._added.items():
            headers.setdefault(name, value)
        if not self.inner["path"].startswith("/static/"):
            headers.setdefault("cache-control", "private, no-store")
        headers["x-request-id"] = self.number


def _host(header: str) -> str:
    found = _HOST.match(header)
    return found.group(1).strip("[]").lower() if found else ""


def _holding_nul(scope: Scope) -> list[str]:
    """The parameters that hold NUL, which PostgreSQL takes nowhere."""
    query: bytes = scope.get("query_string", b"")
    if b"%00" not in query:
        return []
    return [
        name for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True) if "\x00" in name + value
    ]


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 16 else LONGEST_BODY + 1
