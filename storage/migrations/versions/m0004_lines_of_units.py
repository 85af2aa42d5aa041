"""Who reports after a unit was abolished, and whose line oversees a unit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both to the units; nobody has one yet."""
    op.add_column("units", sa.Column("successor_id", sa.Text()))
    op.add_column("units", sa.Column("oversight_id", sa.Text()))
