"""Sentences that say there was none: no applications, reviews, lawsuits or fees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.domain.report import Subject
from crawler.parse.narrative.assertions import NEGATION
from crawler.parse.narrative.printed import Printed

_NONE = (
    r"(?:未曾|从未|未(?!来|成年|能|按|经|及)|暂无|没有|没|不(?=收取|存在|涉及)"
    r"|无(?!锡|为|极|棣|偿|法|需|论|效|关|障|正当|故|条件))"
)
_VERB = r"收到|受理|接到|接收|新收|收取|发生|产生|引起|引发|出现|涉及|存在|被|因|有|任何|一例|一起|一件|一宗|相关|过"
_MATTER = r"申请公开|公开(?:的)?申请|依申请公开|复议|诉讼|收费|费用|处理费|检索费|复制费|邮寄费"
_MATTERS = re.compile(_MATTER)
_OBJECT = r"(?=依申请|政府|政务|行政|信息|公开|收费|申请)"
_SAID = re.compile(rf"{_NONE}(?P<what>(?:{_VERB}|{_OBJECT})\D{{0,40}}?(?:{_MATTER})\D{{0,20}})$")
_CLAUSES = re.compile(r"[,;:()]|(?=(?:也|亦|且)(?:未|没有|无))")
_CONDITION = re.compile(r"^(?:如|若|凡|对|对于)|的,?$")
_FEES = re.compile(r"处理费|检索费|复制费|邮寄费|^(?:任何)?(?:收费|费用)|信息公开.{0,8}?(?:收费|费用)")
_DOING = re.compile(rf"^(?:{_VERB}|到|了)+")


@dataclass(frozen=True, slots=True)
class SaidNone:
    """A clause that denies something, and what it denies."""

    clause: Printed
    counts: str
    subject: Subject | None


def said_none(sentence: Printed) -> Iterator[SaidNone]:
    """The clauses of a sentence that say none, plainly: a clause that denies twice says something else.

    >>> [(none.counts, none.subject) for none in said_none(Printed.of("2023年未收取信息处理费"))]
    [('信息处理费', <Subject.FEES: 'fees'>)]
    """
    if _MATTERS.search(sentence.text) is None:
        return
    for clause in sentence.split(_CLAUSES):
        if len(NEGATION.findall(clause.text)) > 1 or _CONDITION.search(clause.text):
            continue
        if said := _SAID.search(clause.text):
            counts = _DOING.sub("", said["what"]) or said["what"]
            yield SaidNone(clause, counts, Subject.FEES if _FEES.search(counts) else None)
