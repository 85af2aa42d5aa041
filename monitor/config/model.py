"""The settings as a model: names, types, defaults, and what each is for.

The descriptions are the documentation: docs/configuration.md is written from them.
"""

from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from crawler.domain.wording import Language
from monitor.config.schedule_settings import HoursOfDay as HoursOfDay
from monitor.config.schedule_settings import ScheduleSettings as ScheduleSettings
from monitor.config.serve_settings import ServeSettings
from monitor.config.watch_settings import WatchSettings as WatchSettings

_STRICT = ConfigDict(extra="forbid", frozen=True)
DEFAULT_RULES_FILE = "rules.yaml"
_CONTACT = " (+<contact>)"

Printable = Annotated[str, Field(pattern=r"^[\x20-\x7e]*$")]
"""What may stand in an HTTP header without being quoted."""

MailAddress = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.+=&'-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$")]


def _as_day_of_year(text: str) -> str:
    """No leap year: a due date stands in every year."""
    if text:
        try:
            date.fromisoformat(f"2023-{text}")
        except ValueError:
            raise ValueError(f"{text!r} is not a day of the year") from None
    return text


DayOfYear = Annotated[str, Field(pattern=r"^(?:\d{2}-\d{2})?$"), AfterValidator(_as_day_of_year)]


class CrawlSettings(BaseModel):
    """How the sites are visited."""

    model_config = _STRICT

    contact: Printable = Field(
        default="", description="A page or mail address at which the owner of a site can reach the operator."
    )
    user_agent: Printable = Field(
        default=f"gongkai/<version>{_CONTACT}",
        min_length=1,
        validate_default=True,
        description="How the crawler names itself. `<version>` and `<contact>` are filled in.",
    )
    download_delay: float = Field(
        default=2.0, ge=0, allow_inf_nan=False, description="Seconds between two requests to the same host."
    )
    allow_private_networks: bool = Field(
        default=False,
        description="Whether loopback and private addresses may be fetched. Only for trials on simulated sites.",
    )
    time_limit_minutes: int = Field(
        default=230, ge=1, description="After so many minutes a crawl is stopped, whatever it is doing."
    )
    pages_per_site: int = Field(
        default=200, ge=1, description="The most pages fetched from one site in one crawl; past it nothing is proven."
    )
    bytes_per_site_mb: int = Field(
        default=500, ge=1, description="The most megabytes fetched from one site in one crawl; past it likewise."
    )
    minutes_per_site: int = Field(
        default=120, ge=1, description="The most minutes that one site may take in one crawl; past it likewise."
    )
    hours: HoursOfDay = Field(
        default="",
        description="When sites may be crawled, as `22:00-06:00` in Asia/Shanghai; a crawl ends with them.",
    )
    browser: bool = Field(
        default=True,
        description="Whether pages that a script draws are opened in a browser. Without it they stay unread.",
    )

    @field_validator("user_agent")
    @classmethod
    def _fill_in(cls, user_agent: str, known: ValidationInfo) -> str:
        """`contact` stands above, so it has been read by now."""
        contact = known.data.get("contact", "")
        if not contact:
            user_agent = user_agent.replace(_CONTACT, "")
        return user_agent.replace("<version>", _version()).replace("<contact>", contact)


class ObligationSettings(BaseModel):
    """Who owes a report where the law does not say so."""

    model_config = _STRICT

    townships_due: DayOfYear = Field(
        default="",
        description="The day by which townships and subdistricts publish under a local rule, as `01-31`. "
        "The law does not name them: without it they owe nothing, unless the register names a day.",
    )

    @property
    def townships_day(self) -> tuple[int, int] | None:
        """The same as month and day."""
        if not self.townships_due:
            return None
        month, day = self.townships_due.split("-")
        return int(month), int(day)


