"""Accounts, their roles, sessions and tokens, and the record of who did what."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make its tables."""
