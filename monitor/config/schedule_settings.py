"""The settings of the schedule."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

_STRICT = ConfigDict(extra="forbid", frozen=True)
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"

TimeOfDay = Annotated[str, Field(pattern=rf"^{_TIME}$")]
HoursOfDay = Annotated[str, Field(pattern=rf"^(?:{_TIME}-{_TIME})?$")]
CaughtUp = Literal["skip", "once", "all"]

_WORDS = "`skip`, `once` for all of them, or `all`."


class CatchUpSettings(BaseModel):
    """What is done about runs that were missed because nobody was there."""

    model_config = _STRICT

    crawl: CaughtUp = Field(default="once", description=f"Missed crawls of all sites: {_WORDS}")
    missing: CaughtUp = Field(default="once", description=f"Missed crawls for reports not found yet: {_WORDS}")
    revisions: CaughtUp = Field(
        default="all", description=f"Missed monthly crawls, each of other sites than the day before: {_WORDS}"
    )
    monitor: CaughtUp = Field(default="once", description=f"Missed evaluations: {_WORDS}")
    alert: CaughtUp = Field(default="once", description=f"Missed writing to the offices: {_WORDS}")
    summary: CaughtUp = Field(default="once", description=f"A missed annual summary: {_WORDS}")
    roster: CaughtUp = Field(default="once", description=f"A missed review of the register: {_WORDS}")


class ScheduleSettings(BaseModel):
    """When the jobs run, in Asia/Shanghai."""

    model_config = _STRICT

    crawl: TimeOfDay = Field(default="02:00", description="When the sites are crawled.")
    crawl_again: TimeOfDay = Field(
        default="14:00", description="When they are crawled a second time on the days around a due day."
    )
    monitor: TimeOfDay = Field(default="06:00", description="When obligations and checks are evaluated.")
    alert: TimeOfDay = Field(default="07:30", description="When the oversight offices are written to, on working days.")
    summary: TimeOfDay = Field(default="08:00", description="When the annual summary is drawn up, on April 15.")
    by_season: bool = Field(
        default=True,
        description="Whether crawls follow the year of the reports; without it all sites are crawled every day.",
    )
    jitter_minutes: int = Field(
        default=0,
        ge=0,
        le=180,
        description="Crawls begin up to so many minutes later, always the same in one workspace: "
        "several workspaces then do not ask the same host in the same minute.",
    )
    misfire_grace_seconds: int = Field(
        default=3600,
        ge=1,
        description="How late a job may still start when the machine was busy or asleep; past it the run was missed.",
    )
    lease_seconds: int = Field(
        default=600,
        ge=2,
        description="After so many seconds without a sign of life a running job is taken for dead and begun anew.",
    )
    catch_up: CatchUpSettings = Field(
        default_factory=CatchUpSettings,
        description="What is done about runs that were missed because nobody was there.",
    )
