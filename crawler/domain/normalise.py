"""One spelling for text that sites print in many."""

import re
import unicodedata
from functools import lru_cache

# Cells and labels are few and come again and again.
_REMEMBERED = 4096
_CIRCLED = {chr(0x2460 + index): f"{index + 1}." for index in range(20)}
_SAME = str.maketrans(
    _CIRCLED
    | dict.fromkeys("“”„‟''「」『』＂", '"')
    | dict.fromkeys("‘’", '"')
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad")
)
_MARKDOWN = re.compile(r"^[#>\s]+|\*\*|__")
_NUMBERED = re.compile(r"(?<![\d.])(?:\((\d{1,2})\)|(\d{1,2})[.、](?!\d))")
_COUNTED = re.compile(r"\(([一二三四五六七八九十]{1,3})\)|([一二三四五六七八九十]{1,3})、")


@lru_cache(_REMEMBERED)
def squeeze(text: str) -> str:
    """The text in half width, with no white space, invisible characters or Markdown marks.

    >>> squeeze("**２０２０ 年**度　政府信息公开")
    '2020年度政府信息公开'
    """
    plain = unicodedata.normalize("NFKC", _MARKDOWN.sub("", text.translate(_SAME)))
    return re.sub(r"\s+", "", plain)


@lru_cache(_REMEMBERED)
def normalise(text: str) -> str:
    """The spelling in which labels are compared: squeezed, enumeration marks alike, no closing stop.

    >>> normalise("（三）不 予公开："), normalise("三、本年度办理结果"), normalise("①属于国家秘密")
    ('(三)不予公开', '(三)本年度办理结果', '1.属于国家秘密')
    """
    plain = _NUMBERED.sub(lambda mark: f"{mark[1] or mark[2]}.", squeeze(text))
    return _COUNTED.sub(lambda mark: f"({mark[1] or mark[2]})", plain).rstrip("。:;,")
