"""What a browser says to its proxy, and what the proxy says on: heads of HTTP messages, read and rewritten."""

from dataclasses import dataclass
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_OF_THE_HOP = frozenset(
    {b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization", b"te", b"trailer", b"upgrade"}
)
_LARGEST_PORT = 65535


class NotUnderstood(ValueError):
    """A head that is none, or that asks for something which a proxy of ours does not do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of the browser: whom it wants to reach, and what it says to them.

    `tunnel` asks for a bare connection, of whose content we see nothing.
    """

    host: str
    port: int
    tunnel: bool
    head: bytes = b""
    body_length: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """How the register may name whom it wants to reach: with the port, or without if the port goes without saying.

        >>> Asked("www.yunxi.gov.cn", 443, tunnel=True).names
        ('www.yunxi.gov.cn:443', 'www.yunxi.gov.cn')
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port in _DEFAULT_PORTS.values() if self.tunnel else self.port == _DEFAULT_PORTS["http"]
        return (f"{host}:{self.port}", *((host,) if usual else ()))


def read_request(head: bytes) -> Asked:
    r"""Understand the head of a request: CONNECT, or any other method with a whole http address.

    >>> read_request(b"GET http://a.test:81/x?y HTTP/1.1\r\nHost: a.test:81\r\nProxy-Connection: x\r\n\r\n").head
    b'GET /x?y HTTP/1.1\r\nHost: a.test:81\r\nConnection: close\r\n\r\n'
    """
    line, lines = _lines(head)
    try:
        method, target, version = line.decode("ascii").split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise NotUnderstood(f"no request: {line[:100]!r}") from error
    if not host or not version.startswith("HTTP/1.") or not 0 < (port or 80) <= _LARGEST_PORT:
        raise NotUnderstood(f"no request: {line[:100]!r}")
    if method == "CONNECT":
        return Asked(host, port or _DEFAULT_PORTS["https"], tunnel=True)
    if parts.scheme != "http":
        raise NotUnderstood(f"the scheme {parts.scheme!r}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    first = f"{method} {path} HTTP/1.1".encode("ascii")
    return Asked(
        host, port or _DEFAULT_PORTS["http"], tunnel=False, head=_closing(first, lines), body_length=_length(lines)
    )


def rewrite_response(head: bytes) -> bytes:
    r"""The head of an answer, saying that the connection ends with it: the next request shall introduce itself.

    >>> rewrite_response(b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n")
    b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n'
    """
    line, lines = _lines(head)
    if not line.startswith(b"HTTP/1."):
        raise NotUnderstood(f"no answer: {line[:100]!r}")
    return _closing(line, lines)


def _lines(head: bytes) -> tuple[bytes, list[bytes]]:
    first, *rest = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    return first, rest


def _closing(first: bytes, lines: list[bytes]) -> bytes:
    kept = [line for line in lines if _name(line) not in _OF_THE_HOP]
    return b"\r\n".join((first, *kept, b"Connection: close", b"", b""))


def _name(line: bytes) -> bytes:
    return line.partition(b":")[0].strip().lower()


def _length(lines: list[bytes]) -> int:
    """How long the body is; one of a length that nobody knows beforehand cannot be told from the next request."""
    if any(_name(line) == b"transfer-encoding" for line in lines):
        raise NotUnderstood("a body without a length")
    lengths = {line.partition(b":")[2].strip() for line in lines if _name(line) == b"content-length"}
    if len(lengths) > 1 or not all(length.isdigit() for length in lengths):
        raise NotUnderstood("a body of two lengths")
    return int(lengths.pop()) if lengths else 0
