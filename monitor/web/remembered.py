"""Numbers that cost something to count are kept as long as nothing that they rest on has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, TypeVar, cast

from fastapi import Request

from monitor.web.frame import seasons_of

Kept = TypeVar("Kept")

_MOST = 2000
MOST_DRAWN = 500
"""How many parts of pages are kept, of some fifty kilobytes each."""
_TURNS = 64


class Memory:
    """What was counted last, by what it was asked for; the one asked for longest ago goes first."""

    def __init__(self, most: int = _MOST) -> None:
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._most = most
        self._lock = Lock()
        self._turns = tuple(RLock() for _ in range(_TURNS))

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What is kept under a key, made where nothing is; of many who ask at once, one makes it and all others wait.

        `make` may ask for nothing else that is kept here.

        >>> memory = Memory(most=1)
        >>> [memory.get(key, lambda made=made: made) for key, made in (("a", 1), ("a", 2), ("b", 3), ("a", 4))]
        [1, 1, 3, 4]
        """
        kept = self._known(key)
        if kept is not None:
            return cast(Kept, kept[0])
        with self._turns[hash(key) % _TURNS]:
            kept = self._known(key)
            return cast(Kept, kept[0]) if kept is not None else self._keep(key, make())

    def _known(self, key: Hashable) -> tuple[Any] | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return (self._kept[key],)

    def _keep(self, key: Hashable, made: Kept) -> Kept:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def edition_of(request: Request) -> int:
    """The edition of what pages show: it grows when the store is judged again, and when the register changes."""
    return sum(season.edition for season in seasons_of(request))


def remembered(request: Request, key: tuple[Hashable, ...], make: Callable[[], Kept]) -> Kept:
    """What was made of this edition under a key. The key names all that it depends on: year, areas, filters, day."""
    memory: Memory = request.app.state.remembered
    return memory.get((edition_of(request), *key), make)


def drawn_once(request: Request, key: tuple[Hashable, ...], make: Callable[[], Kept]) -> Kept:
    """The same for parts of pages, which have a memory of their own: what draws one may ask for what is remembered."""
    memory: Memory = request.app.state.drawn
    return memory.get((edition_of(request), *key), make)
