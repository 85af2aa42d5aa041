"""Findings that rest on passages, once a better reading cuts these otherwise: no verdict of a person is lost."""

from typing import Any

import pytest

from crawler.domain.finding_life import Cause, State, Step

PASSAGE = "2023年，我县坚持以公开促落实"
LONGER = f"一是{PASSAGE}，群众满意度不断提升。"


def said(say: Any, *quotes: str) -> Any:
    return say(message="疑似旧年份残留，请核实", cells=(), quotes=quotes)


@pytest.mark.parametrize(("before", "now"), [(PASSAGE, LONGER), (LONGER, PASSAGE), (f"{PASSAGE} ", LONGER)])
def test_a_dismissal_holds_when_the_same_bytes_are_quoted_otherwise(
    book: Any, say: Any, show: Any, before: str, now: str
) -> None:
    book.judge(show(), said(say, before))
    book.person(Step.DISMISSED)
    book.judge(show(), said(say, now))

    assert len(book.all) == 1
    assert book.state is State.DISMISSED
    assert book.last == (Step.UPHELD, Cause.READ_OTHERWISE)
    assert book.dismissed == {said(say, now)}


def test_the_summary_holds_to_it_before_it_is_kept(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), said(say, PASSAGE))
    book.person(Step.DISMISSED)
    book.seen, book.said = show(), (said(say, LONGER),)

    assert book.dismissed == {said(say, LONGER)}


def test_it_goes_on_to_hold_when_a_counter_on_the_page_moves(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), said(say, PASSAGE))
    book.person(Step.DISMISSED)
    book.judge(show(), said(say, LONGER))
    book.judge(show(source="bb"), said(say, LONGER))

    assert [stored.state for stored in book.all] == [State.DISMISSED]


def test_a_passage_that_the_report_changed_is_looked_at_again(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), said(say, PASSAGE))
    book.person(Step.DISMISSED)
    book.judge(show(source="bb"), said(say, LONGER))

    assert len(book.all) == 1
    assert book.last == (Step.REOPENED, Cause.REPORT_CHANGED)


def test_another_passage_is_another_finding(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), said(say, PASSAGE))
    book.person(Step.DISMISSED)
    book.judge(show(), said(say, "2022年，我县印发公开要点"))

    assert [stored.state for stored in book.all] == [State.RESOLVED, State.OPEN]


def test_of_two_passages_each_keeps_its_own_verdict(book: Any, say: Any, show: Any) -> None:
    other = "2022年，我县印发公开要点"
    book.judge(show(), said(say, PASSAGE), said(say, other))
    book.person(Step.DISMISSED)
    book.judge(show(), said(say, f"{other}。"), said(say, LONGER))

    assert {stored.finding.quotes: stored.state for stored in book.all} == {
        (LONGER,): State.DISMISSED,
        (f"{other}。",): State.OPEN,
    }
