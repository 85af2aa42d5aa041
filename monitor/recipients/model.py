"""The list of recipients as a model: who is told over which channels, on which ladder, and when they have peace."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from crawler.domain.unit import Level
from crawler.domain.wording import Language
from monitor.channels.settings import ChannelList, ChannelSettings
from monitor.config.schedule_settings import HoursOfDay
from monitor.obligations.workdays import LADDER

_STRICT = ConfigDict(extra="forbid", frozen=True)

RecipientId = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\r\n/]+$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\r\n]+$")]
Days = Annotated[int, Field(ge=0, le=365)]


class When(StrEnum):
    """What becomes of messages on days on which offices are closed."""

    HOLD = "hold"
    """Nothing is written; the first run on a day of work tells what is so then."""
    SEND = "send"


def _descending(steps: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(steps)) < len(steps):
        raise ValueError("a step stands twice")
    return tuple(sorted(steps, reverse=True))


def _listed(value: object) -> object:
    """None at all may be written as an empty list or as nothing."""
    return () if value is None else value


class Quiet(BaseModel):
    """When a recipient is left in peace."""

    model_config = _STRICT

    hours: HoursOfDay = Field(default="", description="Hours of every day, as `20:00-08:00` in Asia/Shanghai.")
    days_off: When = Field(default=When.SEND, description="Weekends and holidays: `hold` or `send`.")
    spring_festival: When = Field(
        default=When.HOLD, description="The Spring Festival holiday: `hold` or `send`; sites are crawled all the same."
    )


class Escalation(BaseModel):
    """How many calendar days after the due day offices hear of a report that was not seen, by their level."""

    model_config = _STRICT

    county: Days = Field(default=1, description="The office next to the unit, whatever its level: the notice itself.")
    prefecture: Days = Field(default=7, description="An office of a prefecture above it.")
    province: Days = Field(default=15, description="An office of a province above it.")

    @model_validator(mode="after")
    def _upwards(self) -> Self:
        if not self.county <= self.prefecture <= self.province:
            raise ValueError("an office above is told no sooner than the one below")
        return self

    def days_for(self, level: Level) -> int:
        """The days for an office above the one that was given notice."""
        return {Level.PROVINCE: self.province, Level.PREFECTURE: self.prefecture}.get(level, self.county)


class Ladder(BaseModel):
    """When what is told before and after a due day."""

    model_config = _STRICT

    before: Annotated[
        tuple[Annotated[int, Field(ge=1, le=60)], ...], BeforeValidator(_listed), AfterValidator(_descending)
    ] = Field(default=LADDER, description="Reminders: so many working days before a report is due.")
    escalate: Escalation = Field(default_factory=Escalation, description="Calendar days after it was due.")
    grace: Days = Field(
        default=2, description="The fewest days between telling an office and telling the one above it."
    )


class Acknowledging(BaseModel):
    """How recipients say that they took note."""

    model_config = _STRICT

    valid_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        default=90, description="For so many days the link of a message can be used."
    )
    contact: Annotated[str, Field(max_length=200, pattern=r"^[^\r\n]*$")] = Field(
        default="", description="Whom to answer where pages are not served: a name with a number, or an address."
    )


class Office(BaseModel):
    """An oversight office, the area whose units it is told about, and the ways to it."""

    model_config = _STRICT

    id: RecipientId = Field(description="A name of one's own choosing, once only.")
    name: Name = Field(description="The office as messages address it.")
    area_id: str = Field(min_length=1, description="The unit of the register whose area the office oversees.")
    language: Language = Field(default=Language.CHINESE, description="The language of its messages: `zh` or `en`.")
    channels: ChannelList = Field(min_length=1, description="The ways to it, at least one.")
    quiet: Quiet | None = Field(default=None, description="When it is left in peace, where not as all are.")


class Operator(BaseModel):
    """Somebody who runs the program and hears of what of ours is broken."""

    model_config = _STRICT

    id: RecipientId = Field(description="A name of one's own choosing, once only.")
    name: Name = Field(description="Who it is.")
    language: Language = Field(default=Language.CHINESE, description="The language of messages: `zh` or `en`.")
    channels: ChannelList = Field(min_length=1, description="The ways to them, at least one.")


class Recipients(BaseModel):
    """Everybody who is told something, and by what rules."""

    model_config = _STRICT

    offices: Annotated[tuple[Office, ...], BeforeValidator(_listed)] = Field(
        default=(), description="The oversight offices."
    )
    operators: Annotated[tuple[Operator, ...], BeforeValidator(_listed)] = Field(
        default=(), description="Those who run the program."
    )
    ladder: Ladder = Field(default_factory=Ladder, description="When what is told.")
    quiet: Quiet = Field(default_factory=Quiet, description="When offices are left in peace.")
    acknowledgement: Acknowledging = Field(
        default_factory=Acknowledging, description="How recipients say that they took note."
    )

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        ids = [*(office.id for office in self.offices), *(operator.id for operator in self.operators)]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"the id {twice[0]!r} stands twice")
        return self

    def office(self, office_id: str) -> Office | None:
        """The office of an id."""
        return next((office for office in self.offices if office.id == office_id), None)

    def quiet_of(self, office: Office) -> Quiet:
        """When an office is left in peace."""
        return office.quiet if office.quiet is not None else self.quiet

    def channel(self, recipient: str, name: str) -> ChannelSettings | None:
        """The settings of a way to an office or an operator; None where it has no such way any more."""
        ways = {one.id: one.channels for one in self.offices} | {one.id: one.channels for one in self.operators}
        return next((way for way in ways.get(recipient, ()) if way.name == name), None)
