"""The language of own checks: `requests.granted.total + 2 * sum(disputes.*.total) <= 10`, read by a parser of our own.

    equation = sum ("=" | "<=" | ">=" | "<" | ">") sum
    sum      = product {("+" | "-") product}
    product  = factor {"*" factor}
    factor   = number | address | "sum" "(" pattern ")" | "(" sum ")" | "-" factor

Everything is linear: of a product at most one factor may name cells.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?(?![\d.])")
_ADDRESS = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_]+\.[a-z0-9_]+")
_PATTERN = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_*]+\.[a-z0-9_*]+")
_SPACE = re.compile(r"\s*")
_DEEPEST = 40


class BadEquation(ValueError):
    """An equation is not of the language; `column` is where in it, counted from 1."""

    def __init__(self, column: int, reason: str) -> None:
        self.column = column
        self.reason = reason
        super().__init__(f"column {column}: {reason}")


class Relation(StrEnum):
    """What an equation says of its two sides."""

    EQUAL = "="
    AT_MOST = "<="
    AT_LEAST = ">="
    BELOW = "<"
    ABOVE = ">"


_RELATIONS = {
    "==": Relation.EQUAL, "<=": Relation.AT_MOST, ">=": Relation.AT_LEAST, "≤": Relation.AT_MOST,
    "≥": Relation.AT_LEAST, "=": Relation.EQUAL, "<": Relation.BELOW, ">": Relation.ABOVE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The cells that an address or a pattern names, times a number; `column` is where it stands."""

    cells: str
    times: Decimal
    column: int


@dataclass(frozen=True, slots=True)
class Linear:
    """Cells times numbers, and a number beside them."""

    parts: tuple[Part, ...] = ()
    constant: Decimal = Decimal(0)

    def plus(self, other: "Linear") -> "Linear":
        """The sum of two."""
        return Linear((*self.parts, *other.parts), self.constant + other.constant)

    def times(self, number: Decimal) -> "Linear":
        """All of it times a number."""
        return Linear(tuple(replace(part, times=part.times * number) for part in self.parts), self.constant * number)


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides and what should hold between them."""

    left: Linear
    relation: Relation
    right: Linear

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that it names, in the order it is written."""
        return (*self.left.parts, *self.right.parts)


def read_equation(text: str) -> Equation:
    """Read an equation; raises BadEquation, which knows the column.

    >>> str(read_equation("requests.granted.total <= 3").relation)
    '<='
    """
    return _Reader(text).equation()


class _Reader:
    """Reads from left to right, one thing at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def equation(self) -> Equation:
        left = self._sum()
        relation = self._accept(*_RELATIONS)
        if relation is None:
            raise self._bad("here one of =, <=, >=, <, > should stand")
        right = self._sum()
        self._skip_space()
        if self._at < len(self._text):
            raise self._bad("the equation should end here")
        read = Equation(left, _RELATIONS[relation], right)
        if not read.parts:
            raise BadEquation(1, "it names no cell")
        return read

    def _sum(self) -> Linear:
        found = self._product()
        while sign := self._accept("+", "-"):
            found = found.plus(self._product().times(Decimal(1 if sign == "+" else -1)))
        return found

    def _product(self) -> Linear:
        found = self._factor()
        while self._accept("*", "×"):
            at = self._at
            other = self._factor()
            if found.parts and other.parts:
                raise BadEquation(at + 1, "a cell may be multiplied by a number only")
            found = found.times(other.constant) if found.parts else other.times(found.constant)
        return found

    def _factor(self) -> Linear:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._bad("there are too many parentheses or signs within each other")
        found = self._read_factor()
        self._depth -= 1
        return found

    def _read_factor(self) -> Linear:
        if self._accept("-"):
            return self._factor().times(Decimal(-1))
        if self._accept("("):
            found = self._sum()
            self._expect(")")
            return found
        if number := self._match(_NUMBER):
            return Linear(constant=Decimal(number))
        if self._accept("sum"):
            self._expect("(")
            return self._cells(_PATTERN, "an address should stand here, with * for what may be anything", end=")")
        return self._cells(_ADDRESS, "a number, an address like requests.granted.total or sum(…) should stand here")

    def _cells(self, pattern: re.Pattern[str], reason: str, end: str | None = None) -> Linear:
        self._skip_space()
        column = self._at + 1
        cells = self._match(pattern)
        if cells is None:
            raise self._bad(reason)
        if end is not None:
            self._expect(end)
        return Linear((Part(cells, Decimal(1), column),))

    def _match(self, pattern: re.Pattern[str]) -> str | None:
        self._skip_space()
        found = pattern.match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        return found[0]

    def _accept(self, *symbols: str) -> str | None:
        self._skip_space()
        found = next((symbol for symbol in symbols if self._text.startswith(symbol, self._at)), None)
        if found is not None:
            self._at += len(found)
        return found

    def _expect(self, symbol: str) -> None:
        if self._accept(symbol) is None:
            raise self._bad(f"{symbol!r} should stand here")

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found is not None else self._at

    def _bad(self, reason: str) -> BadEquation:
        return BadEquation(self._at + 1, reason)
