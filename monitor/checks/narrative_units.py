"""Numbers of the narrative that their unit cannot bear."""

import re
from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report, Statement
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.phrases import number
from monitor.checks.statements import Sentence, borne, is_whole, passages, sentences

_WHOLE_ONLY = frozenset({"人次", "件次", "条次", "人", "件", "条", "篇", "份", "起", "宗"})
_MEAN = re.compile(r"均|每|倍|比例|标准")
_FIGURE = r"\d{1,3}(?:,\d{3})+(?![\d.])|\d+(?:\.\d+)?"
_READ_LESS = re.compile(
    rf"(?:推送|发布|编发|刊发|更新)[^,;\d]{{0,16}}?(?P<items>{_FIGURE})(?:条|篇|期)[,;]"
    rf"(?:总|累计)?(?:阅读|浏览|点击|访问)(?:人数|次数|总?量|人次)?(?:共|累计|达到?|为|约)*(?P<read>{_FIGURE})(?:人次|次|人)"
)


@dossier_check("NAR-10", Severity.LOW, Text("数字与量词相称", "the numbers of the text suit their units"))
def numbers_suit_their_units(dossier: Dossier) -> Iterator[Discrepancy]:
    """人次, 件 and 条 are counted in whole numbers, and what was put out is read as often as it has items.

    A fraction is mostly a lost 万 (27.5人次 for 27.5万人次), and fewer readers than items is, too. Averages are passed
    over. It always needs a person.

    Basis: the units themselves; 国办公开办函〔2021〕30号 (发布内容不准确).
    Applies to: every kind of unit.

    Passes:
        s1_overview: 公众号推送信息406条，阅读人数达27.5万人次，日均推送1.1条。
    Fails (WARN):
        s1_overview: 公众号推送信息406条，阅读人数达27.5人次。
    Fails (WARN):
        s1_overview: 公众号推送信息406条，阅读量12次。
    """
    extraction = dossier.extraction
    if extraction is None:
        yield not_applicable("未取得正文", "there is no text")
        return
    outcome = borne(extraction, Outcome.WARN)
    broken = tuple(_broken(extraction.report))
    seen = [_told(outcome, statement) for statement in broken]
    told = {statement.text for statement in broken}
    seen += [_told_readers(outcome, match, of) for match, of in _read_less(extraction.report, told)]
    yield from seen or (Discrepancy(Outcome.PASS, Text("未见不相称的数字", "no number that its unit cannot bear")),)


def _broken(report: Report) -> Iterator[Statement]:
    """The counts that are no whole numbers, each clause once."""
    found = {
        statement.text: statement
        for statement in report.statements
        if statement.unit in _WHOLE_ONLY and not is_whole(statement.value) and not _MEAN.search(statement.text)
    }
    yield from found.values()


def _read_less(report: Report, told: set[str]) -> Iterator[tuple[re.Match[str], Sentence]]:
    for sentence in sentences(report):
        for match in _READ_LESS.finditer(sentence.text):
            items, read = (float(match[name].replace(",", "")) for name in ("items", "read"))
            if 0 < read < items and not any(clause in sentence.text for clause in told):
                yield match, sentence


def _told(outcome: Outcome, statement: Statement) -> Discrepancy:
    shown = f"{number(statement.value).zh}{statement.unit}"
    return Discrepancy(
        outcome,
        Text(f"正文称“{statement.text}”，{shown}不是整数，疑似漏写“万”等，请核实", f"{shown} is no whole number"),
        quotes=passages([statement]),
    )


def _told_readers(outcome: Outcome, match: re.Match[str], sentence: Sentence) -> Discrepancy:
    return Discrepancy(
        outcome,
        Text(f"正文称“{match[0]}”，阅读数小于条数，疑似漏写“万”等，请核实", f"fewer readers than items: {match[0]!r}"),
        quotes=(sentence.quote,),
    )
