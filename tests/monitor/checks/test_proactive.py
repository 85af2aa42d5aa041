from collections.abc import Callable

import pytest

from crawler.domain.extraction import Doubt
from crawler.domain.finding import Finding
from crawler.domain.report import Address, Cell, Report, Unsure
from crawler.forms import find_form

Found = dict[str, list[Finding]]


def without(*blocks: str, form: str = "form_2021") -> dict[str, object]:
    layout = find_form(form)
    assert layout is not None
    return {
        str(address): None
        for block in layout.blocks()
        if block.key in blocks
        for row in block.rows
        for address in block.addresses(row)
    }


def left_out(report: Report, *blocks: str) -> dict[str, str]:
    return {key: form for key, form in report.blocks.items() if key not in blocks}


def test_a_missing_block_is_told_with_its_rows_and_cells(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    gaps = ("proactive.5", "proactive.6")
    found = judge(report(without(*gaps), blocks=left_out(report(), *gaps)))

    assert [finding.status.value for finding in found["T2-01"]] == ["FAIL"]
    assert found["T2-01"][0].message.zh == (
        "表二第二十条第（五）项、第二十条第（六）项未见以下各行：行政许可、行政处罚、行政强制，共3行3格，请核实"
    )
    assert len(found["T2-01"][0].cells) == 3


def test_a_missing_row_is_told(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report({"proactive.penalties.decisions": None}))

    assert [str(address) for address in found["T2-01"][0].cells] == ["proactive.penalties.decisions"]


@pytest.mark.parametrize(
    "doubt",
    [
        pytest.param(
            Doubt("block_unread", "printed, not read", (Address("proactive", "licensing", "decisions"),)),
            id="of its cells",
        ),
        pytest.param(Doubt("form_unclear", "no form has these columns"), id="that names no cells"),
    ],
)
def test_a_block_that_a_doubt_may_be_about_is_not_called_missing(
    doubt: Doubt, report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    found = judge(report(without("proactive.5"), blocks=left_out(report(), "proactive.5")), doubt)

    assert [finding.status.value for finding in found["T2-01"]] == ["UNDETERMINED"]


def test_a_doubt_about_another_table_hides_nothing(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    elsewhere = Doubt("column_lost", "columns lost", (Address("requests", "granted", "total"),))

    found = judge(report(without("proactive.5")), elsewhere)

    assert [finding.status.value for finding in found["T2-01"]] == ["FAIL"]


def test_a_table_of_which_nothing_was_read_is_not_called_incomplete(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    blocks = ("proactive.1", "proactive.5", "proactive.6", "proactive.8")

    found = judge(report(without(*blocks), blocks=left_out(report(), *blocks)))

    assert [finding.status.value for finding in found["T2-01"]] == ["UNDETERMINED"]


def test_a_block_in_the_layout_of_the_other_form_is_not_missing(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    old = {
        f"proactive.{row}.{column}": 0
        for row in ("licensing", "other_services")
        for column in ("prev_items", "delta", "decisions")
    }

    mixed = report(old, blocks={**report().blocks, "proactive.5": "form_2019"})

    assert "T2-01" not in judge(mixed)


def test_on_the_form_of_another_year_it_is_open_what_is_missing(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    old = report(without("proactive.9", form="form_2019"), form="form_2019", report_year=2021, period=None)

    found = judge(old)

    assert [finding.status.value for finding in found["T2-01"]] == ["UNDETERMINED"]


def test_what_is_newly_disclosed_is_part_of_all_that_is(
    report: Callable[..., Report], judge: Callable[..., Found], unsure: Callable[..., Cell]
) -> None:
    address = "proactive.rules.disclosed"

    failed = judge(report({address: 5, "proactive.rules.disclosed_total": 4}, form="form_2019"))["T2O-01"]
    blank = judge(report({address: 5, "proactive.rules.disclosed_total": ""}, form="form_2019"))["T2O-01"]
    doubted = judge(report({address: unsure(5, Unsure.VALUE)}, form="form_2019"))["T2O-01"]

    assert [finding.status.value for finding in (*failed, *blank, *doubted)] == ["FAIL", "UNDETERMINED", "UNDETERMINED"]
    assert failed[0].message.zh == "表二“规章”行：本年新公开数量5，对外公开总数量4，相差1，请核实"
    assert [str(cell) for cell in failed[0].cells] == [address, "proactive.rules.disclosed_total"]


def test_the_new_form_asks_for_no_such_sum(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report(), passes=True)

    assert [finding.status.value for finding in found["T2O-01"]] == ["NOT_APPLICABLE"]
