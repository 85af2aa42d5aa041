"""A report: its cells by address, its sections, dates and statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from crawler.domain.evidence import Dated


class Address(NamedTuple):
    """Where a figure stands in the forms: table, row, column. A tuple, since figures are looked up by it all the time.

    >>> Address.parse("requests.granted.total")
    Address(table='requests', row='granted', column='total')
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read an address as it is printed; raises ValueError for anything else."""
        table, row, column = text.split(".")
        return cls(table, row, column)


class CellState(StrEnum):
    """What a cell prints. Only NUMBER has a value; the others are never 0."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"
    UNREAD = "unread"


class Unsure(StrEnum):
    """What we do not know for sure about a cell.

    COLUMN: the row prints this figure, but in which of its columns the source no longer says.
    VALUE: the figure itself is in doubt.
    """

    COLUMN = "column"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its upper left corner; on an image a pixel is a point."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source a piece stands; only what the medium knows is set. Counted from 1.

    `path` leads to an element of a page of HTML, `sheet` names a sheet of a workbook, `member` the file
    within an archive.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: Box | None = None
    path: str | None = None
    sheet: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as we read it.

    `value` is a count, or an amount in 万元 where the form says so; `unit` is the unit that the cell itself
    prints, `note` what else it says of its figure (其中修订16件). `by` names the method where the cell was not
    simply read at its place: `sums` when only one filling satisfies the row's sum, `correction` when a person
    said what it prints; `read` is then our own reading. `confidence` is how sure the recognition of characters
    was, from 0 to 1, where the source is an image.
    """

    state: CellState
    value: Decimal | None = None
    raw: str = ""
    unsure: Unsure | None = None
    by: str | None = None
    where: Place = Place()
    unit: str | None = None
    note: str | None = None
    confidence: float | None = None
    read: "Cell | None" = None

    @property
    def certain(self) -> bool:
        """Whether a verdict may rest on this cell."""
        return self.unsure is None and self.state is not CellState.UNREAD


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections; `key` is None for a heading that the outline does not know."""

    key: str | None
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates a source shows, kept apart because they prove different things."""

    page: date | None = None
    signed: date | None = None
    url: date | None = None


class Subject(StrEnum):
    """What a statement of the narrative counts.

    Applications received, reviews and lawsuits follow strict rules, since verdicts rest on them. The others are wider:
    applications that were handled, carried in and carried out, fees, documents made, information disclosed.
    """

    APPLICATIONS = "applications"
    REVIEWS = "reviews"
    LITIGATION = "litigation"
    HANDLED = "handled"
    CARRIED_IN = "carried_in"
    CARRIED_OUT = "carried_out"
    FEES = "fees"
    DOCUMENTS = "documents"
    DISCLOSED = "disclosed"


class Scope(StrEnum):
    """Whose figures a statement gives: those of all bodies of an area, or the body's own."""

    AREA = "area"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the narrative says how many of; a negation says none, that is 0.

    `text` is the clause squeezed. `quote` is the clause as printed: it stands at `offset` of Report.narrative.
    `value` is multiplied out, `unit` is as printed: 27.5万人次 is 275000, with the unit 万人次. `upper` is the end of
    a range. `counts` is the phrase that says what is counted, `scope` None where nothing says whose figures they are.
    """

    subject: Subject | None
    value: Decimal
    negated: bool
    text: str
    section: str | None
    upper: Decimal | None = None
    unit: str | None = None
    counts: str | None = None
    approximate: bool = False
    scope: Scope | None = None
    quote: str = ""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's report on one year of work, as its source prints it.

    `cells` holds the cells of the blocks that are printed and no others: a block that is absent has
    no cells. `blocks` names for each printed block the form it follows, since reports mix forms. `found_by`
    says of title, unit name, year and signing date where in the source each was found; `dated` are all the
    dates that the source shows of itself, strongest first, with where each stands. `preface` is the text in front of
    the first section, letterhead and title too. `surplus` says of each row that prints more figures than the form has
    columns how many: `requests.granted`, or `disputes` for the one row of table 4. `subtotals` are the sums of a group
    of results (`requests.（三）不予公开.total`), which no form asks for. `variants` are the labels that are not
    spelt as the form spells them, by the row or column they were taken for: `proactive.1.repealed`, `requests.other`.
    """

    title: str | None
    unit_name: str | None
    report_year: int | None
    form: str | None
    blocks: Mapping[str, str] = field(default_factory=dict)
    dates: Dates = Dates()
    period: tuple[date, date] | None = None
    signature: str | None = None
    sections: tuple[Section, ...] = ()
    cells: Mapping[Address, Cell] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    found_by: Mapping[str, str] = field(default_factory=dict)
    dated: tuple[Dated, ...] = ()
    preface: str = ""
    surplus: Mapping[str, int] = field(default_factory=dict)
    subtotals: Mapping[Address, Cell] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrative(self) -> str:
        """The texts of all sections, one after another on lines of their own: the offsets of statements count in it."""
        return "\n".join(section.text for section in self.sections)

    def cell(self, table: str, row: str, column: str) -> Cell | None:
        """The cell at an address, or None where the report does not print it."""
        return self.cells.get(Address(table, row, column))

    def row(self, table: str, row: str) -> Iterator[tuple[Address, Cell]]:
        """The printed cells of one row, in the order of the form."""
        return ((address, cell) for address, cell in self.cells.items() if (address.table, address.row) == (table, row))

    def rows(self, table: str) -> tuple[str, ...]:
        """The keys of the rows that a table prints, in the order of the form."""
        return tuple(dict.fromkeys(address.row for address in self.cells if address.table == table))
