"""Captures by the digest of their bytes, which are archived once."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Let them be found."""
    op.create_index("ix_captures_digest", "captures", ["digest"])
