"""Titles of annual reports: `<unit><year>年政府信息公开工作年度报告` in its many shapes.

The spider asks whether a link may lead to a report, recognition asks whose and of which year; both
read the same grammar. A title must be used up by it: a notice, a form or a letter *about* the
reports has words left over, and is not one.
"""

import re
from dataclasses import dataclass

from crawler.domain.dates import arabic
from crawler.domain.normalise import squeeze

_PHRASE = r"(?:政府|政务)?信息公开(?:公开|工作|情况|的|年度|年)*(?:报告|年报)"
_TAIL = r"(?P<tail>(?:\(.{0,12}\)|\[.{0,8}\]|\.(?:pdf|docx?|txt|html?|xlsx?|wps|ofd|rtf))*)"
_TITLE = re.compile(
    rf"(?P<before>.{{0,40}}?)(?:(?P<year>(?:19|20)\d{{2}})年?度?)(?P<between>.{{0,30}}?)(?P<phrase>{_PHRASE}){_TAIL}"
)
_NO_YEAR = re.compile(rf"(?P<before>.{{0,40}}?)(?P<phrase>{_PHRASE}){_TAIL}")
_CUT = re.compile(r"(?P<before>.{0,40}?)(?P<year>(?:19|20)\d{2})年度?(?P<rest>.{0,40}?)(?:…|\.{3,})")
_CUT_REST = re.compile(r".{0,30}?(?:政府|政务)?信息公开(?:公开|工作|情况|的|年度|年)*(?:报告?)?")
_PUT_OFF = re.compile(
    r"通知|网站|法治|指南|要点|纪要|制度|目录|解读|培训|图解|一图|季度|半年|\d月|历年|第三方|召开|发布|公布|印发|报送"
    r"|征求意见|草案|模板|范本|样表"
)
_DAY = r"[\[(]?(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}[\])]?"
_LIST_DATE = re.compile(rf"^\s*{_DAY}\s|\s{_DAY}\s*$")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年度?|(?=-))")
_TAIL_YEAR = re.compile(r"\(((?:19|20)\d{2})年?度?\)")
_DOUBLED = re.compile(r"(.{12,})\1")
_QUOTED = re.compile(r"《([^《》]+)》")
_FRAME = re.compile(
    r"^(?:关于|附件\d*:?|(?:标题|(?:信息|文件)?名称):?|《|\"|·|-|\d+\.|\(.{1,4}\)|\[.{1,6}\]|【.{1,6}】)+|(?:关于|的|》|\"|:|-|_)+$"
)


@dataclass(frozen=True, slots=True)
class ReportTitle:
    """A title taken apart. `unit_name` is "" where the title names no body."""

    text: str
    unit_name: str
    report_year: int | None
    phrase: str


def read_title(text: str) -> ReportTitle | None:
    """Take a title apart; None for anything that is not the title of an annual report.

    >>> read_title("云溪县民政局 2023 年度政府信息公开工作年度报告")
    ReportTitle(text='云溪县民政局2023年度政府信息公开工作年度报告', unit_name='云溪县民政局', \
report_year=2023, phrase='政府信息公开工作年度报告')
    >>> read_title("关于2021年度政府信息公开情况的报告").report_year
    2021
    >>> read_title("关于做好2023年政府信息公开工作年度报告编制工作的通知")
    >>> read_title("2023年政府网站工作年度报表")
    """
    if "公" not in text or "开" not in text:
        return None
    plain = _once(arabic(squeeze(_LIST_DATE.sub("", text))).strip("·-_|>"))
    match = _TITLE.fullmatch(plain) or _NO_YEAR.fullmatch(plain)
    if match is None:
        return None
    parts = match.groupdict()
    unit = parts["before"] + (parts.get("between") or "")
    said: tuple[str, ...] = (*_YEAR.findall(unit), *_TAIL_YEAR.findall(parts["tail"]), parts.get("year") or "")
    years = {year for year in said if year}
    if _PUT_OFF.search(unit) or _PUT_OFF.search(parts["tail"]) or len(years) > 1:
        return None
    unit_name = _unit_part(_YEAR.sub("", parts["before"])) + _unit_part(_YEAR.sub("", parts.get("between") or ""))
    return ReportTitle(plain, unit_name, int(years.pop()) if years else None, parts["phrase"])


def may_be_cut_title(text: str) -> bool:
    """Whether a text cut off by its list may be the beginning of a report's title.

    >>> may_be_cut_title("云溪县2023年政府信息公开工作年…"), may_be_cut_title("2023年春季招生…")
    (True, False)
    """
    match = _CUT.fullmatch(arabic(squeeze(text)))
    return match is not None and _CUT_REST.fullmatch(match["rest"]) is not None


def _once(text: str) -> str:
    """A title without the quotes around all of it, and once where it is printed twice."""
    for pattern in (_QUOTED, _DOUBLED):
        if whole := pattern.fullmatch(text):
            text = whole[1]
    return text


def _unit_part(text: str) -> str:
    previous = None
    while previous != text:
        previous, text = text, _FRAME.sub("", text)
    return text
