from collections.abc import Callable

import pytest

from crawler.domain.finding import Finding, Severity
from crawler.domain.report import Cell, CellState, Report, Unsure
from crawler.forms import find_form

Found = dict[str, list[Finding]]


def all_of_table_4(printed: object) -> dict[str, object]:
    form = find_form("form_2021")
    assert form is not None
    return {str(address): printed for row in form.disputes.rows for address in form.disputes.addresses(row)}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"disputes.review.total": 5}, ["FAIL"], id="the total is not the sum"),
        pytest.param({"disputes.review.pending": 3, "disputes.review.total": 5}, [], id="pending cases belong to it"),
        pytest.param({"disputes.review.total": ""}, ["UNDETERMINED"], id="the total is blank"),
        pytest.param({"disputes.direct.total": ""}, [], id="a blank total of nothing"),
        pytest.param({"disputes.review.total": "text"}, ["UNDETERMINED"], id="words"),
        pytest.param({"disputes.review.total": "unread"}, ["UNDETERMINED"], id="unread"),
    ],
)
def test_the_outcomes_of_each_group_sum_up(
    cells: dict[str, object], expected: list[str], report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    assert [finding.status.value for finding in judge(report(cells)).get("T4-02", [])] == expected


def test_an_unsure_outcome_fails_no_sum(
    report: Callable[..., Report], judge: Callable[..., Found], unsure: Callable[..., Cell]
) -> None:
    found = judge(report({"disputes.review.upheld": unsure(9)}))

    assert [finding.status.value for finding in found["T4-02"]] == ["UNDETERMINED"]


def test_the_group_is_named_as_the_form_names_it(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report({"disputes.direct.total": 1}))

    assert found["T4-02"][0].message.zh == (
        "表四“行政诉讼·未经复议直接起诉”：结果维持0+结果纠正0+其他结果0+尚未审结0；总计1，相差1，请核实"
    )


@pytest.mark.parametrize(
    ("cells", "status", "severity"),
    [
        pytest.param(all_of_table_4(""), "FAIL", Severity.MEDIUM, id="all of it blank"),
        pytest.param({"disputes.direct.total": ""}, "FAIL", Severity.LOW, id="one cell blank"),
        pytest.param({"disputes.direct.total": "/"}, "FAIL", Severity.LOW, id="one dash"),
    ],
)
def test_blanks_of_table_4_are_told_once(
    cells: dict[str, object],
    status: str,
    severity: Severity,
    report: Callable[..., Report],
    judge: Callable[..., Found],
) -> None:
    found = judge(report(cells))

    assert [(finding.status.value, finding.severity) for finding in found["T4-03"]] == [(status, severity)]


def test_blanks_whose_column_is_lost_only_warn(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report({"disputes.direct.total": Cell(CellState.BLANK, unsure=Unsure.COLUMN)}))

    assert [finding.status.value for finding in found["T4-03"]] == ["WARN"]


def test_an_unread_cell_is_not_called_blank(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    assert "T4-03" not in judge(report({"disputes.direct.total": "unread"}))
