"""One spelling for text that sites print in many."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from crawler.domain.spellings import LABEL_SPELLINGS, RADICALS

# Cells and labels are short, few, and come again and again.
_REMEMBERED, _SHORT = 4096, 120
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SAME: Mapping[str, str] = (
    {chr(0x2460 + index): f"{index + 1}." for index in range(20)}
    | dict.fromkeys("“”„‟''「」『』＂‘’", '"')
    | dict.fromkeys(_INVISIBLE, "")
    | {"⸺": "——", "⸻": "———"}
    | dict(RADICALS)
)
_OTHERS = re.compile(f"[{''.join(_SAME)}]")
_MARKDOWN = re.compile(r"^[#>\s]+|\*\*|__")
_NUMBERED = re.compile(r"(?<![\d.])(?:\((\d{1,2})\)|(\d{1,2})[.、](?!\d))")
_COUNTED = re.compile(r"[(〔【\[]([一二三四五六七八九十]{1,3})[)〕】\]]|([一二三四五六七八九十]{1,3})、")
_SPELT_OTHERWISE = re.compile(f"[{''.join(LABEL_SPELLINGS)}]")
# A converter's note of how the character before it is read.
_READING = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}\)")
_HAN = r"[\u4e00-\u9fff]"
# The numeral one is a stroke: in brackets, before an enumeration comma, between characters.
_STROKE = re.compile(rf"[-—–―─━](?:(?<=\(.)(?=\))|(?=、)(?:(?<=^.)|(?<=[^\d\w)].))|(?<={_HAN}[—─━])(?={_HAN}))")
# What half width leaves as it is, and what it may change, with a letter before that may take its accent.
_WIDE = re.compile(r"[\x21-\x7e]?[^\x00-\x7f\u3001\u3002\u4e00-\u9fff]+")


def squeeze(text: str) -> str:
    """The text in half width, with no white space, invisible characters or Markdown marks.

    >>> squeeze("**２０２０ 年**度　政府信息公开")
    '2020年度政府信息公开'
    """
    return _squeezed_again(text) if len(text) <= _SHORT else _squeezed(text)


def normalise(text: str) -> str:
    """The spelling in which labels are compared: squeezed, enumeration marks alike, no closing stop.

    Characters of traditional script and look-alikes are those of the forms. For comparing only: what it
    gives is never quoted, nor read as a figure.

    >>> normalise("（三）不 予公开："), normalise("三、本年度办理结果"), normalise("①属于国家秘密")
    ('(三)不予公开', '(三)本年度办理结果', '1.属于国家秘密')
    >>> normalise("—、總體情況"), normalise("根據(jù)木年度"), normalise("3.危及“三安全—稳定”")
    ('(一)总体情况', '根据本年度', '3.危及"三安全一稳定"')
    """
    return _normalised_again(text) if len(text) <= _SHORT else _normalised(text)


def _squeezed(text: str) -> str:
    plain = _OTHERS.sub(lambda found: _SAME[found[0]], text)
    return "".join(_WIDE.sub(_narrow, _MARKDOWN.sub("", plain)).split())


def _narrow(wide: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", wide[0])


def _normalised(text: str) -> str:
    plain = _SPELT_OTHERWISE.sub(lambda found: LABEL_SPELLINGS[found[0]], squeeze(text))
    plain = _STROKE.sub("一", _READING.sub("", plain)).replace("资讯", "信息")
    plain = _NUMBERED.sub(lambda mark: f"{mark[1] or mark[2]}.", plain)
    return _COUNTED.sub(lambda mark: f"({mark[1] or mark[2]})", plain).rstrip("。:;,")


_squeezed_again = lru_cache(_REMEMBERED)(_squeezed)
_normalised_again = lru_cache(_REMEMBERED)(_normalised)
