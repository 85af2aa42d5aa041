"""Block pages: a site that answers and does not let us see. Recorded, never bypassed."""

import re
from collections.abc import Mapping

_MARKS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("blocked by 加速乐", re.compile(rb"__jsl_clearance|document\.cookie=\('_'\)\+\('_'\)")),
    ("blocked by 瑞数", re.compile(rb"\$_ts\s*=\s*window\[|\$_ts\.(?:nsd|cd)\s*=")),
    *(
        ("blocked by a login page", re.compile("<title>\\s*系统提示\\s*</title>".encode(charset)))
        for charset in ("utf-8", "gb18030")
    ),
)
_BLOCK_STATUS = {521: "blocked by 加速乐", 412: "blocked by 瑞数", 403: "refused with 403", 429: "refused with 429"}
_ARTICLE_MARKS = ("勾稽关系".encode(), "勾稽关系".encode("gb18030"))
_LINK = re.compile(rb"<a\s[^>]*href", re.IGNORECASE)
# 瑞数 writes its script into the pages that it lets pass, too.
_LINKS_OF_A_PAGE = 5
_START = 20_000


def block_of(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """What blocks us, told by status, cookie and content; None for a page that lets itself be seen."""
    if status in _BLOCK_STATUS:
        return _BLOCK_STATUS[status]
    if "__jsluid" in headers.get("set-cookie", "") and status >= 400:
        return "blocked by 加速乐"
    if any(mark in body for mark in _ARTICLE_MARKS) or len(_LINK.findall(body)) >= _LINKS_OF_A_PAGE:
        return None
    return next((name for name, mark in _MARKS if mark.search(body[:_START])), None)
