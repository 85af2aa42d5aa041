"""The outbox: what is to be sent to whom, and what became of it; it takes the place of the table of letters."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make its tables."""
