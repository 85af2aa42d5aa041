"""The days of publication that a page shows: in its metas, behind a label, or in the line under its title."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from crawler.domain.dates import FIRST_DAY, arabic, find_stamp
from crawler.domain.evidence import DateBasis, Dated

_METAS = {
    "pubdate": "meta PubDate",
    "publishdate": "meta PublishDate",
    "publish-date": "meta publish-date",
    "publish_date": "meta publish_date",
    "pub_date": "meta pub_date",
    "publishtime": "meta publishtime",
    "publish_time": "meta publish_time",
    "publishedtime": "meta publishedtime",
    "firstpublishedtime": "meta firstpublishedtime",
    "article:published_time": "meta article:published_time",
    "datepublished": "meta datePublished",
    "releasedate": "meta releasedate",
    "<publishtime>": "<publishtime>",
}
"""Where content systems write the day of publication, surest first."""

_LABEL = re.compile(r"日\s*期|时\s*间")
_OF_PUBLICATION = re.compile(r"(?<![拟未不待])(?<!计划)(?<!预计)(?<!申请)(信息提供|发布|公开|公布|发表|刊登)$")
_OF_UPDATE = re.compile(r"(更新|修改)$")
_OF_SOMETHING_ELSE = re.compile(
    r"(?:成文|生成|形成|制发|印发|签发|发文|失效|废止|实施|施行|生效|到期|截止|截至|有效|开始|结束|起始|会议|活动|召开"
    r"|填报|报送|访问|当前|现在|系统|北京|打印|统计|受理|办理|申请|页面|下载|录入|服务|工作|办公)$"
)
_STAMP = re.compile(
    r"\s*(?P<colon>:?)\s*[(\[【「]?\s*"
    r"(?P<stamp>(?:19|20)\d{2}(?:\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)(?:\s*日)?|\d{4}(?!\d))"
    r"(?:[\sT]*\d{1,2}:\d{2}(?::\d{2})?)?)(?!\s*星期)"
)
_UNLABELLED = re.compile(
    r"(?<![\d:：])(?P<stamp>20\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)(?:\s*日)?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)"
    r"\s*[(（\[]?\s*(?:点击|浏览|阅读|访问|来源|作者|字体|字号)"
)
_NO_PART_OF_A_STAMP = re.compile(r"[^\d年月日:/.,TZ+\- ]")
_BEFORE, _REACH, _STAMP_LENGTH = 24, 60, 40


def dates_shown(metas: Mapping[str, str], text: str) -> tuple[Dated, ...]:
    """All days of publication that a page shows, strongest first, and behind them those of an update.

    What says of itself that it is the day of something else is none: 成文日期, 生成日期, 页面生成时间. A bare 时间,
    or an unlabelled day in the line under the title, counts where nothing better is shown.
    """
    labelled = tuple(_labelled(text))
    updates = tuple(dated for dated in labelled if dated.basis is DateBasis.UPDATED)
    published = (*_in_metas(metas), *(dated for dated in labelled if dated.basis is DateBasis.PAGE))
    weaker = published or tuple(_barely_labelled(text))[:1] or _under_the_title(text)
    return (*weaker, *updates)


def _in_metas(metas: Mapping[str, str]) -> Iterator[Dated]:
    for name, shown in _METAS.items():
        content = " ".join(_NO_PART_OF_A_STAMP.sub(" ", metas.get(name, "")).split())[:_STAMP_LENGTH]
        if (day := _credible(content)) is not None:
            yield Dated(DateBasis.PAGE, day, f"{shown}: {content}")


def _labelled(text: str) -> Iterator[Dated]:
    """The first day behind each label of publication and of update."""
    seen: set[str] = set()
    for noun in _LABEL.finditer(text):
        before = _before(text, noun.start())
        kind = _OF_PUBLICATION.search(before) or _OF_UPDATE.search(before)
        label = f"{kind[1]}{_squeezed(noun[0])}" if kind is not None else ""
        if kind is None or label in seen or (shown := _stamp_behind(text, noun, before[: kind.start()])) is None:
            continue
        seen.add(label)
        basis = DateBasis.UPDATED if kind.re is _OF_UPDATE else DateBasis.PAGE
        yield Dated(basis, shown[0], f"{label}：{shown[1]}")


def _barely_labelled(text: str) -> Iterator[Dated]:
    """The days behind a 时间 or 日期 that stands by itself."""
    for noun in _LABEL.finditer(text):
        joined_on = noun.start() > 0 and "\u4e00" <= text[noun.start() - 1] <= "\u9fff"
        spaced = len(noun[0]) > len(_squeezed(noun[0]))
        before = _before(text, noun.start())
        if joined_on or spaced or _OF_SOMETHING_ELSE.search(before):
            continue
        match = _STAMP.match(_window(text, noun.end()))
        if match is not None and match["colon"] and (day := _credible(match["stamp"])) is not None:
            yield Dated(DateBasis.PAGE, day, f"{noun[0]}：{match['stamp']}")


def _under_the_title(text: str) -> tuple[Dated, ...]:
    """The one day that stands before the count of readers or the source; of several we do not know which."""
    found: dict[date, str] = {}
    for match in _UNLABELLED.finditer(text):
        day = _credible(match["stamp"])
        if day is not None and not _LABEL.search(_before(text, match.start())[-3:]):
            found.setdefault(day, match["stamp"])
    return tuple(Dated(DateBasis.PAGE, day, stamp) for day, stamp in found.items()) if len(found) == 1 else ()


def _stamp_behind(text: str, noun: re.Match[str], before_label: str) -> tuple[date, str] | None:
    """The day behind a label. In a row of headings nobody knows whose the first day of the next row is."""
    match = _STAMP.match(_window(text, noun.end()))
    if match is None or (not match["colon"] and _LABEL.search(before_label[-2:])):
        return None
    day = _credible(match["stamp"])
    return None if day is None else (day, " ".join(match["stamp"].split()))


def _credible(stamp: str) -> date | None:
    day = find_stamp(stamp)
    return day if day is not None and day >= FIRST_DAY else None


def _window(text: str, start: int) -> str:
    return arabic(unicodedata.normalize("NFKC", text[start : start + _REACH]))


def _before(text: str, end: int) -> str:
    return _squeezed(text[max(end - _BEFORE, 0) : end])


def _squeezed(text: str) -> str:
    return "".join(text.split())
