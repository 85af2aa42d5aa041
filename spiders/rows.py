"""Rows of a list whose link says nothing: 下载 stands beside the title that it is the file of."""

import re

from selectolax.lexbor import LexborNode

from crawler.domain.normalise import squeeze

_SAYS_NOTHING = frozenset(
    {"", "下载", "查看", "详情", "详细", "浏览", "打开", "预览", "全文", "阅读全文", "正文", "附件"}
)
_SAYS_IT_TWICE = ("点击", "在线", "文件", "附件", "查看")
_FRAME = re.compile(r"[\[\]()<>【】»]")
_ROWS = frozenset({"li", "tr", "dl", "p"})
_CLIMB = 4
_LONGEST_ROW = 160


def named_by_row(node: LexborNode, shown: str) -> str:
    """What a link shows; the longest part of its row where that says nothing, and nothing else in the row leads on.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> row = "<tr><td>1</td><td>民政局2024年年报</td><td><a href='x'>下载</a></td></tr>"
    >>> named_by_row(LexborHTMLParser(f"<table>{row}</table>").css_first("a"), "下载")
    '民政局2024年年报'
    """
    if not says_nothing(shown):
        return shown
    row = _row_around(node)
    if row is None or any(not says_nothing(link.text()) for link in row.css("a")):
        return shown
    text = row.text(separator="\n")
    parts = [part.strip() for part in text.split("\n")]
    return max((*parts, shown), key=len) if len(text) <= _LONGEST_ROW else shown


def says_nothing(shown: str) -> bool:
    """Whether the text of a link is that of any link.

    >>> says_nothing("[点击下载]"), says_nothing("2024年年报")
    (True, False)
    """
    text = _FRAME.sub("", squeeze(shown))
    for word in _SAYS_IT_TWICE:
        text = text.removeprefix(word)
    return text in _SAYS_NOTHING


def _row_around(node: LexborNode) -> LexborNode | None:
    around = node.parent
    for _ in range(_CLIMB):
        if around is None or around.tag in _ROWS:
            return around
        around = around.parent
    return None
