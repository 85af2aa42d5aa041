"""Which links lead to annual reports, and how well they promise it."""

import re
from collections.abc import Collection
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.domain.dates import arabic
from crawler.domain.normalise import squeeze
from crawler.domain.titles import may_be_cut_title, read_title
from spiders.page import Link

CLEAR_WAY = 40
"""From this score on a link says that it leads to disclosure, and is worth a look even when a column is found."""

NEWS = 8
"""The score of a list of news, in which a report may stand that is missing from its column."""

_COLUMN = re.compile(r"(?:(?:政府)?(?:信息)?公开(?:工作)?)?(?:年报|年度报告)(?:专栏|栏目)?")
_LIST_OF_REPORTS = re.compile(r"\D{0,12}(?:政府|政务)?信息公开(?:工作)?(?:年报|年度报告|年度工作报告)(?:专栏|栏目)?")
_KINDS_OF_UNITS = "部门|乡镇|街道|镇街|镇办|乡(?:\\(|、|和)?镇|直属单位|直属机构|[县市区州]直|县区|区县|县市区|开发区"
_SUBLIST = re.compile(
    rf"(?:19|20)\d{{2}}年?度?(?:年报|年度报告)?|\d{{2}}年度?(?:年报|年度报告)|.{{0,8}}(?:{_KINDS_OF_UNITS}).{{0,12}}"
)
_HINT = re.compile(rf"(?:19|20)\d{{2}}|{_KINDS_OF_UNITS}|年报|历年|往年|以前年度")
_NEWS = re.compile(r"(?:通知|公示|公告){2}|最新公开|最新文件|^(?:部门|工作|政务|乡镇|单位)(?:动态|信息)$")
_NAVIGATION = (
    (re.compile(r"法定主动公开内容|政府信息公开专栏|政府信息公开"), 60),
    (re.compile(r"信息公开"), 50),
    (re.compile(r"政务公开"), 40),
    (re.compile(r"公开"), 10),
    (_NEWS, NEWS),
    (re.compile(r"网站地图|站点地图|全站导航"), 5),
)
_IN_ADDRESS = (
    (
        re.compile(
            r"/(?:zf|zw)?(?:xx)?(?:gk)?(?:gz)?(?:nb|ndbg|nianbao)(?:_?list|dg)?(?:[/.?#]|\d{4}|$)", re.IGNORECASE
        ),
        50,
    ),
    (re.compile(r"zfxxgk", re.IGNORECASE), 30),
    (re.compile(r"xxgk|zwgk", re.IGNORECASE), 20),
)
_SAYS_NOTHING = frozenset({"", "更多", "更多>>", "更多>", "more", "查看更多", "进入", "点击进入", "进入专栏", "专栏"})
_NOT_THE_WAY = re.compile(r"指南|制度|目录|意见箱|申请|规定|条例|标准|登录|下载")
_LIKE_A_TITLE = re.compile(r"公开.{0,12}(?:年度?报告|年报|工作报告|情况报告)|(?:19|20)\d{2}.{0,20}公开.{0,12}报告")
_ABOUT_REPORTS = re.compile(
    r"通知|网站|法治|指南|要点|纪要|制度|目录|解读|图解|一图|培训|函|会议|召开|印发|报送|征求|草案|第三方|季度|半年|模板|样表|统计|汇总表|方案|公告|通告"
)
_OTHER_MATTERS = re.compile(
    r"通知|网站|法治|要点|纪要|解读|培训|的?函$|会议|公告|通告|规划|计划|预算|决算|预决算|统计|财务|财政|企业|招聘|动态|新闻|链接|导航|概况"
)
_AREA = re.compile(r"^.{2,}?[省市县区州盟旗]")
_DIGITS_OR_REPORT = re.compile(r"\d{2}|年报|年度报告|年度工作报告")
_BESIDE_UNIT = re.compile(
    r"(?!.*(?<!公开)工作报告)(?:附件\d*[:.]?|关于|的)?[(\[]?(?:(?:19|20)?\d{2}年?度?)?[)\]]?(?:关于|的)?"
    r"(?:(?:政府|政务)?信息(?:公开)?|公开|工作|情况|年度|年|的)*(?:年报|报告)?(?:[(\[].{0,8}[)\]])?(?:\.[a-z]{3,4})?",
    re.IGNORECASE,
)
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".ofd", ".rtf", ".txt", ".zip", ".rar", ".png", ".jpg")
_OWN_TEXT = 30
_LONGEST_HINT = 20


