"""Posts to an address of a recipient and reads the answer: with limits of time and size, and without being led on."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from crawler.domain.errors import DeliveryFailed, GongkaiError
from crawler.fetch.resolving import is_public

_LARGEST = 65_536


def trusted_in(environ: Mapping[str, str]) -> str | None:
    """The file of trusted certificates that the environment names, as an intranet with an authority of its own does."""
    return environ.get("REQUESTS_CA_BUNDLE") or environ.get("SSL_CERT_FILE") or None


class _Closed(GongkaiError):
    """The connection leads to an address that is not on the open network."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said, as far as it may matter."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts bytes. `seconds` bounds each wait and, twice over, the reading of an answer.

    `trusted` is a file of certificates to trust in place of those that everybody does.
    """

    recipient: str
    open_only: bool = False
    trusted: str | None = None
    seconds: float = 10.0

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], params: Mapping[str, str] | None = None
    ) -> Answer:
        """Post and read the answer, whatever its status; raises DeliveryFailed, which does not tell the address.

        An address of a robot is its secret. Neither proxies nor accounts of the environment are made use of, and
        redirects are not followed: a message goes where it was meant to go, or nowhere.
        """
        host = urlsplit(url).netloc
        sent = {"Accept-Encoding": "identity", "User-Agent": "gongkai", **headers}
        try:
            with _session(self.open_only) as session:
                response = session.post(
                    url,
                    data=body,
                    headers=sent,
                    params=params,
                    timeout=self.seconds,
                    verify=self.trusted or True,
                    allow_redirects=False,
                    stream=True,
                )
                return Answer(response.status_code, response.headers, self._content(response))
        except _Closed:
            raise DeliveryFailed(self.recipient, f"{host} leads to a private address (allow_private)") from None
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise DeliveryFailed(self.recipient, f"{host}: {_reason(error)}") from None

    def _content(self, response: requests.Response) -> bytes:
        """Piece by piece, for a server that drips would hold us for ever."""
        until, content = time.monotonic() + 2 * self.seconds, b""
        while piece := response.raw.read1(_LARGEST):
            content += piece
            if len(content) > _LARGEST:
                raise ValueError("the answer is too large")
            if time.monotonic() > until:
                raise ValueError("the answer takes too long")
        return content


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError) and not isinstance(error, requests.RequestException):
        return str(error)
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted"
    return "no connection, or no whole answer"


def _session(open_only: bool) -> requests.Session:
    session = _Unled()
    session.trust_env = False
    if open_only:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _OpenOnly())
    return session


class _Unled(requests.Session):
    """Never looks where an answer points: to find out, it would read all of it, however long that is."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class _OpenOnly(HTTPAdapter):
    """Connects to the open network only. The address is looked at when it is connected to, not before."""

    def init_poolmanager(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - handed on
        super().init_poolmanager(*args, **settings)
        self.poolmanager.pool_classes_by_scheme = {"http": _OpenPool, "https": _OpenSecurePool}


class _OpenConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _looked_at(super()._new_conn())


class _OpenSecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _looked_at(super()._new_conn())


class _OpenPool(HTTPConnectionPool):
    ConnectionCls = _OpenConnection


class _OpenSecurePool(HTTPSConnectionPool):
    ConnectionCls = _OpenSecureConnection


def _looked_at(connected: socket.socket) -> socket.socket:
    address = str(connected.getpeername()[0])
    if is_public(address):
        return connected
    connected.close()
    raise _Closed(address)
