"""Holds up whoever guesses: the more tries of an account or from an address, the longer the wait."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from threading import Lock

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(minutes=15)
_FORGOTTEN = timedelta(hours=1)
_MOST = 20_000
_FREE_OF_PAIR = 5
_FREE_OF_ADDRESS = 30
_FREE_OF_NAME = 60
_LARGE_NETWORK = 64
_DOUBLINGS = 6

Key = tuple[str, str]


@dataclass(slots=True)
class _Tries:
    count: int
    last: datetime


class Throttle:
    """Counts tries to sign in: of an account from an address, from the address, and of the account from anywhere.

    The last count is high, so that a stranger cannot easily lock somebody out. Kept in memory: a restart forgets it.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tries: OrderedDict[Key, _Tries] = OrderedDict()
        self._lock = Lock()

    def admit(self, name: str, address: str) -> timedelta:
        """Zero where a try may be made now, and it counts as one that fails; else how long to wait.

        A try of no account in particular, `name` "", counts for its address alone: strangers hold up nobody else.
        """
        now = self._clock()
        with self._lock:
            wait = max(self._wait(key, free, now) for key, free in _keys(name, address))
            if wait == timedelta(0):
                for key, _ in _keys(name, address):
                    self._count(key, now)
            return wait

    def succeeded(self, name: str, address: str) -> None:
        """The try was the right one: that account starts anew from there, and the address has one try less."""
        with self._lock:
            for key, free in _keys(name, address):
                if free == _FREE_OF_PAIR:
                    self._tries.pop(key, None)
                elif key in self._tries:
                    self._tries[key].count -= 1

    def _wait(self, key: Key, free: int, now: datetime) -> timedelta:
        tries = self._tries.get(key)
        if tries is None or tries.count < free or now - tries.last > _FORGOTTEN:
            return timedelta(0)
        doublings: int = min(tries.count - free, _DOUBLINGS)
        pause = min(_FIRST * (1 << doublings), _LONGEST)
        return max(tries.last + pause - now, timedelta(0))

    def _count(self, key: Key, now: datetime) -> None:
        tries = self._tries.pop(key, None)
        count = 0 if tries is None or now - tries.last > _FORGOTTEN else tries.count
        self._tries[key] = _Tries(count + 1, now)
        while len(self._tries) > _MOST:
            self._tries.popitem(last=False)


def _keys(name: str, address: str) -> Iterator[tuple[Key, int]]:
    network = _network(address)
    yield ("", network), _FREE_OF_ADDRESS
    if name:
        yield (name, network), _FREE_OF_PAIR
        yield (name, ""), _FREE_OF_NAME


def _network(address: str) -> str:
    """One household has a whole network of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(int(parsed) >> _LARGE_NETWORK)
    return str(parsed)
