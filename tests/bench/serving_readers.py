"""Readers of the pages, all in one process: each asks for a page, waits until all of it is there, and asks for another.

`python -m tests.bench.serving_readers` takes from stdin what they do, and prints how long each kind of page took.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import aiohttp

PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: the cookie of their session, and the addresses that they may ask for, by kind of page."""

    cookie: tuple[str, str]
    pages: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where to read, for so many seconds, and how long each reader thinks between two pages."""

    address: str
    readers: Sequence[Reader]
    seconds: float
    think: float
    seed: int = 7


@dataclass(slots=True)
class Seen:
    """What the readers saw: milliseconds by kind of page, and what was no page."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


async def read(reading: Reading) -> Seen:
    """Let all readers read at once until the time is over."""
    seen, end = Seen(), time.monotonic() + reading.seconds
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as web:
        chances = (random.Random(reading.seed + number) for number in range(len(reading.readers)))  # noqa: S311 - the same walk every time
        walks = (
            _walk(web, reading, one, seen, end, chance) for one, chance in zip(reading.readers, chances, strict=True)
        )
        await asyncio.gather(*walks)
    return seen


async def _walk(
    web: aiohttp.ClientSession, reading: Reading, reader: Reader, seen: Seen, end: float, chance: random.Random
) -> None:
    headers = {"cookie": "=".join(reader.cookie)}
    await asyncio.sleep(chance.random() * reading.think)
    while time.monotonic() < end:
        kind = chance.choice(sorted(reader.pages))
        path = chance.choice(reader.pages[kind])
        began = time.perf_counter()
        try:
            async with web.get(reading.address + path, headers=headers, allow_redirects=False) as answer:
                await answer.read()
                status = answer.status
        except (TimeoutError, aiohttp.ClientError) as error:
            status = type(error).__name__
        seen.took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        if status != 200:
            seen.errors.append(f"{path}: {status}")
        await asyncio.sleep(reading.think * (0.5 + chance.random()))


def main() -> int:
    """Read what is asked for on stdin; print what was seen."""
    told = json.load(sys.stdin)
    readers = [Reader(tuple(one["cookie"]), one["pages"]) for one in told.pop("readers")]
    seen = asyncio.run(read(Reading(readers=readers, **told)))
    sys.stdout.write(json.dumps(asdict(seen)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
