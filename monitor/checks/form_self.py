"""By which words a report speaks of its own area and body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.passages import Passage, read_passage
from monitor.checks.reading import is_recognised, nothing_read, read_text

_SELF = re.compile(
    r"(?<![自敌你])我(?P<of>街道(?!办)|街道办|地区|省|市(?![场面])|县|区(?![域别分间块])|州|旗|盟"
    r"|镇|乡(?!村|亲|音|愁)|局(?![部面限势])|委(?![托派屈任])|厅|办(?![理事公学好成法结件税证案完到得得了过]))"
)
_RANKS = {
    "省": 3,
    "地区": 2,
    "盟": 2,
    "州": 2,
    "市": 1,
    "区": 1,
    "县": 1,
    "旗": 1,
    "镇": 0,
    "乡": 0,
    "街道": 0,
    "街道办": 0,
}
"""The lowest level that a word for an area may stand for; 市 and 区 may be of any level above, 县 and 旗 may not."""
_OF_ONE_LEVEL = frozenset("县旗")
_LEVELS = {Level.PROVINCE: 3, Level.PREFECTURE: 2, Level.COUNTY: 1, Level.TOWNSHIP: 0}
_LEVELS_ZH = {3: "省级", 2: "地市级", 1: "县级", 0: "乡镇级"}
_ORGANS = frozenset({"局", "委", "厅"})
_GOVERNED = frozenset({UnitKind.GOVERNMENT, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT})
_OUTPOSTS = frozenset({UnitKind.VERTICAL, UnitKind.DELEGATED})
_OUTPOST = re.compile(r"分局|支局|支队|大队|管委会|管理委员会|开发区|园区")
_MOST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place where a report calls itself something."""

    of: str
    passage: Passage
    place: int


@dossier_check("FRM-14", Severity.MEDIUM, Text("自称与本单位性质相符", "it speaks of itself as what it is"))
def speaks_as_itself(dossier: Dossier) -> Iterator[Discrepancy]:
    """我县, 我市, 我局 and the like fit the kind and level of the unit.

    An area below the unit's own level is decided: a city is no 我县, a county no 我镇. An area above may be the place
    that the unit lies in and passes, as do quotations and titles of documents. A word of the unit's own level that is
    not the one of its name, and 我局 in the report of a government, ask for a look.

    Outposts (分局, 管委会, bodies of a vertical system) speak of the area they lie in and are not judged.

    Basis: logic; 30号 (不准确): a text of another body was taken over.
    Applies to: every kind of unit.

    Passes:
        add to s1_overview: 我县按照我省、我市部署推进公开，《我镇的故事》获奖，我市场监管部门、自我区分、我局部调整。
    Passes:
        kind: department
        add to s1_overview: 我局在我县率先公开。
    Passes:
        kind: township
        level: township
        unit: 云溪县白石镇人民政府
        add to s1_overview: 我镇严格执行我县制度。
    Fails:
        level: prefecture
        unit: 海东市人民政府
        add to s4_disputes: 本年度，我县没有收到行政复议案件。
        add to s5_problems: 我市政务公开工作有序推进，我市各部门落实较好。
    Fails:
        add to s1_overview: 我镇公开信息82条。
    Fails (WARN):
        add to s1_overview: 我局高度重视。
    Fails (WARN):
        unit: 江平市云溪区人民政府
        add to s1_overview: 我县高度重视。
    """
    extraction = read_text(dossier)
    rank = _rank(dossier)
    if extraction is None or rank is None:
        yield nothing_read()
        return
    if is_recognised(extraction):
        yield not_applicable("文字由图像识别，未作核对", "the characters may have been recognised on an image")
        return
    mentions = tuple(_mentions(extraction.report))
    words = dict.fromkeys(mention.of for mention in mentions)
    own = _own_word(dossier, extraction.report)
    judged = {of: _outcome(of, rank, own, dossier.kind) for of in words}
    wrong = {of: outcome for of, outcome in judged.items() if outcome is not Outcome.PASS}
    if not wrong:
        yield Discrepancy(Outcome.PASS, Text("自称与本单位相符", "it speaks of itself as what it is"))
    for of, outcome in wrong.items():
        yield _of_word(of, outcome, mentions, _LEVELS_ZH[rank])


def _rank(dossier: Dossier) -> int | None:
    """The level of a unit; None where it is not known, and for outposts, which may speak of the area they lie in."""
    name = dossier.unit.name if dossier.unit is not None else ""
    if dossier.kind in _OUTPOSTS or _OUTPOST.search(name):
        return None
    if dossier.kind in (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT):
        return 0
    return _LEVELS[dossier.level] if dossier.level is not None and dossier.kind is not None else None


def _mentions(report: Report) -> Iterator[_Mention]:
    for text in (report.preface, *(section.text for section in report.sections)):
        passage = read_passage(text)
        yield from (_Mention(found["of"], passage, found.start()) for found in _SELF.finditer(passage.own_words))


def _own_word(dossier: Dossier, report: Report) -> str | None:
    """The word for its area at the end of a government's name, where the name tells: 县 for 云溪县人民政府."""
    name = dossier.unit.name if dossier.unit is not None else report.unit_name
    if name is None or dossier.kind not in _GOVERNED:
        return None
    bare = re.sub(r"(?:人民政府|政府)?(?:办公室|办公厅|办事处)?$", "", name)
    return next((word for word in ("街道", "地区", *_RANKS) if bare.endswith(word)), None)


def _outcome(of: str, rank: int, own: str | None, kind: UnitKind | None) -> Outcome:
    if of == own:
        return Outcome.PASS
    if of in _ORGANS:
        return Outcome.WARN if kind in _GOVERNED and rank <= _RANKS["县"] else Outcome.PASS
    if of == "办":
        return Outcome.PASS
    if of in ("市", "区"):
        below = rank > _RANKS[of] and own is None
        return Outcome.PASS if below or rank < _RANKS["县"] else _of_same_level(of, rank, own)
    if _RANKS[of] < rank:
        return Outcome.FAIL
    return _of_same_level(of, rank, own)


def _of_same_level(of: str, rank: int, own: str | None) -> Outcome:
    """A word of the unit's own level must be that of its name; 市 and 区 may be the area above."""
    may_be_above = of in ("市", "区", "省")
    if own is None or of.startswith(own) or own.startswith(of) or may_be_above or _RANKS[of] > rank:
        return Outcome.PASS
    return Outcome.WARN


def _of_word(of: str, outcome: Outcome, mentions: tuple[_Mention, ...], level: str) -> Discrepancy:
    """One finding for one word, with how often others stand there."""
    places = [mention for mention in mentions if mention.of == of]
    counts = {word: sum(one.of == word for one in mentions) for word in dict.fromkeys(one.of for one in mentions)}
    others = "、".join(f"“我{word}”{count}处" for word, count in counts.items() if word != of)
    spans = [(one.passage, *one.passage.sentence_at(one.place)) for one in places[:_MOST_QUOTED]]
    first, start, end = spans[0]
    beside = f"，另有{others}" if others else ""
    seen = Text(
        f"{level}单位的报告称“我{of}”{len(places)}处{beside}：“{first.shown(start, end)}”，疑似沿用他处文本，请核实",
        f"a report of this level says 我{of} {len(places)} times: {first.shown(start, end)!r}",
    )
    return Discrepancy(outcome, seen, quotes=tuple(passage.quote(*span) for passage, *span in spans))