class ScorecardSettings(BaseModel):
    """The public scorecard, which `gongkai scorecard export` writes as files."""

    model_config = _STRICT

    enabled: bool = Field(default=False, description="Whether a scorecard may be written at all.")
    dispute: str = Field(
        default="",
        pattern=r"^(?:https?://\S+|[^@\s]+@[^@\s]+)?$",
        description="The mail or web address where anybody can dispute a line; without it none is written.",
    )
    hold_days: int = Field(
        default=15,
        ge=0,
        description="How many days after the due day the public is told that a report was late or not seen: "
        "the time of the office to look at it first.",
    )


class MailSettings(BaseModel):
    """The mail server that takes the letters. Without `host` nothing is sent."""

    model_config = _STRICT

    host: str | None = Field(default=None, min_length=1, description="The SMTP server.")
    port: int = Field(default=25, ge=1, le=65535, description="Its port.")
    sender: MailAddress | None = Field(default=None, description="The address that letters come from.")
    username: str | None = Field(default=None, description="The account at the server, where it asks for one.")
    password: SecretStr | None = Field(
        default=None, description="Its password. Best given as the variable, so that it stands in no file."
    )
    starttls: bool = Field(default=False, description="Whether the connection is encrypted before anything is said.")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.host is not None and self.sender is None:
            raise ValueError("a mail server needs a sender")
        if (self.username is None) is not (self.password is None):
            raise ValueError("username and password go together")
        return self


class Office(BaseModel):
    """An oversight office, and the area whose units it is told about."""

    model_config = _STRICT

    id: str = Field(min_length=1, description="A name of one's own choosing, once only.")
    name: str = Field(min_length=1, pattern=r"^[^\r\n]+$", description="The office as letters address it.")
    email: MailAddress = Field(description="Where its letters go.")
    area_id: str = Field(min_length=1, description="The unit of the register whose area the office oversees.")
    language: Language = Field(default=Language.CHINESE, description="The language of its letters: `zh` or `en`.")


class Config(BaseSettings):
    """Everything an operator may set, read once at the start; an unknown key is an error, so a typo cannot hide."""

    model_config = SettingsConfigDict(env_prefix="GONGKAI_", env_nested_delimiter="__", extra="forbid", frozen=True)

    database_url: str = Field(
        default="sqlite:///<workspace>/gongkai.db",
        min_length=1,
        repr=False,
        description="The database, SQLite or PostgreSQL. `<workspace>` is filled in.",
    )
    language: Language = Field(default=Language.CHINESE, description="The language of summaries: `zh` or `en`.")
    rules_file: str = Field(
        default=DEFAULT_RULES_FILE,
        min_length=1,
        description="The file of local rules, beside `gongkai.toml` where no folder is named. That of the default name "
        "may be absent.",
    )
    crawl: CrawlSettings = Field(default_factory=CrawlSettings, description="How the sites are visited.")
    obligations: ObligationSettings = Field(
        default_factory=ObligationSettings, description="Who owes a report where the law does not say so."
    )
    schedule: ScheduleSettings = Field(default_factory=ScheduleSettings, description="When the jobs run.")
    watch: WatchSettings = Field(
        default_factory=WatchSettings, description="When operators hear that something of ours is broken."
    )
    scorecard: ScorecardSettings = Field(default_factory=ScorecardSettings, description="The public scorecard.")
    serve: ServeSettings = Field(default_factory=ServeSettings, description="How the pages are served.")
    mail: MailSettings = Field(default_factory=MailSettings, description="The mail server that takes the letters.")
    offices: tuple[Office, ...] = Field(default=(), description="The oversight offices that letters go to.")

    @field_validator("offices")
    @classmethod
    def _once_each(cls, offices: tuple[Office, ...]) -> tuple[Office, ...]:
        ids = [office.id for office in offices]
        if twice := sorted({office_id for office_id in ids if ids.count(office_id) > 1}):
            raise ValueError(f"the id {twice[0]!r} stands twice")
        return offices

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing is read behind the caller's back: `load_config` hands over all there is."""
        return (init_settings,)


def _version() -> str:
    try:
        return version("gongkai")
    except PackageNotFoundError:
        return "unreleased"
