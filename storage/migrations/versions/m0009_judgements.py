"""What was judged last of each unit and year, and on what: the same need not be judged again.

The edition of the register that a unit was last given with tells whether the register has changed since.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make its table, and count the editions of the register."""
    op.create_table(
        "judgements",
        sa.Column("unit_id", sa.Text(), primary_key=True),
        sa.Column("report_year", sa.Integer(), primary_key=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("form", sa.Text()),
        sa.Column("findings", sa.JSON(), nullable=False),
    )
    op.add_column("units", sa.Column("edition", sa.Integer()))
