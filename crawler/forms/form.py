"""The shape of a form: blocks of rows and columns, each with its labels."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.domain.report import Address


class Role(StrEnum):
    """What a row of table 3 is in its balance: in = parts summed up + out."""

    IN = "in"
    PART = "part"
    SUM = "sum"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, and its label with every other spelling seen, all normalised.

    `unit` is the unit of an amount that prints none of its own.
    """

    key: str
    labels: tuple[str, ...]
    money: bool = False
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `labels` are whole labels, `keywords` enough of one to know the row by, all normalised."""

    key: str
    labels: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    group: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the form that is printed under headers of its own.

    `key` is `proactive.5` for the block of 第二十条第（五）项, `requests` or `disputes` for tables 3 and 4.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    table: str = field(init=False)
    """The first part of the addresses of this block's cells."""

    def __post_init__(self) -> None:
        """Take the name of the table out of the key, once: it is asked for with every cell."""
        object.__setattr__(self, "table", self.key.partition(".")[0])

    def addresses(self, row: Row) -> tuple[Address, ...]:
        """The addresses of one row's cells, in the order of the columns."""
        return tuple(Address(self.table, row.key, column.key) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Form:
    """An official form, for the reports on `first_year` to `last_year` (None: still in force)."""

    key: str
    basis: str
    first_year: int
    last_year: int | None
    proactive: tuple[Block, ...]
    requests: Block
    disputes: Block

    def blocks(self) -> tuple[Block, ...]:
        """All blocks in the order they are printed."""
        return (*self.proactive, self.requests, self.disputes)

    def addresses(self) -> Iterator[Address]:
        """Every cell of the form, in the order it is printed."""
        return (address for block in self.blocks() for row in block.rows for address in block.addresses(row))

    def is_for(self, report_year: int) -> bool:
        """Whether the reports on that year are to follow this form."""
        return self.first_year <= report_year and (self.last_year is None or report_year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: its heading, other good ones, and known unusual ones, all normalised."""

    key: str
    number: str
    label: str
    accepted: tuple[str, ...]
    variants: tuple[str, ...]
