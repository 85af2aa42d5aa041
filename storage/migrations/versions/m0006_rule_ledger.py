"""The ledger of what offices loosened about the checks, and what was not said because of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create its two tables; nothing was ever loosened."""
    op.create_table(
        "loosenings",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_loosenings")),
        *(_number("report_year"), _text("key"), _text("reach")),
        *(_text("check"), _text("what"), _text("old"), _text("new")),
        *(_text("by_whom"), _text("why"), _text("source"), _number("units")),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_loosenings_report_year", "loosenings", ["report_year"])
    op.create_table(
        "loosening_effects",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_loosening_effects")),
        _number("loosening_id"),
        sa.ForeignKeyConstraint(["loosening_id"], ["loosenings.id"], name="fk_loosening_effects_loosening_id"),
        *(_text("unit_id"), _text("effect"), sa.Column("finding_id", sa.Integer), _text("fingerprint")),
        *(_text("message_zh"), _text("message_en"), sa.Column("cells", sa.JSON, nullable=False)),
    )
    op.create_index("ix_loosening_effects_loosening_id", "loosening_effects", ["loosening_id"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)
