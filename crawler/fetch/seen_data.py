"""What a page's own scripts asked for and were told, while a browser drew it: a list may come from there directly."""

import asyncio
import json
from urllib.parse import parse_qsl

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page
from playwright.async_api import Request as BrowserRequest

from crawler.fetch.charset import decode

Form = tuple[tuple[str, str], ...]
Seen = tuple[str, str, Form | None, str]
"""Address, method, what was posted as a form, and the answer."""

LONGEST = 2 * 1024 * 1024
MOST = 50
_ASKED_BY_SCRIPTS = frozenset({"xhr", "fetch"})
_STARTS = (b"{", b"[")
_PATIENCE_SECONDS = 10
_FORM_TYPE = "application/x-www-form-urlencoded"


class SeenData:
    """Collects the answers in JSON that the scripts of one page get."""

    def __init__(self) -> None:
        self._readings: list[asyncio.Task[Seen | None]] = []

    def note(self, request: BrowserRequest) -> None:
        """Take note of a request that has its whole answer: the browser's event `requestfinished`."""
        if request.resource_type in _ASKED_BY_SCRIPTS and len(self._readings) < MOST:
            self._readings.append(asyncio.ensure_future(_read(request)))

    async def settle(self, page: Page) -> None:
        """Wait until what was noted is read: it cannot be had of a page that is closed."""
        if self._readings:
            await asyncio.wait(self._readings, timeout=_PATIENCE_SECONDS)

    def give_up(self) -> None:
        """Read nothing more."""
        for reading in self._readings:
            reading.cancel()

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What was read, in the order in which it came."""
        done = (reading for reading in self._readings if reading.done() and not reading.cancelled())
        return tuple(found for reading in done if (found := reading.result()) is not None)


async def _read(request: BrowserRequest) -> Seen | None:
    """An answer; None where there is none, or one that is too long or no JSON."""
    try:
        response = await request.response()
        if response is None or int(response.headers.get("content-length") or 0) > LONGEST:
            return None
        body = await response.body()
    except (BrowserError, ValueError):
        return None
    text = text_of_json(body, response.headers.get("content-type"))
    return None if text is None else (request.url, request.method, form_of(request), text)


def text_of_json(body: bytes, content_type: str | None) -> str | None:
    """The text of an answer in JSON, whatever it calls itself; None for any other, and for what is too long.

    >>> text_of_json(b'[1]', "text/html"), text_of_json(b"<p>", "application/json"), text_of_json(b"{1", None)
    ('[1]', None, None)
    """
    if len(body) > LONGEST or not body.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_STARTS):
        return None
    text = decode(body, content_type)
    try:
        json.loads(text)
    except ValueError:
        return None
    return text


def form_of(request: BrowserRequest) -> Form | None:
    """What a request posted as a form; None if it posted nothing, or something else."""
    posted = request.post_data_buffer
    if posted is None or not request.headers.get("content-type", "").startswith(_FORM_TYPE):
        return None
    return tuple(parse_qsl(posted.decode("utf-8", "replace"), keep_blank_values=True))