class Promise(StrEnum):
    """What a link promises."""

    ENTRY = "entry"
    COLUMN = "column"
    SUBLIST = "sublist"
    UNIT = "unit"
    HINT = "hint"


def promise_of(link: Link, unit_names: Collection[str]) -> Promise | None:
    """What a link on a list page promises; None for everything that is not about annual reports.

    A hint names a year, a kind of units or a unit: perhaps reports stand behind it.
    """
    if (sure := sure_promise(link.text, unit_names)) is not None:
        return sure
    text = squeeze(link.text)
    if _is_row_of_unit(arabic(text), unit_names):
        return Promise.ENTRY
    if link.day is not None or len(text) > _LONGEST_HINT or is_file(link.url):
        return None
    if _OTHER_MATTERS.search(text) or _NOT_THE_WAY.search(text):
        return None
    return Promise.HINT if _HINT.search(text) or any(name in text for name in unit_names) else None


def sure_promise(shown: str, unit_names: Collection[str]) -> Promise | None:
    """What the text of a link says outright."""
    text = arabic(squeeze(shown))
    title = read_title(text)
    if (title is not None and title.report_year is not None) or may_be_cut_title(text):
        return Promise.ENTRY
    if text in unit_names or any(_AREA.sub("", name) == text for name in unit_names if len(text) > 2):
        return Promise.UNIT
    if _is_column_name(text):
        return Promise.COLUMN
    if _LIKE_A_TITLE.search(text) and not _ABOUT_REPORTS.search(text):
        return Promise.ENTRY
    return Promise.SUBLIST if _SUBLIST.fullmatch(text) and not _OTHER_MATTERS.search(text) else None


def _is_row_of_unit(text: str, unit_names: Collection[str]) -> bool:
    """Whether a text names a unit, in full or without its area, and beside it nothing but a year or an annual report.

    >>> _is_row_of_unit("民政局2024年年报", {"云溪县民政局"}), _is_row_of_unit("民政局2024年工作要点", {"云溪县民政局"})
    (True, False)
    """
    if not _DIGITS_OR_REPORT.search(text) or _ABOUT_REPORTS.search(text) or _OTHER_MATTERS.search(text):
        return False
    names = (known for name in unit_names for known in (name, _AREA.sub("", name)) if len(known) > 2)
    return any(_BESIDE_UNIT.fullmatch(text.replace(name, "", 1)) for name in names if name in text)


def is_column(link: Link) -> bool:
    """Whether a link names a column of annual reports."""
    return _is_column_name(squeeze(link.text))


def names_disclosure(text: str) -> bool:
    """Whether a title or a breadcrumb is that of a page on disclosure or on reports."""
    return re.search(r"年报|年度报告|信息公开|政务公开", squeeze(text)) is not None


def navigation_score(link: Link) -> int:
    """How well a link promises to lead towards the column, by its text and its address; 0 for not at all.

    >>> from spiders.page import Link
    >>> navigation_score(Link("http://a.gov.cn/zwgk/", "政务公开", None))
    42
    >>> navigation_score(Link("http://a.gov.cn/zfxxgk/zfxxgknb/", "", None))
    50
    """
    text = squeeze(link.text)
    if len(text) > _OWN_TEXT or _NOT_THE_WAY.search(text) or is_file(link.url):
        return 0
    address = next((score for pattern, score in _IN_ADDRESS if pattern.search(link.url)), 0)
    if text not in _SAYS_NOTHING:
        said = next((score for pattern, score in _NAVIGATION if pattern.search(text)), 0)
        return said + address // 10 if said else 0
    return address


def is_news(text: str) -> bool:
    """Whether a link or a heading is that of a list of news.

    >>> is_news("通知公告"), is_news("部门动态"), is_news("政府信息公开年报")
    (True, True, False)
    """
    return _NEWS.search(squeeze(text)) is not None


def is_file(url: str) -> bool:
    """Whether an address names a file to download rather than a page."""
    parts = urlsplit(url)
    return parts.path.lower().endswith(_FILES) or "download" in parts.path.lower()


def is_below(url: str, column_url: str) -> bool:
    """Whether an address lies in the directory of a column."""
    column = urlsplit(column_url)
    directory = column.path.rpartition("/")[0] + "/"
    parts = urlsplit(url)
    return parts.netloc == column.netloc and parts.path.startswith(directory)


def _is_column_name(text: str) -> bool:
    return _COLUMN.fullmatch(text) is not None or _LIST_OF_REPORTS.fullmatch(text) is not None
