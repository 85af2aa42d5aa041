"""Where each obligation stood when it was last judged, and which areas a unit lies in."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_LINES = sa.table("unit_lines", sa.column("ancestor_id"), sa.column("unit_id"), sa.column("depth"))


def upgrade() -> None:
    """Make its tables; the lines are those of the register as it is, the rest comes with the next evaluation."""
    op.create_table(
        "standings",
        sa.Column("unit_id", sa.Text(), primary_key=True),
        sa.Column("report_year", sa.Integer(), primary_key=True, autoincrement=False),
        *(_text("status"), _number("urgency")),
        *(sa.Column("due_on", sa.Date()), sa.Column("due_basis", sa.Text())),
        *(sa.Column("statutory_due", sa.Date()), sa.Column("local_due", sa.Date()), _text("local_source")),
        *(sa.Column("published_on", sa.Date()), sa.Column("published_basis", sa.Text())),
        *(sa.Column("days_late", sa.Integer()), sa.Column("report_url", sa.Text())),
        *(_flag("breaks_law"), _flag("by_local_rule"), sa.Column("form", sa.Text()), _number("revisions")),
        *(_number("decided"), _number("for_review"), _number("dismissed"), sa.Column("gravest", sa.Text())),
        *(_flag("denied"), sa.Column("evidence", sa.JSON(), nullable=False), _text("digest")),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_standings_report_year_status_unit_id", "standings", ["report_year", "status", "unit_id"])
    op.create_index("ix_standings_report_year_urgency_unit_id", "standings", ["report_year", "urgency", "unit_id"])
    op.create_index("ix_standings_unit_id_report_year_status", "standings", ["unit_id", "report_year", "status"])
    op.create_table(
        "seasons",
        sa.Column("report_year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        _number("edition"),
    )
    op.create_table(
        "unit_lines",
        sa.Column("ancestor_id", sa.Text(), primary_key=True),
        sa.Column("unit_id", sa.Text(), primary_key=True),
        _number("depth"),
    )
    op.create_index("ix_unit_lines_unit_id_depth", "unit_lines", ["unit_id", "depth"])
    op.create_index("ix_unit_lines_ancestor_id_depth", "unit_lines", ["ancestor_id", "depth"])
    _fill_lines()


def _fill_lines() -> None:
    parents = {row.id: row.parent_id for row in op.get_bind().execute(sa.text("SELECT id, parent_id FROM units"))}
    lines = [line for unit_id in parents for line in _line(unit_id, parents)]
    if lines:
        op.bulk_insert(_LINES, lines)


def _line(unit_id: str, parents: Mapping[str, str | None]) -> Iterator[dict[str, object]]:
    met: list[str] = []
    above: str | None = unit_id
    while above is not None and above in parents and above not in met:
        yield {"ancestor_id": above, "unit_id": unit_id, "depth": len(met)}
        met.append(above)
        above = parents[above]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)
