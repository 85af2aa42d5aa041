"""Names become addresses in one place, and a connection goes to no address that was not looked at there."""

import asyncio
import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from twisted.internet.address import IPv4Address, IPv6Address

from crawler.domain.errors import GongkaiError

Lookup = Callable[[str], Iterable[str]]
_KEPT_SECONDS = 300.0
_THREADS = 16
"""Lookups of dead names take long: they are not to hold up those of other names."""

_OPEN_V6 = ipaddress.ip_network("2000::/3")
# What stands for other addresses, or for none: 6to4, Teredo and the other protocols of the IETF, documentation.
_CLOSED = tuple(
    ipaddress.ip_network(block)
    for block in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


class PrivateAddress(GongkaiError):
    """A name that leads to an address that is not on the open network."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(f"{host} leads to a private address")


def is_public(address: str) -> bool:
    """Whether an address is one host's on the open network, and written as itself.

    An address that carries another one in it (IPv4-mapped, 6to4, Teredo, NAT64) is none: who routes it decides
    where it leads.

    >>> is_public("114.114.114.114"), is_public("100.64.0.1"), is_public("::ffff:114.114.114.114")
    (True, False, False)
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if parsed.version == 6 and parsed not in _OPEN_V6:
        return False
    return parsed.is_global and not parsed.is_multicast and not any(parsed in block for block in _CLOSED)


def look_up(host: str) -> tuple[str, ...]:
    """Ask the system for the addresses of a name; it also knows the odd spellings of numbers, such as 127.1."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[4][0]) for address in found))


@dataclass(frozen=True, slots=True)
class _Known:
    answer: "asyncio.Task[tuple[str, ...]]"
    until: float


class Addresses:
    """The addresses of hosts that may be connected to; each name is asked for once in a while, failures too."""

    def __init__(self, *, allow_private: bool, look_up: Lookup = look_up) -> None:
        self._allow_private = allow_private
        self._look_up = look_up
        self._known: dict[str, _Known] = {}
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="names")

    async def of(self, host: str) -> tuple[str, ...]:
        """Where a host may be connected to; raises PrivateAddress, and OSError where the name is not known.

        One private address among public ones closes the host: nobody who means well publishes that.
        """
        known = self._known.get(host)
        if known is None or known.until < time.monotonic():
            answer = asyncio.ensure_future(self._ask(host))
            known = self._known[host] = _Known(answer, time.monotonic() + _KEPT_SECONDS)
        # One that is not waited for any longer goes on for those who come after it.
        return await asyncio.shield(known.answer)

    async def _ask(self, host: str) -> tuple[str, ...]:
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._threads, self._found, host)
        except UnicodeError as error:
            raise socket.gaierror(f"{host!r} is no name of a host") from error
        if not self._allow_private and not all(is_public(address) for address in found):
            raise PrivateAddress(host)
        return found

    def _found(self, host: str) -> tuple[str, ...]:
        return tuple(self._look_up(host))


class Receiver(Protocol):
    """Who is told of a name's addresses: Twisted's interface, in the part that we use."""

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's names, here and below
        """Its addresses follow."""

    def addressResolved(self, address: object) -> None:  # noqa: N802
        """One address."""

    def resolutionComplete(self) -> None:  # noqa: N802
        """There are no more."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """One resolution under way, as Twisted wants to know it."""

    name: str

    def cancel(self) -> None:
        """It goes on: its answer is kept for the next one who asks."""


class CheckedResolver:
    """Gives Twisted's connections the addresses that were looked at, and none for a host that leads elsewhere."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._under_way: set[asyncio.Task[None]] = set()

    def resolveHostName(  # noqa: N802 - Twisted's names
        self,
        resolutionReceiver: Receiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: object = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Resolution:
        """Begin to resolve a name; the receiver is told of every address, then of the end."""
        resolution = Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        task = asyncio.ensure_future(self._resolve(resolutionReceiver, hostName, portNumber))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return resolution

    async def _resolve(self, receiver: Receiver, host: str, port: int) -> None:
        """Without an address the connection fails, and says that the host is not known."""
        with suppress(OSError, PrivateAddress):
            for address in await self._addresses.of(host):
                kind = IPv6Address if ":" in address else IPv4Address
                receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
