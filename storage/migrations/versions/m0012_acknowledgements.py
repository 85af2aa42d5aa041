"""What a recipient said to have taken note of: it stops the ladder."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make its tables."""
