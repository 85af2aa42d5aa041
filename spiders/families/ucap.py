"""UCAP (开普云), where the rows of a list are posted for: `POST /getFileListByCodeId` with the channel of the page.

Lists of UCAP that are static pages counted by `createPageHTML` are those of `spiders.families.trs`.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from spiders.ask import Ask
from spiders.page import Page
from spiders.records import further_pages, records_in, total_in

_SOURCE = re.compile(r"""["']((?:https?://|/)?[\w./:-]{0,80}getFileListByCodeId)["']""")
_CHANNEL = re.compile(r"""\bchannelId["']?\s*[:=]\s*["']([\w-]{1,64})["']""")
_ROWS = re.compile(r"""\b(?:size|pageSize)["']?\s*[:=]\s*["']?(\d{1,3})""")
_DEFAULT_ROWS = 20


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The first page of each channel that a page names; for an answer, the pages after it."""
    if page.form is not None:
        return tuple(_after_first(page))
    source = _SOURCE.search(page.html) if page.data is None else None
    if source is None:
        return ()
    rows = found[1] if (found := _ROWS.search(page.html)) else str(_DEFAULT_ROWS)
    channels = dict.fromkeys(_CHANNEL.findall(page.html))
    return tuple(Ask(urljoin(page.url, source[1]), _form(channel, 1, rows)) for channel in channels)


def _form(channel: str, number: int, rows: str) -> tuple[tuple[str, str], ...]:
    return (("channelId", channel), ("page", str(number)), ("size", rows), ("relateSubChannels", "true"))


def _after_first(page: Page) -> Iterator[Ask]:
    form, total = dict(page.form or ()), total_in(page.data)
    if not urlsplit(page.url).path.endswith("getFileListByCodeId") or form.get("page") != "1" or total is None:
        return
    channel, rows = form.get("channelId", ""), form.get("size", "")
    if channel and rows.isdecimal():
        for number in further_pages(int(rows), len(records_in(page.data)), total):
            yield Ask(page.url, _form(channel, number, rows))
