"""Checks that offices write themselves: decided like all others, and never on a blank or an unsure cell."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.domain.finding import Outcome
from monitor.checks.rules import Rules
from monitor.rules import RuleBook
from monitor.rules.equation import read_equation
from monitor.rules.model import OwnCheck
from monitor.rules.own_checks import to_check
from tests.monitor.rules.conftest import COUNTY, ELSEWHERE, OFFICE, TOWN, only

PARTS = "requests.granted.total + requests.partial.total"


def own(equation: str, raises: str = "FAIL", **applies: object) -> Rules:
    """Rules with one check of one's own."""
    entry = OwnCheck.model_validate(
        {
            "id": "L-01",
            "title": {"zh": "两项之和不大于总计", "en": "two are part of all"},
            "by": "王五",
            "basis": "表三说明",
            "raises": raises,
            "applies": applies,
            "equation": equation,
        }
    )
    return Rules(own=(to_check(entry, read_equation(equation)),))


@pytest.mark.parametrize(
    ("equation", "lines", "outcome"),
    [
        (f"{PARTS} <= requests.total_handled.total", [], Outcome.PASS),
        (f"{PARTS} <= requests.total_handled.total", ["requests.partial.total = 1"], Outcome.FAIL),
        (f"requests.total_handled.total >= {PARTS}", ["requests.partial.total = 1"], Outcome.FAIL),
        (f"{PARTS} - requests.total_handled.total <= 0", ["requests.partial.total = 1"], Outcome.FAIL),
        (f"{PARTS} - 1 <= requests.total_handled.total", ["requests.partial.total = 1"], Outcome.PASS),
        (f"{PARTS} <= requests.total_handled.total", ["requests.partial.total = blank"], Outcome.PASS_IF_BLANK_ZERO),
        (f"{PARTS} <= requests.total_handled.total", ["requests.total_handled.total = /"], Outcome.UNDETERMINED),
        (f"{PARTS} = 4", ["requests.partial.total = blank"], Outcome.UNDETERMINED),
        (f"{PARTS} = 2", ["requests.partial.total = blank"], Outcome.FAIL),
        (f"{PARTS} = 4", ["requests.partial.total = text 无"], Outcome.UNDETERMINED),
        (f"{PARTS} = 4", ["unsure: requests.granted.total"], Outcome.UNDETERMINED),
        (f"{PARTS} = 4", ["requests.partial.total = not printed"], Outcome.NOT_APPLICABLE),
        (f"{PARTS} = 4", ["doubt: mostly_unread"], Outcome.NOT_APPLICABLE),
        (f"{PARTS} < 3", [], Outcome.FAIL),
        (f"{PARTS} < 3.5", [], Outcome.PASS),
        (f"{PARTS} > 3", [], Outcome.FAIL),
        (f"{PARTS} > 3", ["requests.partial.total = 1"], Outcome.PASS),
        ("0.5 * requests.granted.total = 1.5", [], Outcome.PASS),
        ("requests.granted.total - requests.granted.total = 0", [], Outcome.PASS),
        ("sum(requests.granted.*) = 6", [], Outcome.PASS),
        ("sum(requests.denied_*.total) = 0", ["requests.denied_state_secret.total = 2"], Outcome.FAIL),
        ("sum(disputes.*.total) <= 1", [], Outcome.FAIL),
    ],
)
def test_an_equation_is_decided_by_the_blank_logic(equation: str, lines: list[str], outcome: Outcome) -> None:
    assert [finding.status for finding in only("L-01", own(equation), *lines)] == [outcome]


def test_the_message_names_the_cells_what_they_print_and_both_sums() -> None:
    (found,) = only("L-01", own("sum(disputes.*.total) + 2 * disputes.review.upheld <= 1"))

    assert found.message.zh == (
        "表四“行政复议·总计”2+2×表四“行政复议·结果维持”2；1，已填数字合计分别为6和1，前者应不大于后者，请核实"
    )
    assert found.message.en == (
        "table 4 review, total 2 + 2 × table 4 review, upheld 2; 1: "
        "the figures given come to 6 and 1; the former should be at most the latter"
    )
    assert [str(address) for address in found.cells] == [
        "disputes.review.total", "disputes.direct.total", "disputes.after_review.total", "disputes.review.upheld",
    ]  # fmt: skip


def test_it_ends_as_the_office_wants_it_to_end() -> None:
    assert [found.status for found in only("L-01", own(f"{PARTS} = 9", "WARN"))] == [Outcome.WARN]


def test_a_sum_over_a_table_that_mixes_forms_is_not_decided() -> None:
    (found,) = only("L-01", own("sum(requests.denied_*.total) = 1"), "requests.other.total = 1")

    assert found.status is Outcome.NOT_APPLICABLE


def test_it_is_about_the_forms_that_it_names() -> None:
    (found,) = only("L-01", own(f"{PARTS} = 9", form="form_2019"))

    assert found.status is Outcome.NOT_APPLICABLE


def test_it_is_put_to_the_units_and_years_that_it_names(rules_of: Callable[[str], RuleBook]) -> None:
    book = rules_of(
        """
checks:
  - id: L-01
    title: {zh: 合计, en: total}
    by: 王五
    basis: 本地通知
    applies: {area: 3709, kind: [government, department], since: 2022}
    equation: requests.granted.total >= 0
"""
    )

    def asked(year: int) -> list[str]:
        return [one.name for one in (COUNTY, OFFICE, TOWN, ELSEWHERE) if book.for_unit(one, year).own]

    assert asked(2021) == []
    assert asked(2022) == [COUNTY.name, OFFICE.name]


_CELL = st.sampled_from(("0", "1", "2", "3", "blank", "/"))


@settings(max_examples=25, deadline=None)
@given(
    truth=st.lists(st.integers(0, 5), min_size=3, max_size=3),
    hidden=st.lists(st.sampled_from(("as it is", "blank", "/", "unsure")), min_size=4, max_size=4),
    times=st.integers(1, 3),
)
def test_what_holds_never_fails_whatever_is_hidden(truth: list[int], hidden: list[str], times: int) -> None:
    rows = ("granted", "partial", "carried_in", "total_handled")
    figures = [*truth, truth[0] + times * truth[1] + truth[2]]
    lines = []
    for row, figure, how in zip(rows, figures, hidden, strict=True):
        lines.append(f"requests.{row}.total = {how if how in ('blank', '/') else figure}")
        lines += [f"unsure: requests.{row}.total"] if how == "unsure" else []
    equation = f"requests.granted.total + {times} * requests.partial.total + requests.carried_in.total"

    found = only("L-01", own(f"{equation} = requests.total_handled.total"), *lines)

    assert [one.status for one in found if one.status is Outcome.FAIL] == []


def test_an_equation_is_told_the_way_round_it_is_written() -> None:
    (found,) = only("L-01", own("requests.partial.total - 1 > 0"))

    assert found.message.zh.endswith("”0；1，已填数字合计分别为0和1，前者应大于后者，请核实")
