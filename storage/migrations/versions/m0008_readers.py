"""Which state of our code made a reading; of those before nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add it to the revisions."""
    op.add_column("revisions", sa.Column("reader", sa.Text()))
