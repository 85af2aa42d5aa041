"""Puts the statements of a narrative together: those that verdicts rest on, and every other number and denial."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from crawler.domain.report import Scope, Section, Statement
from crawler.parse.narrative.assertions import BRACKETS, CLAUSE, Assertion, assertions
from crawler.parse.narrative.counting import what_is_counted
from crawler.parse.narrative.nones import SaidNone, said_none
from crawler.parse.narrative.numbers import CountedNumber, counted_numbers
from crawler.parse.narrative.printed import Printed
from crawler.parse.narrative.scopes import scope_at, scope_of_report
from crawler.parse.narrative.subjects import wider_subject

_SENTENCE_ENDS = re.compile(r"[。;!?]")
_CLAUSE_ENDS = re.compile(r"[,:()](?!(?<=\d,)\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A sentence with its numbers, and the section it stands in, which begins at `offset` of the narrative."""

    sentence: Printed
    numbers: Sequence[CountedNumber]
    section: str | None
    offset: int


def read_statements(sections: Sequence[Section], preface: str = "") -> tuple[Statement, ...]:
    """The statements of all sections in their order, as often as they are made.

    What stands in front of the first section says at most whose data the report gives.
    """
    scope = scope_of_report([preface, *(section.text for section in sections)])
    return tuple(statement for spoken in _sentences(sections) for statement in _statements(spoken, scope))


def _sentences(sections: Sequence[Section]) -> Iterator[_Spoken]:
    offset = 0
    for section in sections:
        for sentence in Printed.of(section.text).split(_SENTENCE_ENDS):
            if sentence.text:
                yield _Spoken(sentence, counted_numbers(sentence), section.key, offset)
        offset += len(section.text) + 1


def _statements(spoken: _Spoken, scope: Scope | None) -> list[Statement]:
    numbers = {spoken.sentence.origins[one.digits]: one for one in spoken.numbers}
    nones = list(said_none(spoken.sentence))
    asserted = list(_asserted(spoken, numbers, nones, scope))
    taken = {number for number, _ in asserted if number is not None}
    denials = [statement for number, statement in asserted if number is None]
    found = [statement for _, statement in asserted]
    found += [_counted(spoken, one, scope) for origin, one in numbers.items() if origin not in taken]
    found += [_denied(spoken, none, scope) for none in nones if not _overlaps(spoken, none, denials)]
    return sorted(found, key=attrgetter("offset"))


def _asserted(
    spoken: _Spoken, numbers: dict[int, CountedNumber], nones: Sequence[SaidNone], scope: Scope | None
) -> Iterator[tuple[int | None, Statement]]:
    """What verdicts may rest on, each with where its number begins."""
    for clause in spoken.sentence.without(BRACKETS).split(CLAUSE):
        for said in assertions(clause.text, spoken.section, spoken.sentence.text):
            statement = _asserted_statement(spoken, clause, said, scope)
            if said.number is None:
                yield None, replace(statement, counts=_denied_in(clause, nones))
                continue
            origin = clause.origins[said.number]
            number = numbers.get(origin)
            yield origin, replace(statement, counts=_counts(spoken, number) if number else None)


def _asserted_statement(spoken: _Spoken, clause: Printed, said: Assertion, scope: Scope | None) -> Statement:
    before = spoken.sentence.source[spoken.sentence.start : clause.start]
    return Statement(
        subject=said.subject,
        value=Decimal(said.value),
        negated=said.number is None,
        text=clause.text,
        section=spoken.section,
        unit=said.unit,
        scope=scope_at(clause.text, "") or scope_at(Printed.of(before).text, "") or scope,
        quote=clause.quote,
        offset=spoken.offset + clause.start,
    )


def _denied_in(clause: Printed, nones: Sequence[SaidNone]) -> str | None:
    return next(
        (none.counts for none in nones if none.clause.start < clause.end and clause.start < none.clause.end), None
    )


def _counted(spoken: _Spoken, number: CountedNumber, scope: Scope | None) -> Statement:
    """The statement that a number makes in its clause."""
    sentence = spoken.sentence
    start, end = _clause_around(sentence, number)
    clause, before = sentence.part(start, end), sentence.text[start : number.start]
    return Statement(
        subject=wider_subject(clause.text, before, sentence.text[:end], number.unit),
        value=number.value,
        negated=False,
        text=clause.text,
        section=spoken.section,
        upper=number.upper,
        unit=number.unit,
        counts=_counts(spoken, number),
        approximate=number.approximate,
        scope=scope_at(sentence.text[: number.start], sentence.text[number.end : end]) or scope,
        quote=clause.quote,
        offset=spoken.offset + clause.start,
    )


def _counts(spoken: _Spoken, number: CountedNumber) -> str | None:
    """What a number counts: in its clause, and behind the number before it."""
    text = spoken.sentence.text
    start, end = _clause_around(spoken.sentence, number)
    ends = (other.end for other in spoken.numbers if start < other.end <= number.start)
    return what_is_counted(text[max(ends, default=start) : number.start], text[number.end : end])


def _clause_around(sentence: Printed, number: CountedNumber) -> tuple[int, int]:
    stops = [match.start() for match in _CLAUSE_ENDS.finditer(sentence.text)]
    start = max((stop + 1 for stop in stops if stop < number.start), default=0)
    return start, min((stop for stop in stops if stop >= number.end), default=len(sentence.text))


def _denied(spoken: _Spoken, none: SaidNone, scope: Scope | None) -> Statement:
    before = spoken.sentence.source[spoken.sentence.start : none.clause.end]
    return Statement(
        subject=none.subject,
        value=Decimal(0),
        negated=True,
        text=none.clause.text,
        section=spoken.section,
        counts=none.counts,
        scope=scope_at(Printed.of(before).text, "") or scope,
        quote=none.clause.quote,
        offset=spoken.offset + none.clause.start,
    )


def _overlaps(spoken: _Spoken, none: SaidNone, denials: Sequence[Statement]) -> bool:
    """Whether a denial is one of those that verdicts rest on."""
    start, end = spoken.offset + none.clause.start, spoken.offset + none.clause.end
    return any(
        said.offset is not None and said.offset < end and start < said.offset + len(said.quote) for said in denials
    )
