"""The file of local rules as a model: names, types, and what each is for. The schema is written from it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from crawler.domain.finding import Outcome, Severity
from crawler.domain.unit import Level, UnitKind

_STRICT = ConfigDict(extra="forbid", frozen=True)
_MAY_BE_RAISED = (Outcome.FAIL, Outcome.WARN, Outcome.INFO)


def _listed(value: object) -> object:
    """One value may be written without brackets."""
    return [value] if isinstance(value, str) else value


def _day(text: str) -> str:
    try:
        date(2023, int(text[:2]), int(text[3:]))  # no leap year: a due date stands in every year
    except ValueError:
        raise ValueError("is not a day of the year, written 01-28") from None
    return text


def _one_or_more(one: dict[str, object]) -> WithJsonSchema:
    """What the schema says where one value may be written without brackets; editors take an id for a number."""
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one}]})


def _raises(outcome: Outcome) -> Outcome:
    if outcome not in _MAY_BE_RAISED:
        raise ValueError("is none of FAIL, WARN, INFO")
    return outcome


Words = Annotated[str, Field(min_length=2, max_length=500)]
ReportYear = Annotated[int, Field(ge=2008, le=2100)]
DayOfYear = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$"), AfterValidator(_day)]
Bound = Annotated[Decimal, Field(ge=0, le=Decimal(10**12), allow_inf_nan=False)]
Texts = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...],
    BeforeValidator(_listed),
    _one_or_more({"type": ["string", "integer"]}),
]
Kinds = Annotated[tuple[UnitKind, ...], BeforeValidator(_listed), _one_or_more({"enum": list(UnitKind)})]
Levels = Annotated[tuple[Level, ...], BeforeValidator(_listed), _one_or_more({"enum": list(Level)})]
Forms = Annotated[tuple[str, ...], BeforeValidator(_listed), _one_or_more({"type": "string"})]
Raises = Annotated[Outcome, AfterValidator(_raises), WithJsonSchema({"enum": list(_MAY_BE_RAISED)})]


class Reach(BaseModel):
    """Whom a rule is for: all that is given must be so; of several values one is enough."""

    model_config = _STRICT

    area: Texts = Field(default=(), description="Units of the register, each with everything below it.")
    unit: Texts = Field(default=(), description="Units of the register by themselves.")
    kind: Kinds = Field(default=(), description="Kinds of unit.")
    level: Levels = Field(default=(), description="Levels of government.")


class Due(BaseModel):
    """Local due dates in the year after the year of work. They never relax what the law or another rule asks."""

    model_config = _STRICT

    departments: DayOfYear | None = Field(default=None, description="For all that is no government.")
    governments: DayOfYear | None = Field(default=None, description="For governments of county level and above.")
    townships: DayOfYear | None = Field(default=None, description="For townships and subdistricts.")


class Period(BaseModel):
    """The report years that something is for."""

    model_config = _STRICT

    since: ReportYear | None = Field(default=None, description="The first report year; without it from the beginning.")
    until: ReportYear | None = Field(default=None, description="The last report year; without it until further notice.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("until lies before since")
        return self

    def covers(self, year: int) -> bool:
        """Whether a report year lies within."""
        return (self.since or year) <= year <= (self.until or year)


class Rule(Period):
    """What holds for some units otherwise than in the catalogue, with who decided so and why."""

    reach: Reach = Field(default=Reach(), alias="for", description="Whom it is for; without it all units.")
    by: Words = Field(description="Who decided so.")
    why: Words = Field(description="Why: the notice, the practice, the case that it rests on.")
    limits: Mapping[str, Mapping[str, Bound]] = Field(
        default_factory=dict, description="Figures of checks, by check and name."
    )
    severity: Mapping[str, Severity] = Field(default_factory=dict, description="How grave what a check finds is.")
    off: Mapping[str, Words] = Field(default_factory=dict, description="Checks that do not run, each with its reason.")
    due: Due | None = Field(default=None, description="Local due dates.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.limits or self.severity or self.off or self.due):
            raise ValueError("sets nothing: it has neither limits nor severity, off or due")
        return self


class Title(BaseModel):
    """The rule that an own check states, in both languages."""

    model_config = _STRICT

    zh: Words = Field(description="In Chinese.")
    en: Words = Field(description="In English.")


class Applies(Period, Reach):
    """Which reports an own check is about."""

    form: Forms = Field(default=(), description="Forms that the report follows.")


class OwnCheck(BaseModel):
    """A check that an office wrote itself: an equation over the cells of the forms."""

    model_config = _STRICT

    id: str = Field(pattern=r"^L-[0-9]{2,4}$", description="`L-` and a number that stands nowhere else.")
    title: Title = Field(description="What should hold.")
    by: Words = Field(description="Who wrote it.")
    basis: Words = Field(description="What it rests on.")
    severity: Severity = Field(default=Severity.MEDIUM, description="How grave it is where it does not hold.")
    raises: Raises = Field(
        default=Outcome.WARN, description="How it ends where it certainly does not hold: FAIL, WARN or INFO."
    )
    applies: Applies = Field(default=Applies(), description="Which reports it is about; without it all.")
    equation: str = Field(
        min_length=1, max_length=1000, description="Sums of cells with =, <=, >=, < or > between them."
    )


class RuleFile(BaseModel):
    """Local rules of gongkai: what offices set about the catalogue of checks without code."""

    model_config = _STRICT

    rules: tuple[Rule, ...] = Field(default=(), description="What differs from the catalogue; of two, the later holds.")
    checks: tuple[OwnCheck, ...] = Field(default=(), description="Checks of one's own.")
