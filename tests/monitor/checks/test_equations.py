from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.domain.finding import Outcome
from crawler.domain.report import Cell, CellState, Unsure
from monitor.checks.equations import decide, decide_at_most

BLANK, DASH = Cell(CellState.BLANK), Cell(CellState.NOT_APPLICABLE)
UNREAD, TEXT = Cell(CellState.UNREAD), Cell(CellState.TEXT)
NOT_PRINTED = None


def figure(value: int, unsure: Unsure | None = None) -> Cell:
    return Cell(CellState.NUMBER, Decimal(value), str(value), unsure)


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        pytest.param([figure(2), figure(1)], [figure(3)], Outcome.PASS, id="equal"),
        pytest.param([figure(2)], [figure(0)], Outcome.FAIL, id="unequal"),
        pytest.param([figure(2), BLANK], [figure(2)], Outcome.PASS_IF_BLANK_ZERO, id="equal if the blank is none"),
        pytest.param([BLANK], [DASH], Outcome.PASS_IF_BLANK_ZERO, id="nothing on either side"),
        pytest.param([figure(2)], [BLANK], Outcome.UNDETERMINED, id="the blank would have to be two"),
        pytest.param([DASH], [figure(2)], Outcome.UNDETERMINED, id="the dash would have to be two"),
        pytest.param([figure(2), BLANK], [figure(1)], Outcome.FAIL, id="no filling of the blank repairs it"),
        pytest.param([figure(1)], [figure(2), BLANK], Outcome.FAIL, id="nor on the other side"),
        pytest.param([figure(2), BLANK], [BLANK], Outcome.UNDETERMINED, id="blanks on both sides"),
        pytest.param([figure(2)], [TEXT, figure(2)], Outcome.UNDETERMINED, id="words are no figure"),
        pytest.param([figure(2)], [UNREAD], Outcome.UNDETERMINED, id="unread on the lighter side"),
        pytest.param([figure(2), UNREAD], [figure(1)], Outcome.UNDETERMINED, id="never a failure over an unread cell"),
        pytest.param([figure(2, Unsure.VALUE)], [figure(1)], Outcome.UNDETERMINED, id="never over an unsure figure"),
        pytest.param([figure(2, Unsure.COLUMN)], [figure(1)], Outcome.UNDETERMINED, id="nor over an unsure column"),
        pytest.param([figure(2, Unsure.VALUE)], [figure(2)], Outcome.PASS, id="unsure and equal"),
        pytest.param([figure(2), NOT_PRINTED], [figure(1)], Outcome.NOT_APPLICABLE, id="a cell is not printed"),
        pytest.param([NOT_PRINTED], [NOT_PRINTED], Outcome.NOT_APPLICABLE, id="none of them is"),
    ],
)
def test_equations_are_decided_only_where_no_blank_could_change_them(
    left: list[Cell | None], right: list[Cell | None], outcome: Outcome
) -> None:
    assert decide(left, right).outcome is outcome


@pytest.mark.parametrize(
    ("small", "large", "outcome"),
    [
        pytest.param(figure(2), figure(3), Outcome.PASS, id="smaller"),
        pytest.param(figure(3), figure(3), Outcome.PASS, id="equal"),
        pytest.param(figure(4), figure(3), Outcome.FAIL, id="greater"),
        pytest.param(BLANK, figure(3), Outcome.PASS_IF_BLANK_ZERO, id="blank beside a figure"),
        pytest.param(figure(4), BLANK, Outcome.UNDETERMINED, id="a figure beside a blank"),
        pytest.param(figure(4), figure(3, Unsure.VALUE), Outcome.UNDETERMINED, id="unsure"),
        pytest.param(figure(4), NOT_PRINTED, Outcome.NOT_APPLICABLE, id="not printed"),
    ],
)
def test_what_is_not_greater_is_decided_likewise(small: Cell | None, large: Cell | None, outcome: Outcome) -> None:
    assert decide_at_most([small], [large]).outcome is outcome


def test_the_difference_is_told() -> None:
    assert decide([figure(5)], [figure(3)]).difference == 2
    assert decide([figure(3)], [figure(5)]).difference == -2


counts = st.integers(0, 9).map(figure)
cells = st.lists(st.one_of(counts, st.just(BLANK), st.just(DASH)), min_size=1, max_size=4)


@given(cells, cells, st.data())
def test_no_filling_of_the_blanks_repairs_a_failure(left: list[Cell], right: list[Cell], data: st.DataObject) -> None:
    def total(side: list[Cell]) -> Decimal:
        filled = (cell.value if cell.value is not None else data.draw(st.integers(0, 40)) for cell in side)
        return sum(map(Decimal, filled), Decimal(0))

    if decide(left, right).outcome is Outcome.FAIL:
        assert total(left) != total(right)


@given(cells, cells)
def test_the_sides_may_be_exchanged(left: list[Cell], right: list[Cell]) -> None:
    assert decide(left, right).outcome is decide(right, left).outcome
