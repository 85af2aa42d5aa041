"""Points of the narrative: that as many follow as were announced."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.normalise import squeeze
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable

_NUMERALS = "一二三四五六七八九十"
_ANNOUNCED = re.compile(
    r"以下(?P<number>[一二两三四五六七八九十]|[2-9]|10)个?(?:大)?(?:方面|点)(?:的)?(?:主要)?(?:问题|不足|工作|措施|内容|困难|情况|重点)?"
    r"(?:工作|情况)?[:,。;]?(?=一是)"
)


@dataclass(frozen=True, slots=True)
class _Announced:
    count: int
    listed: int
    words: str
    quote: str


@dossier_check("NAR-11", Severity.INFO, Text("列举数目与所称一致", "as many points follow as the text announces"))
def points_are_as_many_as_announced(dossier: Dossier) -> Iterator[Discrepancy]:
    """Where 以下五方面 is followed at once by 一是, the points run to 五是.

    Only points counted by 一是, 二是 are counted, and only where no other such list stands within or after them.

    Basis: the wording of the text itself.
    Applies to: every kind of unit.

    Passes:
        s5_problems: 具体做好以下三方面：一是抓公开。二是抓培训。三是抓考核。
    Passes (NOT_APPLICABLE):
        s5_problems: 做好以下几方面工作：一是抓公开。二是抓培训。
    Fails (INFO):
        s5_problems: 具体做好以下三方面：一是抓公开。二是抓培训。
    """
    extraction = dossier.extraction
    texts = [] if extraction is None else [section.text for section in extraction.report.sections]
    announced = [found for text in texts for found in _announced(text)]
    if extraction is None or not announced:
        yield not_applicable("正文未称列举数目", "the text announces no number of points")
        return
    for found in announced:
        agrees = found.count == found.listed
        yield Discrepancy(
            Outcome.PASS if agrees else Outcome.INFO,
            Text(
                f"正文称“{found.words}”，其后列举{found.listed}项",
                f"the text announces {found.count} points, and {found.listed} follow",
            ),
            quotes=() if agrees else (found.quote,),
        )


def _announced(text: str) -> Iterator[_Announced]:
    squeezed = squeeze(text)
    for match in _ANNOUNCED.finditer(squeezed):
        count = _spelt(match["number"])
        behind = squeezed[match.end() :]
        listed = _run(behind)
        if listed == count or "一是" not in behind[2:]:
            yield _Announced(count, listed, match[0].rstrip(":,。;"), match[0])


def _run(text: str) -> int:
    """How far 一是, 二是 and so on go on."""
    at, listed = 0, 0
    for numeral in _NUMERALS:
        found = text.find(f"{numeral}是", at)
        if found < 0:
            break
        at, listed = found + 2, listed + 1
    return listed


def _spelt(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    return 2 if numeral == "两" else _NUMERALS.index(numeral) + 1
