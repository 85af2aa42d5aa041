"""What becomes of a finding from one evaluation to the next, and between them by people."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.domain.errors import IllegalStep
from crawler.domain.finding import Outcome
from crawler.domain.finding_life import Cause, State, Step
from crawler.domain.report import Cell, CellState
from monitor.checks.rules import Rules

PASSED = {"status": Outcome.PASS, "message": "相符"}
NOT_JUDGED = {"status": Outcome.NOT_APPLICABLE, "message": "未取得可核对的表格", "cells": ()}


@pytest.fixture
def dismissed(book: Any, say: Any, show: Any) -> Any:
    book.judge(show(), say())
    book.person(Step.DISMISSED)
    return book


def test_a_finding_opens_and_stays_the_same_one(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), say())
    book.judge(show(), say(message="不等，疑似漏计，请核实"))

    assert book.state is State.OPEN
    assert [event.step for event in book.history] == [Step.OPENED]
    assert book.only.finding.message.zh == "不等，疑似漏计，请核实"
    assert book.only.last_seen_at == book.now


def test_a_verdict_holds_on_the_same_evidence_whatever_the_words(dismissed: Any, say: Any, show: Any) -> None:
    dismissed.judge(show(), say(message="换一种说法"))

    assert dismissed.state is State.DISMISSED
    assert dismissed.history[-1].note == "已核对原件"
    assert dismissed.dismissed == {say(message="换一种说法")}


def test_noise_on_the_page_is_no_other_evidence(dismissed: Any, say: Any, show: Any) -> None:
    dismissed.judge(show(source="bb"), say())

    assert dismissed.state is State.DISMISSED
    assert dismissed.only.grounds.sources[0].digest == "bb"


def test_other_figures_open_a_dismissed_finding_again_and_say_why(dismissed: Any, say: Any, show: Any) -> None:
    dismissed.judge(show(5, source="bb"), say())

    assert dismissed.state is State.OPEN
    assert dismissed.last == (Step.REOPENED, Cause.REPORT_CHANGED)
    assert dismissed.dismissed == frozenset()


def test_another_reading_of_the_same_bytes_is_called_ours(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), say())
    book.person(Step.ACKNOWLEDGED, "")
    book.judge(show(8), say())

    assert book.state is State.OPEN
    assert book.last == (Step.REOPENED, Cause.READ_OTHERWISE)


def test_a_verdict_comes_back_with_its_evidence(dismissed: Any, say: Any, show: Any) -> None:
    dismissed.judge(show(5, source="bb"), say())
    dismissed.judge(show(), say())

    assert dismissed.state is State.DISMISSED
    assert dismissed.last[0] is Step.UPHELD


def test_what_was_dismissed_and_corrected_is_dismissed_when_it_returns(dismissed: Any, say: Any, show: Any) -> None:
    dismissed.judge(show(0, source="bb"), say(**PASSED))
    resolved = dismissed.state
    dismissed.judge(show(), say())

    assert (resolved, dismissed.state) == (State.RESOLVED, State.DISMISSED)


@pytest.mark.parametrize(
    ("after", "cause"),
    [
        pytest.param({"granted": 0, "source": "bb"}, Cause.REPORT_CHANGED, id="another report"),
        pytest.param({"granted": 0}, Cause.READ_OTHERWISE, id="another reading"),
        pytest.param(
            {"granted": Cell(CellState.NUMBER, Decimal(0), by="correction", read=Cell(CellState.NUMBER, Decimal(3)))},
            Cause.CORRECTED,
            id="a correction by a person",
        ),
        pytest.param({}, Cause.SURROUNDINGS, id="nothing of its own"),
    ],
)
def test_what_is_gone_is_resolved_and_says_why(
    book: Any, say: Any, show: Any, after: dict[str, Any], cause: Cause
) -> None:
    book.judge(show(), say())
    book.judge(show(**after), say(**PASSED))
    book.judge(show(**after), say(**PASSED))

    assert book.last == (Step.RESOLVED, cause)
    assert len(book.history) == 2


def test_what_other_rules_do_not_find_is_not_called_corrected(book: Any, say: Any, show: Any) -> None:
    lenient = Rules(limits={"T3-05": {"tolerance": Decimal(5)}})

    book.judge(show(), say())
    book.judge(show(), say(**PASSED), rules=lenient)

    assert book.last == (Step.RESOLVED, Cause.RULES_CHANGED)


def test_a_check_that_no_longer_runs_resolves_by_the_rules(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), say())
    book.judge(show(0, source="bb"), rules=Rules(off=frozenset({"T3-05"})))

    assert book.last == (Step.RESOLVED, Cause.RULES_CHANGED)


def test_a_report_that_changed_says_since_when(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), say())
    book.judge(show(0, source="bb"), say(**PASSED))

    assert book.history[-1].changed_at == book.seen.publications[0].first_seen


def test_a_check_that_crashed_resolves_nothing(book: Any, say: Any, show: Any) -> None:
    crash = say(Outcome.RULE_ERROR, "检查程序出错", cells=())

    book.judge(show(), say())
    book.judge(show(), crash)
    states = {stored.finding.status: stored.state for stored in book.all}
    book.judge(show(), say())

    assert states == {Outcome.FAIL: State.OPEN, Outcome.RULE_ERROR: State.OPEN}
    assert {stored.finding.status: stored.state for stored in book.all} == {
        Outcome.FAIL: State.OPEN,
        Outcome.RULE_ERROR: State.RESOLVED,
    }


@pytest.mark.parametrize(
    ("after", "result", "cause"),
    [
        pytest.param({"read": False}, NOT_JUDGED, Cause.UNSEEN, id="no report to be had"),
        pytest.param({"source": None}, NOT_JUDGED, Cause.UNSEEN, id="the report is gone"),
        pytest.param({"source": "bb", "doubted": True}, NOT_JUDGED, Cause.UNREADABLE, id="a report we cannot read"),
        pytest.param({"source": "bb", "doubted": True}, PASSED, Cause.UNREADABLE, id="it holds on a doubted cell"),
        pytest.param({"granted": Cell(CellState.UNREAD), "doubted": True}, PASSED, Cause.UNREADABLE, id="unread"),
    ],
)
def test_what_we_cannot_see_any_more_is_not_taken_as_corrected(
    dismissed: Any, say: Any, show: Any, after: dict[str, Any], result: dict[str, Any], cause: Cause
) -> None:
    dismissed.judge(show(**after), say(**result))
    dismissed.judge(show(**after), say(**result))
    unjudged = dismissed.only
    dismissed.judge(show(), say())

    assert (unjudged.state, unjudged.unjudged_since is not None) == (State.DISMISSED, True)
    assert [event.step for event in dismissed.history][2:] == [Step.UNJUDGED, Step.JUDGED_AGAIN]
    assert dismissed.history[2].cause is cause
    assert (dismissed.state, dismissed.only.unjudged_since) == (State.DISMISSED, None)


def test_a_sentence_that_is_gone_from_a_report_read_well_is_corrected(book: Any, say: Any, show: Any) -> None:
    told = {"cells": (), "quotes": ("本年度收到申请2件",)}

    book.judge(show(), say(**told))
    book.judge(show(source="bb"), say(**NOT_JUDGED))

    assert book.last == (Step.RESOLVED, Cause.REPORT_CHANGED)


def test_what_was_dismissed_is_not_raised_again_because_we_see_less(dismissed: Any, say: Any, show: Any) -> None:
    dismissed.judge(show(doubted=True), say(Outcome.UNDETERMINED))

    assert dismissed.state is State.DISMISSED
    assert dismissed.last == (Step.UNJUDGED, Cause.UNREADABLE)
    assert dismissed.dismissed == {say(Outcome.UNDETERMINED)}


def test_a_blank_put_into_a_dismissed_figure_is_other_evidence(dismissed: Any, say: Any, show: Any) -> None:
    dismissed.judge(show(Cell(CellState.BLANK), source="bb"), say(Outcome.UNDETERMINED))

    assert dismissed.state is State.OPEN


def test_two_sentences_of_one_check_are_told_apart(book: Any, say: Any, show: Any) -> None:
    first, second = (say(cells=(), quotes=(quote,)) for quote in ("收到申请2件", "受理复议2件"))

    book.judge(show(), first, second)
    book.judge(show(source="bb"), second, say(**PASSED))

    assert [(stored.finding, stored.state) for stored in book.all] == [
        (first, State.RESOLVED),
        (second, State.OPEN),
    ]


def test_a_place_with_two_findings_keeps_both(book: Any, say: Any, show: Any) -> None:
    book.judge(show(), say(message="行内"), say(message="列内"), say(message="行内"))

    assert [stored.finding.message.zh for stored in book.all] == ["行内", "列内"]


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ([], Step.REOPENED),
        ([Step.ACKNOWLEDGED], Step.ACKNOWLEDGED),
        ([Step.DISMISSED], Step.ACKNOWLEDGED),
        ([Step.DISMISSED], Step.DISMISSED),
        ([Step.ACKNOWLEDGED, Step.REOPENED], Step.REOPENED),
    ],
)
def test_a_step_that_the_state_does_not_allow_is_refused(
    book: Any, say: Any, show: Any, before: list[Step], step: Step
) -> None:
    book.judge(show(), say())
    for taken in before:
        book.person(taken)

    with pytest.raises(IllegalStep, match=f"cannot be {step}"):
        book.person(step)


DAYS = st.one_of(
    st.tuples(st.just("found"), st.integers(1, 3), st.sampled_from(["aa", "bb"])),
    st.tuples(st.sampled_from(["passed", "doubted", "unseen", "crashed", "undecided", "off"]), st.integers(1, 2)),
    st.tuples(st.just("person"), st.sampled_from([Step.ACKNOWLEDGED, Step.DISMISSED, Step.REOPENED])),
)


@given(days=st.lists(DAYS, min_size=2, max_size=9))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_no_verdict_is_lost(new_book: Any, say: Any, show: Any, days: list[Any]) -> None:
    with new_book() as book:
        book.judge(show(), say())
        first = book.only.id
        before: tuple[Any, ...] = ()
        for day in days:
            _live(book, say, show, day)
            history = book.work.findings.history(first)
            stored = book.work.findings.get(first)
            assert history[: len(before)] == before
            assert history[-1].state is stored.state
            verdict = book.work.findings.verdict_on(first, stored.evidence)
            if verdict is State.DISMISSED:
                assert stored.state in (State.DISMISSED, State.RESOLVED)
            before = history


def _live(book: Any, say: Any, show: Any, day: Any) -> None:
    kind, *facts = day
    if kind == "person":
        stored = book.only
        try:
            book.person(facts[0])
        except IllegalStep:
            assert book.work.findings.get(stored.id) == stored
        return
    seen = {"doubted": show(doubted=True), "unseen": show(read=False)}.get(kind, show(facts[0]))
    if kind == "found":
        book.judge(show(facts[0], source=facts[1]), say())
    elif kind == "off":
        book.judge(seen)
    else:
        outcome = {
            "passed": say(**PASSED),
            "doubted": say(**NOT_JUDGED),
            "unseen": say(**NOT_JUDGED),
            "crashed": replace(say(), status=Outcome.RULE_ERROR, cells=()),
            "undecided": say(Outcome.UNDETERMINED),
        }[kind]
        book.judge(seen, outcome)
