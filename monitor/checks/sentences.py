"""Sentences as they are compared: by letters and figures, wherever lines break and whatever stands around the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.extraction import Extraction
from crawler.domain.normalise import squeeze

_SENTENCE = re.compile(r"[^。；！？;]+[。；！？;]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOISE = re.compile(
    r"(?:浏览|阅读|访问|点击|下载|查看)(?:次数|量|数|人次)|分享(?:到|至)|扫一扫|二维码|打印|关闭(?:窗口|本页)|字号|字体|上一[篇条]|下一[篇条]"
    r"|责任编辑|信息来源|来源[:：]|发布(?:时间|日期)|更新(?:时间|日期)|版权所有|技术支持|网站标识码|ICP备"
)
_SIGNED = re.compile(
    r"(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_SETTING = re.compile(r"[^\w.%]|(?<!\d)\.|\.(?!\d)")
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence by its lines as printed; `last` tells that it stands in the last section, where a page goes on."""

    lines: tuple[str, ...]
    last: bool

    def beyond(self, said: str) -> str:
        """What of it stands nowhere in a text, from the first new line on; "" where all of it does."""
        parts = tuple(self._parts())
        new = next((number for number, part in enumerate(parts) if plain(part) not in said), None)
        return "" if new is None else "\n".join(parts[new:]).strip()

    def _parts(self) -> Iterator[str]:
        """The lines that are long enough to tell; what is left of the last one belongs to the line before."""
        *before, end = self.lines
        if before and _length(end) < _SHORTEST:
            end = "\n".join((before.pop(), end))
        yield from (line for line in before if _length(line) >= _SHORTEST)
        yield end


@dataclass(frozen=True, slots=True)
class Wording:
    """All whole sentences of a report, and all that it says as one plain text."""

    sentences: tuple[Sentence, ...]
    text: str

    def beyond(self, other: "Wording") -> tuple[tuple[Sentence, str], ...]:
        """The sentences that another report says nowhere, each with what of it is new."""
        found = ((sentence, sentence.beyond(other.text)) for sentence in self.sentences)
        return tuple((sentence, new) for sentence, new in found if new)


def wording_of(extraction: Extraction) -> Wording:
    """What a report says in whole sentences; what ends in no stop is a heading, a menu or a counter.

    What a page prints below the date of the signature is none of the report's.
    """
    report = extraction.report
    everything = (report.title or "", report.preface, *(f"{one.heading}{one.text}" for one in report.sections))
    return Wording(tuple(_sentences(extraction)), plain("".join(everything)))


def plain(text: str) -> str:
    """The letters and figures alone: no sign that another way of setting the text prints otherwise.

    >>> plain("2023年，我县公开信息 １,136 条（其中：“文件” 27.5 件）.")
    '2023年我县公开信息1136条其中文件27.5件'
    """
    return _SETTING.sub("", squeeze(text))


def _sentences(extraction: Extraction) -> Iterator[Sentence]:
    texts = [section.text for section in extraction.report.sections]
    for number, text in enumerate(texts, 1):
        last = number == len(texts)
        for found in _SENTENCE.findall(_above_signature(text) if last else text):
            lines = tuple(line for line in found.split("\n") if line.strip() and not _NOISE.search(line))
            if sum(map(_length, lines)) >= _SHORTEST:
                yield Sentence(lines, last)


def _above_signature(text: str) -> str:
    lines = text.split("\n")
    signed = (number for number, line in enumerate(lines) if _SIGNED.fullmatch(squeeze(line)))
    return "\n".join(lines[: next(signed, len(lines))])


def _length(text: str) -> int:
    return len(_HAN.findall(text))
