"""Lists that come as JSON: the records in them, whatever a site calls their titles, addresses and days."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from typing import Any

from crawler.domain.dates import find_dates

_TITLES = ("title", "titleHtml", "doctitle", "docTitle", "articleTitle", "infoTitle", "name", "subject", "text")
_URLS = ("url", "post_url", "chnldocurl", "docpuburl", "docPubUrl", "articleUrl", "link", "href", "infoUrl", "path")
_DAYS = ("date", "docreltime", "docRelTime", "publishedTimeStr", "publishTime", "publish_time", "pubDate",
         "created_at", "display_publish_time", "time", "releaseTime")  # fmt: skip
_TOTALS = ("total", "post_count", "recordCount", "totalCount", "totalRecords", "totalrecord", "count")
_PAGES = ("pages", "totalPages", "totalPage", "pageCount", "page_count", "totalpage")
_TAG = re.compile(r"<[^>]{0,200}>")
_CHINA = timezone(timedelta(hours=8))
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800
_DEPTH = 8
_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list: its title, its address as it stands there, and its day."""

    title: str
    url: str
    day: date | None


def data_of(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    """What a text says as JSON, bare or wrapped into a call; None where it is no JSON."""
    said = text.strip().removeprefix("\ufeff")
    if not said.startswith(("{", "[")):
        called = re.fullmatch(r"[\w$.]{1,60}\((.*)\);?", said, re.DOTALL)
        said = called[1].strip() if called else ""
    if not said.startswith(("{", "[")):
        return None
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None


def records_in(data: object) -> tuple[Record, ...]:
    """The rows of all lists in the data that have titles and addresses; the files of a row are no rows.

    >>> records_in({"data": [{"doctitle": "2023年年报", "chnldocurl": "./t1.htm", "docreltime": "2024-01-09"}]})
    (Record(title='2023年年报', url='./t1.htm', day=datetime.date(2024, 1, 9)),)
    """
    return tuple(record for _, record in _walked(data, _DEPTH) if record is not None)


def total_in(data: object) -> int | None:
    """How many rows the data says that the whole list has; what a single row counts is no total.

    >>> total_in({"classify": {"post_count": 12}, "articles": [{"title": "甲", "url": "1.html", "count": 153}]})
    12
    """
    return _greatest(data, _TOTALS)


def pages_in(data: object) -> int | None:
    """How many pages the data says that the whole list has."""
    return _greatest(data, _PAGES)


def further_pages(asked: int, shown: int, total: int) -> range:
    """The numbers of the pages after the first one, which shows `shown` rows where `asked` may stand on a page.

    A site that gives fewer than it was asked for gives them in round numbers; an odd number is a row that is hidden.

    >>> further_pages(20, 20, 47), further_pages(100, 10, 12), further_pages(100, 11, 12)
    (range(2, 4), range(2, 3), range(2, 2))
    """
    size = shown if 0 < shown < min(asked, total) and shown % 5 == 0 else max(asked, 1)
    return range(2, min(-(-total // size), _MOST_PAGES) + 1)


def _greatest(data: object, names: tuple[str, ...]) -> int | None:
    frames = (mapping for mapping, record in _walked(data, _DEPTH) if record is None)
    said = (mapping[name] for mapping in frames for name in names if name in mapping)
    return max((int(number) for number in said if re.fullmatch(r"\d{1,6}", str(number))), default=None)


def _walked(data: object, depth: int, *, listed: bool = False) -> Iterator[tuple[Mapping[str, Any], Record | None]]:
    """Every mapping that is a row of a list or lies around rows, with the row it is."""
    if depth == 0:
        return
    if isinstance(data, Mapping):
        record = _record(data) if listed else None
        yield data, record
        for value in data.values() if record is None else ():
            yield from _walked(value, depth - 1, listed=listed)
    elif isinstance(data, list):
        for value in data:
            yield from _walked(value, depth - 1, listed=True)


def _record(mapping: Mapping[str, Any]) -> Record | None:
    title, url = _first(mapping, _TITLES), _first(mapping, _URLS)
    if not title or not url:
        return None
    day = next((day for name in _DAYS if (day := _day(mapping.get(name))) is not None), None)
    return Record(unescape(_TAG.sub("", title)).strip(), url, day)


def _first(mapping: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next(
        (value.strip() for name in names if isinstance(value := mapping.get(name), str) and value.strip()), None
    )


def _day(value: object) -> date | None:
    """A day as text, or as seconds or milliseconds since 1970."""
    if isinstance(value, str) and not value.isdecimal():
        return next(iter(find_dates(value)), None)
    if not isinstance(value, int | float | str) or isinstance(value, bool):
        return None
    seconds = float(value)
    seconds = seconds / 1000 if seconds > _LATEST else seconds
    return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date() if _EARLIEST < seconds < _LATEST else None
