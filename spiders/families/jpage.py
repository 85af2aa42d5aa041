"""Hanweb jpage: the first rows lie in an island of XML in the page, the others come from `dataproxy.jsp`.

The script beside the island tells what to post: `$('#7123773').jpage({totalRecord:47,perPage:15,groupSize:3,
proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{columnid:1229779591,…}})`. Where it does not, the island itself
links to the group after it.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from spiders.ask import Ask
from spiders.literals import literal_at, scalars
from spiders.page import Page

_CALL = re.compile(r"""(?:["']#([\w-]{1,40})["']\s*\)\s*)?\.jpage\s*\(""")
_SOURCE = re.compile(r"""\bproxyUrl["']?\s*:\s*["']([^"']{1,200})["']""")
_FIELDS = re.compile(r"""\bajaxParam["']?\s*:\s*(?=\{)""")
_NUMBER = r"""\b{}["']?\s*:\s*["']?(\d{{1,6}})"""
_TOTAL, _ROWS, _GROUP = (re.compile(_NUMBER.format(name)) for name in ("totalRecord", "perPage", "groupSize"))
_STORE = re.compile(r"<datastore>(.*?)</datastore>", re.DOTALL | re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[", re.IGNORECASE)
_NEXT = re.compile(r"""<nextgroup>[^\]]{0,60}?href=["']([^"']{1,1000})["']""", re.IGNORECASE)
_SAID_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,6})", re.IGNORECASE)
_REPORT = re.compile(r"年报|年度报告|公开工作报告")
_PROXY = "/dataproxy.jsp"
_DEFAULT_ROWS, _DEFAULT_GROUP = 15, 3
_MOST_GROUPS = 100


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The groups of rows behind the island; for a group, those after it."""
    if urlsplit(page.url).path.endswith(_PROXY):
        return _after_answer(page)
    return tuple(_of_calls(page)) or tuple(_linked(page))


def _of_calls(page: Page) -> Iterator[Ask]:
    """What the calls on a page would ask for, each by the script up to the next call."""
    calls = list(_CALL.finditer(page.html))
    ends = [*(call.start() for call in calls[1:]), len(page.html)]
    stores = [_store(page, call[1], len(calls)) for call in calls]
    for call, end, store in zip(calls, ends, stores, strict=False):
        if store in _of_reports(stores):
            yield from _of_call(page, page.html[call.end() : end], len(_RECORD.findall(store)))


def _of_call(page: Page, script: str, shown: int) -> Iterator[Ask]:
    """The groups of rows behind those that are shown."""
    source, total, fields = _SOURCE.search(script), _TOTAL.search(script), _FIELDS.search(script)
    form = scalars(literal_at(script, fields.end())) if fields else ()
    if source is not None and total is not None and form:
        rows = _size(_ROWS, script, _DEFAULT_ROWS)
        group = rows * _size(_GROUP, script, _DEFAULT_GROUP)
        yield from _groups(urljoin(page.url, source[1]), form, shown + 1, group, int(total[1]), rows)


def _groups(
    url: str, form: tuple[tuple[str, str], ...] | None, first: int, group: int, total: int, rows: int
) -> Iterator[Ask]:
    base = url.partition("?")[0]
    for start in range(first, min(total, first + group * _MOST_GROUPS) + 1, group):
        end = min(start + group - 1, total)
        yield Ask(f"{base}?startrecord={start}&endrecord={end}&perpage={rows}", form)


def _store(page: Page, unit: str | None, calls: int) -> str:
    """The island of a call; empty where it is not known which one is its own."""
    here = re.search(rf"""\bid=["']?{re.escape(unit)}["'\s>]""", page.html) if unit else None
    if here is not None:
        store = _STORE.search(page.html, here.end())
    else:
        store = _STORE.search(page.html) if calls == 1 else None
    return store[1] if store else ""


def _of_reports(stores: Sequence[str]) -> Sequence[str]:
    """Of several islands those that hold reports: the others may be news without end."""
    return [store for store in stores if _REPORT.search(store)] or stores


def _linked(page: Page) -> Iterator[Ask]:
    """The group after each island, where the island links to it."""
    for store in _of_reports(_STORE.findall(page.html)):
        if (following := _NEXT.search(store)) and _PROXY in following[1]:
            yield Ask(urljoin(page.url, unescape(following[1])))


def _after_answer(page: Page) -> tuple[Ask, ...]:
    """What a group leaves: the rest of what was asked for, where it was cut short, and all behind it."""
    query, total = parse_qs(urlsplit(page.url).query), _SAID_TOTAL.search(page.html)
    numbers = [query.get(name, [""])[0] for name in ("startrecord", "endrecord", "perpage")]
    if total is None or not all(number.isdecimal() for number in numbers):
        return tuple(_linked(page))
    start, end, rows = (int(number) for number in numbers)
    shown = start + len(_RECORD.findall(page.html)) - 1
    last, group = min(end, int(total[1])), end - start + 1
    if start <= shown < last:
        return tuple(_groups(page.url, page.form, shown + 1, last - shown, last, rows))
    return tuple(_groups(page.url, page.form, end + 1, group, int(total[1]), rows)) if shown >= start else ()


def _size(pattern: re.Pattern[str], script: str, default: int) -> int:
    found = pattern.search(script)
    return int(found[1]) or default if found else default
