"""Lists of the narrative: that the parts of a sum come out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, islice, takewhile

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.phrases import number
from monitor.checks.statements import Sentence, borne, sentences

_FIGURE = r"\d{1,3}(?:,\d{3})+|\d+"
_UNIT = r"条|项|件|个|份|篇|宗|起"
_TOTAL = re.compile(
    rf"(?P<about>约|近|超过|超|逾)?(?<![\d.第])(?P<number>{_FIGURE})(?P<some>余|多)?"
    rf"(?P<unit>{_UNIT})(?:政府信息|信息|文件|申请|政府信息公开申请|政务信息)?[,;:(]*$"
)
# What stands between the sum and its parts and is neither: so many a day, so many per cent.
_AVERAGE = re.compile(r"[,;]?(?:日均|月均|平均|人均|每[天日月])[^,;:]*[,;:(]*$")
_ITEM = re.compile(
    rf"^(?P<label>[^\d]{{1,40}}?)(?P<about>约|近|超过|超|逾)?(?P<number>{_FIGURE})(?P<some>余|多)?(?P<unit>{_UNIT})$"
)
_SHARE = re.compile(r"^(?:约)?占(?:比|总数|总量)?(?:约|为|的)?\d+(?:\.\d+)?%$")
_EACH = re.compile(
    rf"^(?P<labels>[^\d,;]+?)(?:分别|各)(?:为|有|是|计|公开|发布)?(?P<counts>(?:{_FIGURE})(?:{_UNIT})"
    rf"(?:[、,和及](?:{_FIGURE})(?:{_UNIT}))+)$"
)
# A word that begins another matter ends the list.
_ANOTHER = re.compile(
    r"^(?:共|累计|全年|年内|(?:19|20)\d{2}年|同时|另|还|并|且|此外|截[至止]|目前|已|均|按时|受理|收到|接收|接到|承办|举办|召开"
    r"|开展|组织|编制|培训|答复|办结|回复|回应|阅读|访问|点击|浏览|满意|结转)"
)
# A list of what became of one kind of case ends where reviews or lawsuits begin.
_OF_CASES = re.compile(r"^(?:被|发生|提起|申请|引起|引发|因|对|政府|信息|公开|工作|的|行政){0,8}(?:复议|诉讼)")
# Channels carry the same item more than once, and kinds may overlap: such parts need not be apart.
_MAY_OVERLAP = re.compile(
    r"通过|网站|网页|网上|网络|线上|线下|信函|邮|当面|窗口|电子|微信|微博|公众号|平台|新媒体|客户端|渠道|媒体|电视|报纸|公开栏|涉及|包含|同时|重点|转载"
    r"|图片|图文|图解|文字|视频|音频|动漫|动画|直播"
)
_SURELY_APART = re.compile(
    r"类(?:信息|文件|申请|事项)?(?:的)?$|(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|维持|纠正)(?:的)?$"
)
_NESTED = re.compile(r"其中.*(?:其中|内有|含|包括|包含|含有|分为)|内有|下辖|上年|去年|同比|较")
_IS_CHANGE = re.compile(r"(?:较|比|同比|增加|减少|增长|下降)[^,;:()]{0,12}$")
_IS_MEAN = re.compile(r"(?:日均|月均|平均)[^,;:()]{0,8}$")
_SLACK = Decimal(10)
_CLOSE = 80


@dataclass(frozen=True, slots=True)
class _Count:
    value: Decimal
    rounded: bool

    @property
    def shown(self) -> str:
        """The figure as the text prints it."""
        return f"{number(self.value).zh}{'余' if self.rounded else ''}"

    @property
    def slack(self) -> Decimal:
        """How far off a rounded figure may be."""
        return max(_SLACK, self.value / 10) if self.rounded else Decimal(0)


@dataclass(frozen=True, slots=True)
class _List:
    """A sum with its parts.

    `exhaustive` where the list says that these are all, `apart` where none is a channel, `surely` where names say so.
    """

    total: _Count
    items: tuple[_Count, ...]
    exhaustive: bool
    apart: bool
    surely: bool
    sentence: Sentence


@dossier_check(
    "NAR-07", Severity.MEDIUM, Text("分项之和与总数相符", "the parts that the text lists sum up to what it says")
)
def parts_sum_up(dossier: Dossier) -> Iterator[Discrepancy]:
    """The parts of 其中：a、b、c are together no more than their sum, and as many where the list gives each (分别).

    A list after 其中 is often partial, so less is no fault. Decided only where their names say that the parts are apart
    (财政类、工作动态类); others may overlap and need a person. Channels carry the same item more than once and are
    passed over, lists within lists are not judged. 余 may hide ten, or a tenth.

    Basis: the arithmetic of the sentence; 国办公开办函〔2021〕30号 (发布内容不准确).
    Applies to: every kind of unit.

    Passes:
        s1_overview: 共主动公开政府信息100条，其中财政类信息40条，工作动态60条。
    Passes (NOT_APPLICABLE):
        s1_overview: 主动公开政府信息50条，其中机构类信息20条，内有领导成员30条、机构职能4条。
    Passes (NOT_APPLICABLE):
        s1_overview: 公开政府信息100条，其中通过网站公开90条，通过微信公众号公开80条。
    Passes:
        s1_overview: 收到申请100件，其中征地类40件、规划类60件；予以公开的90件、不予公开的10件。
    Passes:
        s4_disputes: 因政府信息公开引起行政复议2件，其中维持1件，纠正1件，行政诉讼3件。
    Fails:
        s1_overview: 共主动公开政府信息100条，其中财政类信息50条，工作动态类信息60条。
    Fails (WARN):
        s1_overview: 共主动公开政府信息100条，其中规划50条，公告60条。
    Fails:
        s1_overview: 共主动公开政府信息100条，其中财政类、工作动态类信息分别为40条、50条。
    """
    extraction = dossier.extraction
    lists = () if extraction is None else tuple(_lists(sentences(extraction.report)))
    if extraction is None or not lists:
        yield not_applicable("正文无可核对的分项", "the text lists no parts that can be summed up")
        return
    for found in lists:
        yield _summed(extraction, found)


def _lists(said: Iterator[Sentence]) -> Iterator[_List]:
    """The sums of the text with their parts; a sentence that opens with 其中 goes on with the one before."""
    before: Sentence | None = None
    for sentence in said:
        joined = sentence
        if before is not None and sentence.text.startswith("其中") and before.section == sentence.section:
            joined = Sentence(sentence.section, f"{before.text},{sentence.text}", before.quote + sentence.quote)
        head, marker, tail = joined.text.partition("其中")
        if marker and not _NESTED.search(marker + tail) and (found := _list(head, tail, joined)) is not None:
            yield found
        before = sentence


def _list(head: str, tail: str, sentence: Sentence) -> _List | None:
    head = _AVERAGE.sub("", head[-_CLOSE:])
    total = _TOTAL.search(head)
    if total is None or _IS_MEAN.search(head[: total.start()]) or _IS_CHANGE.search(head[: total.start()]):
        return None
    tail = tail.lstrip(":,")
    each = _EACH.match(tail)
    if each is not None:
        return _listed_each(total, each, sentence)
    pieces = [piece for piece in re.split(r"[,;、](?!\d{3}(?!\d))|\)$", tail) if piece]
    items = list(_items(_on_one_matter(pieces), total["unit"]))
    if len(items) < 2:
        return None
    labels = [item["label"] for item in items]
    apart = len(set(labels)) == len(labels) and not any(map(_MAY_OVERLAP.search, labels))
    surely = all(map(_SURELY_APART.search, labels))
    counts = tuple(map(_count, items))
    return _List(_count(total), counts, exhaustive=False, apart=apart, surely=surely, sentence=sentence)


def _on_one_matter(pieces: Sequence[str]) -> Sequence[str]:
    """The pieces of a list up to where it turns to reviews or lawsuits, unless it is one of them."""
    if not pieces or _OF_CASES.match(pieces[0]):
        return pieces
    return list(takewhile(lambda piece: _OF_CASES.match(piece) is None, pieces))


def _items(pieces: Sequence[str], unit: str) -> Iterator[re.Match[str]]:
    """The parts, up to the first piece that is none; a label may be spread over pieces by 、 of its own."""
    carried = ""
    for piece in pieces:
        if _SHARE.match(piece):
            continue
        item = _ITEM.match(carried + piece)
        if _ANOTHER.match(piece) or (item is None and re.search(r"\d", piece)):
            return
        if item is None:
            carried += piece
            continue
        yield item
        carried = ""


def _listed_each(total: re.Match[str], each: re.Match[str], sentence: Sentence) -> _List | None:
    labels = re.split(r"[、和及]", each["labels"])
    counts = re.findall(_FIGURE, each["counts"])
    if len(labels) != len(counts) or any(map(_MAY_OVERLAP.search, labels)):
        return None
    items = tuple(_Count(Decimal(count.replace(",", "")), rounded=False) for count in counts)
    return _List(_count(total), items, exhaustive=True, apart=True, surely=True, sentence=sentence)


def _is_divided_twice(found: _List) -> bool:
    """Whether the first parts make up the sum by themselves: those behind them divide it anew, by another measure."""
    sums = accumulate(item.value for item in found.items[:-1])
    return any(part == found.total.value for part in islice(sums, 1, None))


def _count(match: re.Match[str]) -> _Count:
    rounded = match["about"] is not None or match["some"] is not None
    return _Count(Decimal(match["number"].replace(",", "")), rounded)


def _summed(extraction: Extraction, found: _List) -> Discrepancy:
    total = sum((item.value for item in found.items), Decimal(0))
    slack = found.total.slack + sum((item.slack for item in found.items), Decimal(0))
    over, under = total > found.total.value + slack, total < found.total.value - slack
    over = over and not _is_divided_twice(found)
    if not (over or (under and found.exhaustive)):
        outcome = Outcome.PASS
    elif not found.apart:
        return not_applicable("所列各项可能重叠", "the parts may overlap")
    else:
        outcome = borne(extraction, Outcome.FAIL if found.surely else Outcome.WARN)
    sums = "+".join(item.shown for item in found.items)
    shown, said = number(total).zh, found.total.shown
    end = "" if outcome.passed else "，请核实"
    return Discrepancy(
        outcome,
        Text(
            f"正文称总数{said}，其中各项{sums}={shown}{end}",
            f"the text says {said} in all, and its parts {sums} sum up to {shown}",
        ),
        quotes=(found.sentence.quote,),
    )
