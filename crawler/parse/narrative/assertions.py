"""What the narrative says of applications, reviews and lawsuits: how many, or none. Verdicts rest on these.

Only a clause that says it plainly is taken: one that speaks of hotlines, of last year, of a part or an
outcome counts something else, and one that denies twice says nothing we could hold against a table. A
negation says none and ends its clause: a number behind it belongs to the next thing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.report import Subject

CLAUSE = re.compile(
    r",(?!(?<=\d,)\d{3}(?!\d))|、(?=发生|产生|引发|收到|新收|无|未|没有|被)|(?=(?:也|亦|且)(?:未|没有|无))"
)
OTHER_MATTERS = re.compile(
    r"热线|12345|信箱|留言|提案|建议|解读|舆情|来电|来信|其中|许可|投诉举报"
    r"|当面|网络|网上|信函|邮寄|邮件|传真|线上|线下|现场|窗口|渠道|自然人|部分|个别|有的|^如|^若|^凡"
)
OTHER_TIMES = re.compile(
    r"上年(?!结转)|上年度(?!结转)|上一年(?!结转)|去年|往年|历年|同期|同比|较|比(?!例)|增长|增加|减少|下降|上升|季度|半年"
)
_MONTH = re.compile(r"(?<!\d)\d{1,2}月")
# 无锡, 无为 and their like are places.
_NONE = r"(?:未(?!来|成年)|没有|无(?!锡|为|极|棣|偿))"
NEGATION = re.compile(rf"{_NONE}|没|不(?!服|予)")

OBJECT = r"(?:依申请公开(?:政府)?(?:信息)?(?:的?申请)?|(?:政府|政务)?信息(?:依申请)?公开(?:的)?申请|公开申请|申请公开)"
_VERB = r"(?:收到|受理|接收|接到|新收)"
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<unit>件|条|宗|份|个|起|例|次)"
_COPULA = r"(?:数量|总数|总量|件数|事项|案件|共计|合计|总计|累计|共|计|为|有|:){0,3}"
_RECEIVED = (
    re.compile(rf"{_VERB}\D{{0,20}}?{OBJECT}{_COPULA}{_NUMBER}"),
    re.compile(rf"{_VERB}(?:了)?(?:各类|有关)?{_NUMBER}\D{{0,6}}?{OBJECT}"),
)
_NONE_RECEIVED = re.compile(
    rf"(?:(?:未|没有|没|无)(?:曾)?{_VERB}(?:到)?(?:过)?\D{{0,24}}?|(?:没有|无)(?:任何)?){OBJECT}"
    r"(?:件|的)?(?:事项|情况|情形|记录|事宜)?$"
)

# Without one of these words a clause asserts nothing, and nearly all clauses are without.
_MATTERS = re.compile(r"公开|复议|诉讼")
_DISPUTE = {Subject.REVIEWS: r"复议", Subject.LITIGATION: r"诉讼"}
_OTHER_DISPUTES = re.compile(
    r"维持|纠错|纠正|败诉|胜诉|撤销|驳回|确认违法|审理|办理|受理|代理|应诉|指导|职能|机构|机关(?!被|未|没|无|因)|决定|制度|超期|逾期|不及时"
)
_NO_DISPUTE = re.compile(
    rf"{_NONE}(?:收到|接到|发生|产生|引起|引发|出现|涉及|受理|被|因|任何|一例|一起|一件)?"
    r"(?P<what>(?:收到|发生|产生|引起|引发|因|被|政府信息|信息|政务|任何|有关|相关|\D{0,28}?的)?\D{0,8}?(?:复议|诉讼)\D{0,25})$"
)
_TOGETHER = re.compile(
    r"(?:复议|诉讼)(?:案件|案)?(?:和|及|、|与|或)(?:行政)?(?:复议|诉讼)(?:案件|案)?"
    rf"(?P<each>均|各|都|分别)?(?:共计|共|合计|总计)?(?:为|有)?{_NUMBER}"
)
_ABOUT = re.compile(r"公开|依申请")
_DISPUTES_SECTION = "s4_disputes"
BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Assertion:
    """How many of a subject a clause counts; `number` is where its digits begin in the clause, None for a negation."""

    subject: Subject
    value: int
    number: int | None = None
    unit: str | None = None


def assertions(clause: str, section: str | None, sentence: str) -> Iterator[Assertion]:
    """What a clause asserts, in order; `sentence` is the one it stands in, without its brackets or with them."""
    if not _MATTERS.search(clause):
        return
    if OTHER_MATTERS.search(clause) or OTHER_TIMES.search(clause) or _is_of_months(clause):
        return
    negations = len(NEGATION.findall(clause))
    if negations <= 1 and _NONE_RECEIVED.search(clause):
        yield Assertion(Subject.APPLICATIONS, 0)
    elif not negations and (received := _first_match(clause)) is not None:
        yield _counted_by(received, Subject.APPLICATIONS)
    if negations <= 1 and not _OTHER_DISPUTES.search(clause):
        yield from _disputes(clause, section, sentence)


def _is_of_months(clause: str) -> bool:
    """Whether a clause counts a part of the year: months are named, and not its last."""
    return _MONTH.search(clause) is not None and "12月" not in clause


def _first_match(clause: str) -> re.Match[str] | None:
    return next((match for pattern in _RECEIVED if (match := pattern.search(clause))), None)


def _disputes(clause: str, section: str | None, sentence: str) -> Iterator[Assertion]:
    if none := _NO_DISPUTE.search(clause):
        for subject, word in _DISPUTE.items():
            if word in none["what"]:
                yield Assertion(subject, 0)
    elif section == _DISPUTES_SECTION or _ABOUT.search(sentence):
        yield from _counted(clause)


def _counted(clause: str) -> Iterator[Assertion]:
    """How many of each; a sum of both says how many of each only where it is nought."""
    if together := _TOGETHER.search(clause):
        if _number(together) == 0 or together["each"] in ("均", "各", "都"):
            for subject in _DISPUTE:
                yield _counted_by(together, subject)
        return
    for subject, word in _DISPUTE.items():
        if counted := re.search(rf"行政{word}(?:案件|案|申请)?(?:数量|共计|共|为|:){{0,2}}{_NUMBER}", clause):
            yield _counted_by(counted, subject)


def _counted_by(match: re.Match[str], subject: Subject) -> Assertion:
    return Assertion(subject, _number(match), match.start("number"), match["unit"])


def _number(match: re.Match[str]) -> int:
    return int(match["number"].replace(",", ""))
