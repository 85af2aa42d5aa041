"""Figures without a space between them are parted where the sums leave one way, and never believed."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.domain.report import Cell, CellState
from crawler.flow import read_bytes

HEAD = "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"
BLOCK = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
REQUESTS = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量{}二、上年结转政府信息公开申请数量{}"
REQUESTS += "三、本年度办理结果（一）予以公开{}（七）总计{}四、结转下年度继续办理{}\n"


def cells_of(text: str, row: str) -> list[Cell]:
    report = read_bytes((HEAD + text).encode(), "text").report
    return [cell for address, cell in report.cells.items() if address.row == row]


def written(cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        yield str(cell.value) if cell.state is CellState.NUMBER else cell.state.value


def test_noughts_between_labels_are_a_figure_each() -> None:
    rules = cells_of(f"{BLOCK}规章000行政规范性文件6233440\n", "rules")

    assert list(written(rules)) == ["0", "0", "0"]
    assert not any(cell.certain for cell in rules)


def test_digits_that_no_sum_parts_stay_unread() -> None:
    assert list(written(cells_of(f"{BLOCK}规章000行政规范性文件6233440\n", "normative_documents"))) == ["unread"] * 3


@pytest.mark.parametrize(
    ("digits", "read"),
    [
        pytest.param("120000012", ["12", "0", "0", "0", "0", "0", "12"], id="one way only"),
        pytest.param("12000020014", ["unread"] * 7, id="several ways"),
        pytest.param("1200000", ["unread"] * 7, id="no way"),
    ],
)
def test_the_sum_of_a_row_parts_its_digits_where_it_leaves_one_way(digits: str, read: list[str]) -> None:
    text = REQUESTS.format(digits, "0000000", "1000001", "1000001", "0000000")

    received = cells_of(text, "new_received")

    assert list(written(received)) == read
    assert not any(cell.certain for cell in received)


def test_digits_with_a_group_label_behind_them_are_not_a_blank_row() -> None:
    text = REQUESTS.format("3000003", "0000000", "3000003", "3000003", "0000000")

    assert list(written(cells_of(text, "carried_in"))) == ["0"] * 7
    assert {cell.by for cell in cells_of(text, "carried_in")} == {"sums"}


def test_a_digit_before_a_point_may_be_the_next_rows_and_is_left() -> None:
    text = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量3000003二、上年结转00000002.别的事项\n"

    assert not any(cell.certain for cell in cells_of(text, "carried_in"))


@given(random=st.integers(0, 2**32).map(Random))
@settings(max_examples=40, deadline=None)
def test_figures_run_together_are_never_certain(random: Random) -> None:
    rows = ["".join(str(random.choice((0, 0, 1, 7, 12, 230))) for _ in range(7)) for _ in range(5)]

    report = read_bytes((HEAD + REQUESTS.format(*rows)).encode(), "text").report

    assert report.cells
    assert not any(cell.certain for cell in report.cells.values())
