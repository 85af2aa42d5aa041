"""Two readings of one report are held against each other, and what they disagree on is not believed."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, CellState, Unsure
from crawler.parse.second_reading import DISAGREE, ReadCells, settle

UPHELD, CORRECTED, TOTAL = (Address("disputes", "review", column) for column in ("upheld", "corrected", "total"))
ROW = (UPHELD, CORRECTED, TOTAL)


def number(value: int, unsure: Unsure | None = None) -> Cell:
    return Cell(CellState.NUMBER, Decimal(value), str(value), unsure)


def row(*values: int | None, unsure: Unsure | None = None) -> Mapping[Address, Cell]:
    cells = (Cell(CellState.BLANK, unsure=unsure) if value is None else number(value, unsure) for value in values)
    return dict(zip(ROW, cells, strict=True))


UNREAD = dict.fromkeys(ROW, Cell(CellState.UNREAD))
LOST = Doubt("column_lost", "rules: fewer figures than columns", ROW)


def settled(first: Mapping[Address, Cell], second: Mapping[Address, Cell]) -> ReadCells:
    return settle(ReadCells(first, ()), ReadCells(second, ()), "another way")


def certain(read: ReadCells) -> list[bool]:
    return [read.cells[address].certain for address in ROW]


def test_readings_that_agree_leave_everything_as_it_is() -> None:
    assert settled(row(7, 0, 7), row(7, 0, 7)) == ReadCells(row(7, 0, 7), ())


def test_a_cell_that_two_readings_read_differently_is_not_believed() -> None:
    read = settled(row(7, 0, 7), row(7, 0, 1))

    assert certain(read) == [True, True, False]
    assert [(doubt.code, doubt.cells) for doubt in read.doubts] == [(DISAGREE, (TOTAL,))]


def test_a_figure_where_the_first_reading_saw_a_blank_is_not_believed() -> None:
    assert certain(settled(row(5, None, 7), row(5, 2, 7))) == [True, False, True]


def test_what_the_second_reading_alone_settles_is_taken_and_its_doubt_ends() -> None:
    read = settle(ReadCells(UNREAD, (LOST,)), ReadCells(row(7, 0, 7), ()), "another way")

    assert [read.cells[address].value for address in ROW] == [7, 0, 7]
    assert [read.cells[address].by for address in ROW] == ["another way"] * 3
    assert read.doubts == ()


def test_a_second_reading_that_prints_other_figures_settles_nothing() -> None:
    read = settled(row(9, 0, 9, unsure=Unsure.COLUMN), row(7, 0, 7))

    assert certain(read) == [False, False, False]
    assert read.cells[TOTAL].value == 9


def test_a_second_reading_that_does_not_add_up_settles_nothing() -> None:
    read = settled(UNREAD, row(7, 0, 9))

    assert [read.cells[address].state for address in ROW] == [CellState.UNREAD] * 3


def test_a_row_without_a_sum_is_not_settled_by_one_reading_alone() -> None:
    made = Address("proactive", "rules", "made")

    read = settle(ReadCells({made: Cell(CellState.UNREAD)}, ()), ReadCells({made: number(3)}, ()), "another way")

    assert not read.cells[made].certain


def test_a_row_of_the_other_form_that_only_the_second_reading_has_is_not_taken() -> None:
    """（六）其他处理 is a row of one form and the label of a group in the other."""
    printed = {Address("requests", row, "total"): number(0) for row in ("granted", "other_no_fee", "carried_out")}
    other = Address("requests", "other", "total")

    read = settle(ReadCells(printed, ()), ReadCells({other: Cell(CellState.UNREAD)}, ()), "another way")

    assert other not in read.cells


def test_a_second_reading_without_a_figure_does_not_make_a_lost_row_blank() -> None:
    read = settled(UNREAD, row(None, None, None))

    assert [read.cells[address].state for address in ROW] == [CellState.UNREAD] * 3


def test_an_unsure_reading_of_other_figures_makes_the_sure_one_unsure() -> None:
    assert certain(settled(row(7, 0, 7), row(1, 0, 1, unsure=Unsure.COLUMN))) == [False, False, False]


def test_an_unsure_reading_of_fewer_figures_contests_nothing() -> None:
    assert certain(settled(row(7, 0, 7), row(7, None, None, unsure=Unsure.COLUMN))) == [True, True, True]


def test_a_row_that_only_the_second_reading_has_comes_with_its_doubts() -> None:
    read = settle(ReadCells({}, ()), ReadCells(UNREAD, (LOST, Doubt("row_twice", "another", (UPHELD,)))), "another way")

    assert [read.cells[address].state for address in ROW] == [CellState.UNREAD] * 3
    assert [doubt.code for doubt in read.doubts] == ["column_lost", "row_twice"]


@pytest.mark.parametrize(
    ("second", "believed"),
    [
        pytest.param(row(7, 0, 7), True, id="it adds up"),
        pytest.param(row(7, 0, 9), False, id="it does not"),
        pytest.param(row(None, None, None), False, id="it has no figure"),
    ],
)
def test_a_row_that_only_the_second_reading_has_is_believed_where_it_adds_up(
    second: Mapping[Address, Cell], believed: bool
) -> None:
    assert certain(settled({}, second)) == [believed] * 3


@pytest.mark.parametrize("cells", [pytest.param((), id="on the whole"), pytest.param(ROW, id="on cells")])
def test_what_the_first_reading_doubts_stays_unless_it_is_settled(cells: tuple[Address, ...]) -> None:
    doubt = Doubt("columns_unknown", "the header does not name them", cells)

    read = settle(ReadCells(row(7, 0, 7), (doubt,)), ReadCells({}, ()), "another way")

    assert read.doubts == (doubt,)
