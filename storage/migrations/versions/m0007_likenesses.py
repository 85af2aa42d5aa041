"""Which texts of reports are like which."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the groups that were compared, and what was found in them."""
    op.create_table(
        "likeness_groups",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_likeness_groups")),
        *(_text("key"), _number("report_year"), _text("digest")),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("key", "report_year", name="uq_likeness_groups_key_report_year"),
    )
    op.create_index("ix_likeness_groups_report_year", "likeness_groups", ["report_year"])
    op.create_table(
        "likenesses",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_likenesses")),
        _number("group_id"),
        sa.ForeignKeyConstraint(["group_id"], ["likeness_groups.id"], name="fk_likenesses_group_id"),
        *(_text("unit_id"), _text("section"), _text("other_id"), _text("other_name"), _number("other_year")),
        *(sa.Column("containment", sa.Double, nullable=False), _number("characters")),
        *(_flag("identical"), _flag("same_but_figures"), sa.Column("passages", sa.JSON, nullable=False)),
    )
    op.create_index("ix_likenesses_group_id", "likenesses", ["group_id"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)
