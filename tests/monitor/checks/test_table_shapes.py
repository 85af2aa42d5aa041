from collections.abc import Callable
from dataclasses import replace

import pytest

from crawler.domain.extraction import Doubt, Medium
from crawler.domain.finding import Finding, Severity
from crawler.domain.report import Address, Cell, Report
from crawler.forms import find_form
from monitor.checks import run_checks
from monitor.examples import scene

Found = dict[str, list[Finding]]
ONLY_TOTALS = [
    "requests.*.* = blank",
    *(f"requests.{row}.total = 3" for row in ("new_received", "granted", "total_handled")),
]


def raised(lines: list[str], check: str) -> list[Finding]:
    found = run_checks(scene(lines).dossier())
    return [finding for finding in found if finding.check == check and not finding.status.passed]


def test_the_surplus_of_table_4_is_told_with_its_number() -> None:
    found = raised(["figures: disputes 16"], "T4-01")

    assert [finding.message.zh for finding in found] == ["表四印有16个数字，格式为15列，请核实"]
    assert len(found[0].cells) == 15


def test_strokes_on_an_image_are_not_counted_against_a_unit() -> None:
    drawn = scene(["figures: disputes 16"])
    dossier = replace(drawn, draft=replace(drawn.draft, medium=Medium.IMAGE)).dossier()

    found = [finding.status.value for finding in run_checks(dossier) if finding.check == "T4-01"]

    assert found == ["UNDETERMINED"]


def test_a_surplus_that_another_reading_settled_is_none(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    assert "T4-01" not in judge(report(surplus={"disputes": 16}))


def test_a_row_left_out_is_told_once_and_no_sum_is_made_without_it(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    form = find_form("form_2021")
    assert form is not None
    gone = {str(address): None for address in form.addresses() if address.row == "partial"}

    found = {check: findings for check, findings in judge(report(gone)).items() if check.startswith("T3")}

    assert [(check, finding.status.value) for check, all_of in found.items() for finding in all_of] == [
        ("T3-01", "WARN")
    ]
    assert found["T3-01"][0].message.zh == "表三格式为25行，未见以下1行：（二）部分公开，请核实"


def test_a_row_that_an_image_may_have_lost_is_not_called_left_out() -> None:
    drawn = scene(["requests.partial.* = not printed", "proactive.licensing.decisions = not printed"])
    dossier = replace(drawn, draft=replace(drawn.draft, medium=Medium.IMAGE)).dossier()

    found = {finding.check: finding.status.value for finding in run_checks(dossier)}

    assert (found["T3-01"], found["T2-01"]) == ("UNDETERMINED", "UNDETERMINED")


def test_a_doubt_about_another_row_hides_no_row_that_is_left_out(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    form = find_form("form_2021")
    assert form is not None
    gone = {str(address): None for address in form.addresses() if address.row == "partial"}
    elsewhere = Doubt("column_lost", "columns lost", (Address("requests", "granted", "total"),))

    assert [finding.status.value for finding in judge(report(gone), elsewhere)["T3-01"]] == ["WARN"]


def test_rows_with_a_total_only_explain_why_their_sums_are_open() -> None:
    sums = raised(ONLY_TOTALS, "T3-04")

    assert [(finding.status.value, finding.root) for finding in sums] == [("UNDETERMINED", "T3-11")] * 3
    assert [finding.message.zh for finding in raised(ONLY_TOTALS, "T3-11")] == [
        "表三有3行仅填总计、未填各类申请人：一、本年新收政府信息公开申请数量、（一）予以公开、（七）总计，请核实"
    ]


def test_two_rows_with_a_total_only_explain_nothing() -> None:
    two = ["requests.granted.* = blank", "requests.partial.* = blank", "requests.granted.total = 3"]

    assert not raised(two, "T3-11")
    assert [finding.root for finding in raised(two, "T3-04")] == [None]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("sum: （四）无法提供 0 0 0 0 0 0 0", [], id="that agrees"),
        pytest.param(
            "sum: （四）无法提供 0 0 0 0 0 0 4", [("FAIL", "（四）无法提供小计4，相差4，请核实")], id="that does not"
        ),
        pytest.param(
            "requests.other.total = 4", [("WARN", "（六）其他处理小计4，相差4，请核实")], id="of a row of 60号"
        ),
    ],
)
def test_the_sum_of_a_group_is_held_to_its_rows(line: str, expected: list[tuple[str, str]]) -> None:
    found = raised([line], "T3-10")

    assert [(finding.status.value, finding.message.zh.partition("；")[2]) for finding in found] == expected


def test_the_wrong_cell_that_breaks_a_row_and_a_column_is_named_once() -> None:
    wrong = ["requests.new_received.total = 5"]

    rows, columns = raised(wrong, "T3-04"), raised(wrong, "T3-02")

    assert [(finding.severity, finding.root) for finding in rows] == [(Severity.CRITICAL, None)]
    assert "仅将“一、本年新收政府信息公开申请数量”行“总计”由5改为3，表三各项勾稽关系即全部成立" in rows[0].message.zh
    assert [finding.root for finding in columns] == ["T3-04"]


def test_a_result_that_nothing_else_bears_out_is_named_instead_of_a_missing_sum() -> None:
    lines = ["requests.*.* = 0", "requests.granted.natural_person = 1"]

    roots = {check: [finding.root for finding in raised(lines, check)] for check in ("T3-03", "T3-04", "T3-05")}

    assert roots == {"T3-03": ["T3-04"], "T3-04": [None], "T3-05": ["T3-04"]}


def test_two_wrong_cells_name_none() -> None:
    lines = ["requests.new_received.total = 5", "requests.carried_out.natural_person = 1"]

    assert not any("即全部成立" in finding.message.zh for finding in raised(lines, "T3-04"))


def test_more_carried_over_than_came_in_is_listed_under_the_balance_that_it_breaks() -> None:
    lines = ["requests.carried_out.total = 4", "requests.carried_out.natural_person = 4"]

    assert [(finding.status.value, finding.root) for finding in raised(lines, "T3-13")] == [("WARN", "T3-02")]


def test_a_blank_of_what_was_carried_in_is_said_to_be_left_out() -> None:
    found = raised(["requests.carried_in.total = blank", "disputes.review.total = 4"], "T4-05")

    assert "表三收到申请3件（上年结转空白，未计入）" in found[0].message.zh


def test_an_unsure_total_of_cases_is_left_out(
    report: Callable[..., Report], judge: Callable[..., Found], unsure: Callable[..., Cell]
) -> None:
    assert "T4-05" not in judge(report({"disputes.review.total": unsure(9)}))
