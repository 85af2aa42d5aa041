"""The language of own checks: what is an equation, and where one that is none goes wrong."""

from decimal import Decimal

import pytest

from monitor.rules.equation import BadEquation, Part, Relation, read_equation

GRANTED = "requests.granted.total"


def test_an_equation_is_read_into_cells_times_numbers() -> None:
    read = read_equation(f"2 * ({GRANTED} - 3) * 0.5 + sum(disputes.*.total) <= 10")

    assert read.left.parts == (Part(GRANTED, Decimal("1.0"), 6), Part("disputes.*.total", Decimal(1), 46))
    assert (read.left.constant, read.relation, read.right.constant) == (Decimal(-3), Relation.AT_MOST, Decimal(10))


@pytest.mark.parametrize(
    ("sign", "relation"), [("=", "="), ("==", "="), ("≤", "<="), ("≥", ">="), ("<", "<"), (">", ">"), (">=", ">=")]
)
def test_a_relation_may_be_written_in_several_ways(sign: str, relation: str) -> None:
    assert read_equation(f"{GRANTED}{sign}1").relation == relation


def test_signs_before_a_cell_and_before_parentheses_turn_it_round() -> None:
    read = read_equation(f"-({GRANTED} - -1) = -3")

    assert (read.left.parts[0].times, read.left.constant) == (Decimal(-1), Decimal(-1))


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 1, "a number, an address"),
        ("requests.granted.total", 23, "one of ="),
        ("requests.granted.total = ", 26, "a number, an address"),
        ("requests.granted.total = 1 = 1", 28, "should end"),
        ("requests.granted = 1", 1, "a number, an address"),
        ("(requests.granted.total = 1", 25, "')' should stand"),
        ("sum(requests.granted.total = 1", 28, "')' should stand"),
        ("sum requests.*.total = 1", 5, "'(' should stand"),
        ("requests.*.total = 1", 1, "a number, an address"),
        ("requests.granted.total * disputes.review.total = 1", 25, "by a number only"),
        ("1 = 1", 1, "names no cell"),
        ("requests.granted.total / 2 = 1", 24, "one of ="),
        ("requests.granted.total = 1.2.3", 26, "a number, an address"),
        ("requests.granted.total = 1e3", 27, "should end"),
        ("__import__('os').system('true') = 1", 1, "a number, an address"),
        ("(" * 100 + "1" + ")" * 100 + " = requests.granted.total", 41, "within each other"),
        ("-" * 100 + "1 = requests.granted.total", 41, "within each other"),
    ],
)
def test_what_is_no_equation_is_told_with_its_column(text: str, column: int, reason: str) -> None:
    with pytest.raises(BadEquation) as bad:
        read_equation(text)

    assert reason in bad.value.reason
    assert bad.value.column == column
