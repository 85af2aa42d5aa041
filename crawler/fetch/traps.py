"""Traps: addresses that a site makes without end, and that show nothing new.

A trap is told by its address alone. The first few addresses of what may be one are let through, for a calendar
may hold the list that is looked for, and a report may stand where a counter looks at first.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit, urlunsplit

CALENDAR = "a calendar"
REPEATED_PATH = "a path that repeats itself"
GROWING_QUERY = "a query that grows"
SESSION = "a page that differs by its session only"

MONTHS_LET_THROUGH = 12
GROWTHS_LET_THROUGH = 6
LONGEST_QUERY = 2_000

_YEAR, _MONTH = frozenset({"year", "yy", "yyyy", "nian", "y"}), frozenset({"month", "mm", "yue", "m", "mon"})
_DAY = frozenset({"date", "day", "riqi", "rq", "d"})
_CALENDAR_PATH = re.compile(r"/(?:calendar|rili|wannianli|events?)(?:[/._-]|$)", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d[-/.]?(?:0?[1-9]|1[0-2])(?:[-/.]?\d{1,2})?")
_ONE_YEAR, _ONE_MONTH = re.compile(r"(?:19|20)?\d{2}"), re.compile(r"0?[1-9]|1[0-2]")
_SESSION_KEY = re.compile(r"(?:j|php|asp(?:\.net)?_?)?sess(?:ion)?_?id\w{0,8}|cfid|cftoken|zenid|osCsid", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*|/\([SAFX]\([A-Za-z0-9]+\)[^/]*\)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_BLOCK = 4
_TIMES = 3


def without_session(url: str) -> str:
    """An address as it is for every visitor.

    >>> without_session("http://a.gov.cn/nb/list.jsp;jsessionid=0A1B?page=2&PHPSESSID=9f")
    'http://a.gov.cn/nb/list.jsp?page=2'
    """
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if not _SESSION_KEY.fullmatch(pair.partition("=")[0])]
    return urlunsplit(parts._replace(path=_SESSION_IN_PATH.sub("", parts.path), query="&".join(kept)))


def repeats_itself(path: str) -> bool:
    """Whether a part of a path stands in it three times running, as where a relative link leads to itself.

    >>> repeats_itself("/zwgk/nb/zwgk/nb/zwgk/nb/"), repeats_itself("/art/2011/11/11/art_11_11.html")
    (True, False)
    """
    parts = [part for part in path.split("/") if part]
    return any(_repeated(parts, length, start) for length in range(1, _BLOCK + 1) for start in range(len(parts)))


def _repeated(parts: list[str], length: int, start: int) -> bool:
    block = parts[start : start + length]
    if all(part.isdecimal() for part in block):
        return False  # a date in three parts
    return parts[start : start + length * _TIMES] == block * _TIMES


def is_calendar(url: str) -> bool:
    """Whether an address names one month or day of many.

    >>> is_calendar("http://a.gov.cn/calendar?month=2031-05"), is_calendar("http://a.gov.cn/nb/list.jsp?year=2024")
    (True, False)
    >>> is_calendar("http://a.gov.cn/nb/list.jsp?y=2024&m=12"), is_calendar("http://a.gov.cn/nb/list.jsp?y=2024&m=101")
    (True, False)
    """
    parts = urlsplit(url)
    query = {key.lower(): value for key, value in parse_qsl(parts.query)}
    by_month = any(_ONE_YEAR.fullmatch(query[key]) for key in _YEAR & query.keys()) and any(
        _ONE_MONTH.fullmatch(query[key]) for key in _MONTH & query.keys()
    )
    by_day = any(_DATE.fullmatch(query[key]) for key in (_DAY | _MONTH) & query.keys())
    in_path = _CALENDAR_PATH.search(parts.path) is not None and (_DATE.search(parts.path) or query)
    return bool(by_month or by_day or in_path)


@dataclass(slots=True)
class Traps:
    """The traps of one site, told by the addresses that were seen of it."""

    _months: Counter[str] = field(default_factory=Counter)
    _longest: dict[str, int] = field(default_factory=dict)
    _growths: Counter[str] = field(default_factory=Counter)
    _seen: dict[str, str] = field(default_factory=dict)

    def caught(self, url: str) -> str | None:
        """The trap that a new address is part of, in words; None for one that may be asked for."""
        parts = urlsplit(url)
        bare = without_session(url)
        if self._seen.setdefault(bare, url) != url and bare != url:
            return SESSION
        if repeats_itself(parts.path):
            return REPEATED_PATH
        if self._grows(parts.path, parts.query):
            return GROWING_QUERY
        if not is_calendar(url):
            return None
        months = _NUMBER.sub("0", parts.path)
        self._months[months] += 1
        return CALENDAR if self._months[months] > MONTHS_LET_THROUGH else None

    def _grows(self, path: str, query: str) -> bool:
        """Whether a query is longer than all before it on this path, once more."""
        if len(query) > LONGEST_QUERY:
            return True
        length = query.count("&") + bool(query)
        if length <= self._longest.setdefault(path, length):
            return False
        self._growths[path] += 1
        if self._growths[path] <= GROWTHS_LET_THROUGH:
            self._longest[path] = length
            return False
        return True
