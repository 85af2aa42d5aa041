"""Makes text from outside harmless where it stands in structures of ours: headers, feeds, messages of robots."""

import re
from urllib.parse import quote

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: what stands behind them could be made to read otherwise."""

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"\s+")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE = "!$%&'()*+,/:;=?@~"


def printable(text: str) -> str:
    r"""The text in lines, without control characters, halves of characters and marks of direction.

    >>> printable("教育\x00局\u202e\r\n\ud83d")
    '教育�局\n�'
    """
    return _UNPRINTABLE.sub("\ufffd", _DIRECTIONS.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    r"""The same in one line, as a header or a title has to be.

    >>> one_line("【提醒】\r\nBcc: x@example.com ")
    '【提醒】 Bcc: x@example.com'
    """
    return _SPACE.sub(" ", printable(text)).strip()


def address_of(text: str) -> str:
    r"""A web address as the standard writes it: whatever may not stand in one is written as its bytes.

    >>> address_of("http://a.cn/年报 [1].html?q=%E5%B9%B4&x=100%#a#b")
    'http://a.cn/%E5%B9%B4%E6%8A%A5%20%5B1%5D.html?q=%E5%B9%B4&x=100%25#a%23b'
    """
    head, mark, fragment = _PERCENT.sub("%25", one_line(text)).partition("#")
    return quote(head, safe=_SAFE) + mark + quote(fragment, safe=_SAFE)
