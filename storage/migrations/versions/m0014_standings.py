"""Where each obligation stood when it was last judged, and which areas a unit lies in."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make its tables."""
