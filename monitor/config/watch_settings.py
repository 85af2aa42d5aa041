"""The settings of the watch over what is ours."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_STRICT = ConfigDict(extra="forbid", frozen=True)

UnitId = Annotated[str, Field(min_length=1)]


class WatchSettings(BaseModel):
    """When operators hear that something of ours is broken. Whom they hear from stands in offices.yaml."""

    model_config = _STRICT

    canaries: tuple[UnitId, ...] = Field(
        default=(), description="Units of the register whose reports are always there: not to find them is our fault."
    )
    canary_days: int = Field(
        default=35, ge=1, description="After so many days without a report of a canary being met it is missed anyway."
    )
    visits: int = Field(
        default=3, ge=1, le=6, description="So many visits in a row must fail before a site counts as unreachable."
    )
    looks: int = Field(
        default=2, ge=1, description="So many looks in a row must agree that a trouble is there, or is over."
    )
    late_minutes: int = Field(default=60, ge=1, description="How late a job or a heartbeat may be.")
    disk_free_percent: int = Field(default=10, ge=0, le=100, description="How much of the disk is to be free.")
    outbox_hours: int = Field(default=24, ge=1, description="How long a message may wait to be delivered.")
