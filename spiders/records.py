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
_TAG = re.compile(r"<[^>]{0,200}>")
_CHINA = timezone(timedelta(hours=8))
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800
_DEPTH = 8


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
    """The rows of all lists in the data that have titles and addresses.

    >>> records_in({"data": [{"doctitle": "2023年年报", "chnldocurl": "./t1.htm", "docreltime": "2024-01-09"}]})
    (Record(title='2023年年报', url='./t1.htm', day=datetime.date(2024, 1, 9)),)
    """
    return tuple(record for mapping in _mappings(data, _DEPTH) if (record := _record(mapping)) is not None)


def total_in(data: object) -> int | None:
    """How many rows the data says that the whole list has."""
    said = (mapping[name] for mapping in _mappings(data, _DEPTH) for name in _TOTALS if name in mapping)
    return max((int(number) for number in said if re.fullmatch(r"\d{1,6}", str(number))), default=None)


def _mappings(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, Mapping):
        yield data
        for value in data.values():
            yield from _mappings(value, depth - 1)
    elif isinstance(data, list):
        for value in data:
            yield from _mappings(value, depth - 1)


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
