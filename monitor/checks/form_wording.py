"""Slips of the pen: phrases that stand twice, enumerations with a gap, marks left over from an editor."""

import re
from collections.abc import Iterable, Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.finding import Outcome, Severity
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.passages import Passage, read_passage
from monitor.checks.reading import is_recognised, is_whole, nothing_read, read_text, section

_HAN = r"[\u4e00-\u9fff]"
_TWICE = re.compile(rf"(?P<phrase>{_HAN}{{4,30}})(?P=phrase)")
_CLAUSE_TWICE = re.compile(rf"(?:^|[,。;:])(?P<phrase>{_HAN}{{4,30}}),(?P=phrase)(?=[,。;])")
_SINCE_TWICE = re.compile(r"(?:(?:19|20)\d{2}年)?以来,[^,。;]{0,6}以来")
_ITEM = re.compile(r"(?<![之唯万统同第任单逐期进专均都也只这那又并同不])(?P<number>[一二三四五六七八九])是")
_NUMERALS = "零一二三四五六七八九"
_EDITORS_MARK = re.compile(rf"\*\*{_HAN}[^*\n]{{3,60}}\*\*")
_GARBLED = re.compile(r"\ufffd+|锟斤拷")
_WHERE_MARKS_ARE_PRINTED = frozenset({Medium.HTML, Medium.DOCX, Medium.DOC, Medium.PDF, Medium.OFD})
_SECTIONS = ("s1_overview", "s5_problems")


@dossier_check("FRM-15", Severity.LOW, Text("文字无明显错漏", "the text has no evident slips"))
def has_no_slips(dossier: Dossier) -> Iterator[Discrepancy]:
    """No phrase of four characters or more stands twice in a row, no 以来，今年以来, no gap in 一是…二是…三是….

    A phrase counts behind a comma only where it is the whole of both clauses: 领导小组，领导小组下设 is good
    Chinese, and enumerations (、) are not looked at, nor are tables and quotations. ** of an editor counts where the
    medium prints it. Garbled characters may be of our own reading and are undetermined; what was recognised on an
    image is not judged.

    Basis: logic; 30号 (不准确). For information only.
    Applies to: every kind of unit.

    Passes:
        add to s1_overview: 成立领导小组，领导小组下设办公室；一是抓公开，二是抓培训，问题之一是人少，三是抓考核。
    Passes:
        add to s1_overview: 政府信息公开工作、政府信息公开工作年度报告均已公布，学习《公开条例公开条例释义》。
    Passes:
        add to s1_overview: 张**、李**参加培训。
    Passes:
        add to s5_problems: 一是制度方面：一是修订制度，二是公布制度。二是培训方面。
    Fails (INFO):
        add to s1_overview: 为实现政务服务五级联动，为实现政务服务五级联动，全县已认领事项4631项。
    Fails (INFO):
        add to s1_overview: 2023年以来，今年以来，本机关未收到申请。
    Fails (INFO):
        s5_problems: 一是公开不够及时，二是解读形式单一，四是培训不足。
    Fails (INFO):
        add to s1_overview: 加强政府信息公开政府信息公开平台建设。
    Fails (INFO):
        add to s5_problems: **拓宽政务公开渠道**。
    Fails (UNDETERMINED):
        add to s1_overview: 公开信息锟斤拷条。
    """
    extraction = read_text(dossier)
    if extraction is None:
        yield nothing_read()
        return
    if is_recognised(extraction):
        yield not_applicable("文字由图像识别，未作核对", "the characters may have been recognised on an image")
        return
    passages = [read_passage(one.text) for key in _SECTIONS if (one := section(extraction.report, key)) is not None]
    found = [slip for passage in passages for slip in _slips(passage, extraction)]
    if not found:
        yield Discrepancy(Outcome.PASS, Text("未监测到明显错漏", "no evident slip was found"))
    yield from found


def _slips(passage: Passage, extraction: Extraction) -> Iterator[Discrepancy]:
    own = passage.own_words
    for words in (_TWICE, _CLAUSE_TWICE):
        yield from (_twice(passage, *found.span()) for found in words.finditer(own))
    for found in _SINCE_TWICE.finditer(own):
        said = passage.shown(*found.span())
        yield _slip(passage, found.span(), f"“{said}”疑似重复", f"{said!r} says since twice")
    if is_whole(extraction):
        yield from _gaps(passage)
    if extraction.medium in _WHERE_MARKS_ARE_PRINTED:
        yield from _marks(passage.printed)
    for found in _GARBLED.finditer(passage.plain):
        seen = Text("正文有乱码，也可能系读取所致，请核实", "garbled characters, perhaps of our own reading")
        yield Discrepancy(Outcome.UNDETERMINED, seen, quotes=(found[0],))


def _twice(passage: Passage, start: int, end: int) -> Discrepancy:
    start += passage.plain[start] in ",。;:"
    said = passage.shown(start, end)
    return _slip(passage, (start, end), f"“{said}”疑似重复", f"{said!r}: a phrase stands twice")


def _gaps(passage: Passage) -> Iterator[Discrepancy]:
    """Where an enumeration jumps; one within another starts anew and goes back to where it left."""
    open_at: list[int] = []
    for item in _ITEM.finditer(passage.own_words):
        number = _NUMERALS.index(item["number"])
        if number == 1:
            open_at.append(1)
            continue
        before = open_at[-1] if open_at else 0
        open_at = list(_back_to(number - 1, open_at))
        if open_at:
            open_at[-1] = number
        elif before:
            said = passage.shown(item.start(), min(item.start() + 20, len(passage.plain)))
            zh = f"“{_NUMERALS[before]}是”之后为“{said}”，序号疑似不连续"
            yield _slip(passage, (item.start(), item.end()), zh, f"{said!r} follows item {before} of an enumeration")
            open_at = [number]


def _back_to(number: int, open_at: Iterable[int]) -> Iterable[int]:
    """The enumerations that are open once those behind the one that stands at a number are closed; () for none."""
    kept = list(open_at)
    while kept and kept[-1] != number:
        kept.pop()
    return kept


def _marks(printed: str) -> Iterator[Discrepancy]:
    for mark in _EDITORS_MARK.finditer(printed):
        seen = Text(f"正文残留标记“{mark[0]}”，请核实", f"an editor's marks are left over: {mark[0]!r}")
        yield Discrepancy(Outcome.INFO, seen, quotes=(mark[0],))


def _slip(passage: Passage, span: tuple[int, int], zh: str, en: str) -> Discrepancy:
    return Discrepancy(Outcome.INFO, Text(f"{zh}，请核实", en), quotes=(passage.quote(*span),))
