"""What the narrative says of applications, reviews and lawsuits: how many, or none.

A clause that speaks of hotlines, mailboxes or proposals counts something else. A negation says none
and ends its clause: a number behind it belongs to the next thing.
"""

import re
from collections.abc import Iterator

from crawler.domain.report import Section, Statement, Subject
from crawler.parse.sections import sentences

_OTHER_MATTERS = re.compile(r"热线|12345|信箱|留言|提案|建议|解读|舆情|来电|来信|其中|许可|投诉举报")
_OBJECT = r"(?:依申请公开(?:政府)?(?:信息)?|(?:政府|政务)?信息(?:依申请)?公开(?:的)?申请|公开申请|申请公开)"
_VERB = r"(?:收到|受理|接收|接到|新收)"
_NUMBER = r"(\d+)(?:件|条|宗|份|个|起|例|次)"
_RECEIVED = (
    re.compile(rf"{_VERB}\D{{0,20}}?{_OBJECT}\D{{0,10}}?{_NUMBER}"),
    re.compile(rf"{_VERB}\D{{0,20}}?{_NUMBER}\D{{0,12}}?{_OBJECT}"),
)
_NONE_RECEIVED = re.compile(rf"(?:未|没有|没|无)(?:曾)?{_VERB}(?:到)?(?:过)?\D{{0,15}}?{_OBJECT}[^\d]{{0,6}}$")
_DISPUTE = {Subject.REVIEWS: r"复议", Subject.LITIGATION: r"诉讼"}
_NO_DISPUTE = re.compile(
    r"(?:未|没有|无)(?:收到|接到|发生|产生|引起|引发|出现|涉及|受理|被|因|任何|行政)(?P<what>\D{0,30}?(?:复议|诉讼)\D*)$"
)


def read_statements(sections: tuple[Section, ...]) -> tuple[Statement, ...]:
    """The statements of all sections, in order, as often as they are made."""
    return tuple(
        statement
        for section in sections
        for sentence in sentences(section.text)
        for clause in re.split(r"[,，]", sentence)
        for statement in _statements(clause, section.key)
    )


def _statements(clause: str, section: str | None) -> Iterator[Statement]:
    if _OTHER_MATTERS.search(clause):
        return
    if _NONE_RECEIVED.search(clause):
        yield Statement(Subject.APPLICATIONS, 0, True, clause, section)
    elif received := next((match for pattern in _RECEIVED if (match := pattern.search(clause))), None):
        yield Statement(Subject.APPLICATIONS, int(received[1]), False, clause, section)
    yield from _disputes(clause, section)


def _disputes(clause: str, section: str | None) -> Iterator[Statement]:
    if none := _NO_DISPUTE.search(clause):
        for subject, word in _DISPUTE.items():
            if word in none["what"]:
                yield Statement(subject, 0, True, clause, section)
        return
    for subject, word in _DISPUTE.items():
        if counted := re.search(rf"行政{word}(?:案件|案|申请)?(?:共)?{_NUMBER}", clause):
            yield Statement(subject, int(counted[1]), False, clause, section)
