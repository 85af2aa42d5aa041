"""Whose turn it is at the browser: few pages at once, and a fresh browser after many."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager


class BrowserTurns:
    """Lets `at_once` pages be drawn at a time; after every `pages_each` of them, while none is open, `renew` runs.

    A browser grows with every page that it has drawn.
    """

    def __init__(self, at_once: int, pages_each: int, renew: Callable[[], Awaitable[None]]) -> None:
        self._at_once = at_once
        self._pages_each = pages_each
        self._renew = renew
        self._free = asyncio.Condition()
        self._drawn = 0
        self.open = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn, and hold it."""
        async with self._free:
            await self._free.wait_for(self._may_begin)
            if self._drawn >= self._pages_each:
                await self._renew()
                self._drawn = 0
            self._drawn += 1
            self.open += 1
        try:
            yield
        finally:
            self.open -= 1
            async with self._free:
                self._free.notify_all()

    def _may_begin(self) -> bool:
        return self.open < self._at_once and (self._drawn < self._pages_each or not self.open)
