"""Which links lead to annual reports, and how well they promise it."""

import re
from collections.abc import Collection
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.domain.normalise import squeeze
from crawler.domain.titles import may_be_cut_title, read_title
from spiders.page import Link

_COLUMN = re.compile(r"(?:政府)?(?:信息)?公开(?:工作)?(?:年报|年度报告)|年报|年度报告")
_LIST_OF_REPORTS = re.compile(r".{0,12}(?:政府)?信息公开(?:工作)?(?:年报|年度报告)")
_SUBLIST = re.compile(
    r"(?:19|20)\d{2}年?度?(?:年报|年度报告)?"
    r"|.{0,8}(?:部门|乡镇|街道|镇街|镇办|直属单位|直属机构|县直单位|市直单位|区直单位|县区|区县|县市区).{0,12}"
)
_NAVIGATION = (
    (re.compile(r"法定主动公开内容|政府信息公开专栏|政府信息公开"), 60),
    (re.compile(r"信息公开"), 50),
    (re.compile(r"政务公开"), 40),
    (re.compile(r"公开"), 10),
)
_NOT_THE_WAY = re.compile(r"指南|制度|目录|意见箱|申请|规定|条例|标准|登录|下载")
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".ofd", ".rtf", ".txt", ".zip", ".rar", ".png", ".jpg")
_OWN_TEXT = 30


class Promise(StrEnum):
    """What a link promises."""

    ENTRY = "entry"
    COLUMN = "column"
    SUBLIST = "sublist"
    UNIT = "unit"


def promise_of(link: Link, unit_names: Collection[str]) -> Promise | None:
    """What a link on a list page promises; None for everything that is not about annual reports."""
    text = squeeze(link.text)
    title = read_title(text)
    if (title is not None and title.report_year is not None) or may_be_cut_title(text):
        return Promise.ENTRY
    if is_column(link):
        return Promise.COLUMN
    if text in unit_names:
        return Promise.UNIT
    if _SUBLIST.fullmatch(text) or _LIST_OF_REPORTS.fullmatch(text):
        return Promise.SUBLIST
    return None


def is_column(link: Link) -> bool:
    """Whether a link names the column of annual reports."""
    return _COLUMN.fullmatch(squeeze(link.text)) is not None


def navigation_score(link: Link) -> int:
    """How well a link promises to lead towards the column; 0 for not at all."""
    text = squeeze(link.text)
    if len(text) > _OWN_TEXT or _NOT_THE_WAY.search(text) or is_file(link.url):
        return 0
    return next((score for pattern, score in _NAVIGATION if pattern.search(text)), 0)


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
