"""Whom a finding was given to."""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make its tables."""
