"""Slots of the schedule: each due time of a job is taken by one process."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make its tables."""
