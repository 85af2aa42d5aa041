from collections.abc import Callable
from typing import Any

import pytest

from crawler.domain.extraction import Doubt
from crawler.domain.finding import Finding, Severity
from crawler.domain.report import Address, Cell, CellState, Report, Unsure
from crawler.forms import find_form

Found = dict[str, list[Finding]]
NEW, HANDLED, GRANTED = "requests.new_received", "requests.total_handled", "requests.granted"
COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_organisation", "total")


def row(key: str, *figures: object) -> dict[str, object]:
    return {f"requests.{key}.{column}": figure for column, figure in zip(COLUMNS, figures, strict=True)}


BLANK_SUM = row("total_handled", *[""] * 7)
ZERO_SUM = row("total_handled", *[0] * 7)


def told(found: Found) -> list[tuple[str, str, str | None]]:
    """What is said of table 3."""
    ours = [(check, findings) for check, findings in found.items() if check.startswith("T3")]
    return [(check, finding.status.value, finding.root) for check, findings in ours for finding in findings]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            {f"{NEW}.natural_person": 5, f"{NEW}.total": 5},
            [("T3-02", "FAIL", None), ("T3-02", "FAIL", None)],
            id="two requests lost",
        ),
        pytest.param(
            {f"{GRANTED}.natural_person": 2, f"{GRANTED}.total": 2},
            [("T3-03", "FAIL", None), ("T3-03", "FAIL", None)],
            id="the results are one short",
        ),
        pytest.param(
            {f"{GRANTED}.business": 1, f"{HANDLED}.business": 1, f"{NEW}.business": 1},
            [("T3-04", "FAIL", None)] * 3,
            id="applicants that no total counts",
        ),
        pytest.param({f"{HANDLED}.research": ""}, [("T3-06", "WARN", None)], id="one blank"),
        pytest.param({f"{HANDLED}.research": "/"}, [("T3-06", "WARN", None)], id="one dash"),
        pytest.param(
            {f"{GRANTED}.total": ""},
            [("T3-03", "UNDETERMINED", None), ("T3-04", "UNDETERMINED", None), ("T3-06", "WARN", None)],
            id="only a total blank",
        ),
        pytest.param(
            {f"{NEW}.total": "text"},
            [(check, "UNDETERMINED", None) for check in ("T3-02", "T3-04", "T3-07")],
            id="words",
        ),
        pytest.param(
            BLANK_SUM,
            [
                *[("T3-02", "UNDETERMINED", "T3-05")] * 2,
                *[("T3-03", "UNDETERMINED", "T3-05")] * 2,
                ("T3-05", "FAIL", None),
                ("T3-06", "WARN", None),
            ],
            id="the sum is blank",
        ),
        pytest.param(
            ZERO_SUM,
            [*[("T3-02", "FAIL", "T3-05")] * 2, *[("T3-03", "FAIL", "T3-05")] * 2, ("T3-05", "FAIL", None)],
            id="the sum is nought",
        ),
        pytest.param(
            ZERO_SUM | {f"{NEW}.natural_person": 7, f"{NEW}.total": 7},
            [*[("T3-02", "FAIL", None)] * 2, *[("T3-03", "FAIL", None)] * 2, ("T3-05", "FAIL", None)],
            id="the missing sum does not explain everything",
        ),
        pytest.param(
            BLANK_SUM | row("granted", *[""] * 7) | row("new_received", *[0] * 7),
            [("T3-06", "WARN", None)],
            id="nothing to sum up",
        ),
    ],
)
def test_table_3_is_held_to_its_sums(
    cells: dict[str, object],
    expected: list[tuple[str, str, str | None]],
    report: Callable[..., Report],
    judge: Callable[..., Found],
) -> None:
    assert told(judge(report(cells))) == expected


def test_the_balance_of_the_totals_is_the_gravest(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report({f"{NEW}.natural_person": 5, f"{NEW}.total": 5}))

    assert [finding.severity for finding in found["T3-02"]] == [Severity.HIGH, Severity.CRITICAL]
    assert found["T3-02"][1].message.zh == "表三“总计”列：本年新收5+上年结转0；办理结果总计3+结转下年0，相差2，请核实"
    assert Address("requests", "new_received", "total") in found["T3-02"][1].cells


