"""The published object of a report, as the API describes it."""

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class SourceRecord(_Frozen):
    """The bytes that were read; `transport` says how the connection was no ordinary one."""

    path: str
    media: str
    sha256: str
    transport: str = ""


class ReadRecord(_Frozen):
    """What we read where a person corrected it."""

    state: str
    value: float | int | None


class CellRecord(_Frozen):
    """A cell. Only the state `number` has a value; every other is no 0."""

    state: str
    value: int | float | None
    raw: str
    certain: bool
    where: dict[str, object]
    read: ReadRecord | None = None
    by: str | None = None
    unit: str | None = None
    note: str | None = None
    confidence: float | None = None


class SectionRecord(_Frozen):
    """A section of the text."""

    key: str | None
    heading: str
    text: str


class StatementRecord(_Frozen):
    """One thing that the text says how many of."""

    section: str | None
    offset: int | None
    text: str
    value: int | float | None
    unit: str | None
    counts: str | None
    negated: bool
    approximate: bool
    scope: str | None
    subject: str | None
    upper: int | float | None = None


class DoubtRecord(_Frozen):
    """Something we are not sure to have read properly; for operators only."""

    code: str
    message: str
    cells: tuple[str, ...]


class ReportRecord(_Frozen):
    """One reading of a report, `gongkai.report/1`."""

    version: str = Field(alias="schema")
    source: SourceRecord
    title: str | None
    unit_name: str | None
    report_year: int | None
    form: str | None
    dates: dict[str, str | None]
    period: tuple[str | None, ...] | None
    found_by: dict[str, str | None]
    sections: tuple[SectionRecord, ...]
    statements: tuple[StatementRecord, ...]
    cells: dict[str, CellRecord]
    doubts: tuple[DoubtRecord, ...]
