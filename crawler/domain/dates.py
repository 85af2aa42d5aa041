"""Dates as Chinese pages write them."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone

_DIGITS = str.maketrans("〇○ＯOo零一二三四五六七八九", "000000123456789")
_WRITTEN_YEAR = re.compile(r"[一二][〇○ＯOo零一二三四五六七八九]{3}(?=年)")
_WRITTEN_DAY = re.compile(r"(?<=[年月])([一二三四五六七八九十]{1,3})(?=[月日])")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?!\d)")
_DAY = r"(?P<{0}_month>\d{{1,2}})(?:月|[-/.])(?P<{0}_day>\d{{1,2}})(?!\d)日?(?:0时|24时|零时)?"
_PERIOD = re.compile(
    rf"(?<!\d)(?P<from_year>(?:19|20)\d{{2}})(?:年|[-/.]){_DAY.format('from')}(?:起|开始|始)?[,(]?"
    rf"(?:至|到|-|—|–|~|―|─){{1,2}}(?:(?P<to_year>(?:19|20)\d{{2}})(?:年|[-/.]))?{_DAY.format('to')}(?:止)?"
)
_OF_PERIOD = re.compile(r"(?:统计|数据|报告)[^。;]{0,12}?(?:期限|时限|时段|时间|期间|周期|起止)[^。;]{0,10}$")
_ENDS_ITS_CLAUSE = re.compile(r"(?:期间|以内|的?数据)?(?=[,。;:)]|$)")
_TAKES_AS_OBJECT = re.compile(r"[对将把就][^。;,]*$")
_URL_DATE = re.compile(
    r"(?:^|[/_t])(?P<all>((?:19|20)\d{2})[-/]?(\d{2})[-/]?(\d{2}))(?=[/_.]|$)"
    r"|(?<=/)(?P<apart>((?:19|20)\d{2})/(\d{1,2})/(\d{1,2}))(?=/)"
)
_PARTS = re.compile(r"((?:19|20)\d{2})[-/]?(\d{1,2})[-/]?(\d{1,2})")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{4}|\d{6})?(?!\d)")
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:Z|[+-]\d{2}:?\d{2})")
_CHINA = timezone(timedelta(hours=8))
FIRST_DAY = date(2008, 5, 1)
"""Reports are owed since then: what is dated earlier carries a default, and no date."""
_INNER_SPACE = re.compile(r"(?<=\d)\s+(?=[年月日])|(?<=[年月])\s+(?=\d)")
_TENS = re.compile(r"([一二三]?)十([一二三四五六七八九]?)")


def arabic(text: str) -> str:
    """The text with years, months and days in Chinese numerals written as digits.

    >>> arabic("二〇二四年一月二十五日")
    '2024年1月25日'
    """
    with_year = _WRITTEN_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)
    return _WRITTEN_DAY.sub(lambda number: _small_number(number[1]), with_year)


def find_dates(text: str) -> tuple[date, ...]:
    """All dates that a text writes out, in its order; impossible ones are not dates.

    >>> find_dates("发布日期：2024-01-26 15:34 成文 2024 年 1 月 5 日，2024-13-40")
    (datetime.date(2024, 1, 26), datetime.date(2024, 1, 5))
    """
    found = (_date(*match.groups()) for match in _DATE.finditer(arabic(_INNER_SPACE.sub("", text))))
    return tuple(day for day in found if day is not None)


def find_period(text: str) -> tuple[date, date] | None:
    """The statistical period that a squeezed text states: its first and last day.

    The one that is said to be it; else the only one, if it is one whole year and no part of what a clause says of
    something else. None where several differ.

    >>> [str(day) for day in find_period("统计期限自2023年1月1日至12月31日止") or ()]
    ['2023-01-01', '2023-12-31']
    >>> find_period("活动自2023年3月1日至3月31日开展")
    >>> find_period("对2022年1月1日至2022年12月31日期间印发的文件进行清理")
    """
    found = [(match, period) for match in _PERIOD.finditer(arabic(text)) if (period := _period(match)) is not None]
    stated = {period for match, period in found if _OF_PERIOD.search(match.string[: match.start()])}
    periods = stated or {period for match, period in found if _is_a_whole_year(period) and _stands_alone(match)}
    return periods.pop() if len(periods) == 1 else None


def find_url_date(url: str) -> date | None:
    """The day in an address, as content systems write it; None where there is none.

    >>> find_url_date("http://a.gov.cn/xxgk/202403/t20240308_87885.html")
    datetime.date(2024, 3, 8)
    >>> find_url_date("http://a.gov.cn/xxgk/202403/t19700101_87885.html")
    """
    found = find_url_day(url)
    return None if found is None else found[0]


def find_url_day(url: str) -> tuple[date, str] | None:
    """The day in an address and the piece of the address that says it.

    >>> find_url_day("http://a.gov.cn/art/2024/1/16/art_1.html")
    (datetime.date(2024, 1, 16), '2024/1/16')
    """
    pieces = [match["all"] or match["apart"] for match in _URL_DATE.finditer(url)]
    days = [(_date(*match.groups()), match[0]) for piece in pieces for match in _PARTS.finditer(piece)]
    return next(((day, piece) for day, piece in reversed(days) if day is not None and day >= FIRST_DAY), None)


def find_stamp(text: str) -> date | None:
    """The day in China of a time stamp as machines write it, or the first day that a text writes out.

    >>> [str(find_stamp(text)) for text in ("2024-01-25T17:00:00Z", "202401261534", "2024-01-26 15:34")]
    ['2024-01-26', '2024-01-26', '2024-01-26']
    """
    if zoned := _ZONED.search(text):
        with suppress(ValueError):
            return datetime.fromisoformat(zoned[0]).astimezone(_CHINA).date()
    compact = (_date(*match.groups()) for match in _COMPACT.finditer(text))
    return next((day for day in (*find_dates(text), *compact) if day is not None), None)


def _small_number(text: str) -> str:
    if tens := _TENS.fullmatch(text):
        return str(int(tens[1].translate(_DIGITS) or 1) * 10 + int(tens[2].translate(_DIGITS) or 0))
    return text.translate(_DIGITS)


def _period(match: re.Match[str]) -> tuple[date, date] | None:
    first = _date(match["from_year"], match["from_month"], match["from_day"])
    last = _date(match["to_year"] or match["from_year"], match["to_month"], match["to_day"])
    return (first, last) if first is not None and last is not None and first < last else None


def _is_a_whole_year(period: tuple[date, date]) -> bool:
    first, last = period
    return first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a span of time is said of nothing else in its clause: 对…期间的文件进行清理 is."""
    before, behind = match.string[: match.start()], match.string[match.end() :]
    return _ENDS_ITS_CLAUSE.match(behind) is not None and _TAKES_AS_OBJECT.search(before) is None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