def test_the_recomputed_sum_is_told(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    message = judge(report(BLANK_SUM))["T3-05"][0].message.zh

    assert message == "表三“（七）总计”行空白，而（一）予以公开（自然人3、总计3）；重新汇总为：自然人3、总计3，请核实"


def test_a_sum_is_missing_even_where_only_the_column_of_a_result_is_lost(
    report: Callable[..., Report], judge: Callable[..., Found], unsure: Callable[..., Cell]
) -> None:
    lost = {address: unsure(3, Unsure.COLUMN) for address in (f"{GRANTED}.natural_person", f"{GRANTED}.total")}

    found = judge(report(BLANK_SUM | lost))

    assert [finding.status.value for finding in found["T3-05"]] == ["FAIL"]
    assert "印有3、3（所在列在原文中不可辨）" in found["T3-05"][0].message.zh
    assert "重新汇总" not in found["T3-05"][0].message.zh


@pytest.mark.parametrize(
    "sums",
    [
        pytest.param(BLANK_SUM, id="blank"),
        pytest.param(row("total_handled", *["unread"] * 7), id="unread"),
    ],
)
def test_no_sum_is_missing_for_certain_where_the_figures_are_unsure(
    sums: dict[str, object], report: Callable[..., Report], judge: Callable[..., Found], unsure: Callable[..., Cell]
) -> None:
    doubted = {address: unsure(3, Unsure.VALUE) for address in (f"{GRANTED}.natural_person", f"{GRANTED}.total")}

    found = judge(report(sums | doubted))

    assert [finding.status.value for finding in found["T3-05"]] == ["UNDETERMINED"]
    assert "FAIL" not in {status for _, status, _ in told(found)}


def test_an_unread_sum_is_no_missing_sum(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report(row("total_handled", *["unread"] * 7)))

    assert {status for _, status, _ in told(found)} == {"UNDETERMINED"}


def test_a_doubt_bars_a_verdict_on_its_cells(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    twice = Doubt(
        "row_twice", "the row is printed twice", tuple(Address("requests", "new_received", key) for key in COLUMNS)
    )

    found = judge(report({f"{NEW}.natural_person": 5, f"{NEW}.total": 5}), twice)

    assert told(found) == [("T3-02", "UNDETERMINED", None)] * 2


@pytest.mark.parametrize(
    ("blanks", "severity"),
    [pytest.param(17, Severity.LOW, id="below a tenth"), pytest.param(18, Severity.MEDIUM, id="above a tenth")],
)
def test_many_blanks_weigh_more(
    blanks: int, severity: Severity, report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    form = find_form("form_2021")
    assert form is not None
    rows = [row for row in form.requests.rows if row.key.startswith("denied")]
    empty = [str(address) for row in rows for address in form.requests.addresses(row)][:blanks]

    found = judge(report(dict.fromkeys(empty, "")))

    assert [(finding.severity, len(finding.cells)) for finding in found["T3-06"]] == [(severity, blanks)]


def test_a_table_with_the_rows_of_both_forms_is_not_summed_up(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    found = judge(report(row("other", 4, 0, 0, 0, 0, 0, 4)), passes=True)

    assert {finding.status.value for finding in found["T3-03"]} == {"NOT_APPLICABLE"}


def test_a_row_that_is_not_printed_breaks_no_sum(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report(row("granted", *[None] * 7)))

    assert "T3-03" not in found


def test_a_table_that_was_not_read_is_not_judged(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    without = report(blocks={"disputes": "form_2021"})

    found = judge(without, passes=True)

    assert all(
        finding.status.value == "NOT_APPLICABLE"
        for check in ("T3-02", "T3-03", "T3-05", "T3-06")
        for finding in found[check]
    )


def test_a_dash_is_named_as_one(report: Callable[..., Report], judge: Callable[..., Any]) -> None:
    found = judge(report({f"{HANDLED}.total": "/", f"{HANDLED}.natural_person": Cell(CellState.NOT_APPLICABLE)}))

    assert "办理结果总计（“/”）" in found["T3-02"][0].message.zh
