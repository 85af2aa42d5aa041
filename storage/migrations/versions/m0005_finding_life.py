"""The life of findings, step by step, and what people correct in what we read.

A finding was the same one as long as it said the same; now it is, as long as it is about the same place.
"""

import hashlib
import re
from collections import Counter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_QUOTED = re.compile(r"“([^”]*)”|「([^」]*)」")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_FINDINGS = sa.table(
    "findings",
    *(sa.column(name, sa.Integer) for name in ("id", "report_year")),
    *(sa.column(name, sa.Text) for name in ("unit_id", "fingerprint", "check", "status", "message_zh", "message_en")),
    *(sa.column(name, sa.JSON) for name in ("cells", "grounds")),
    *(sa.column(name, sa.Text) for name in ("state", "evidence")),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("opened_at", "resolved_at")),
)
_HISTORY = sa.table(
    "finding_history",
    sa.column("finding_id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Text) for name in ("step", "state", "by_whom", "note", "evidence")),
    sa.column("grounds", sa.JSON),
)


def upgrade() -> None:
    """Give every finding its state and its history, and make room for corrections."""
    _extend_findings()
    _create_history()
    _create_corrections()
    _carry_over()


def _extend_findings() -> None:
    for name, default in (("quotes", "[]"), ("grounds", "{}")):
        op.add_column("findings", sa.Column(name, sa.JSON, nullable=False, server_default=default))
    for name, default in (("state", "open"), ("evidence", "")):
        op.add_column("findings", sa.Column(name, sa.Text, nullable=False, server_default=default))
    op.add_column("findings", sa.Column("unjudged_since", sa.DateTime(timezone=True)))


def _create_history() -> None:
    op.create_table(
        "finding_history",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_finding_history")),
        _number("finding_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name="fk_finding_history_finding_id"),
        *(_moment("at"), _text("step"), _text("state"), _text("cause", nullable=True)),
        *(_text("by_whom"), _text("note"), _moment("changed_at", nullable=True), _text("evidence")),
        sa.Column("grounds", sa.JSON, nullable=False),
    )
    op.create_index("ix_finding_history_finding_id", "finding_history", ["finding_id"])


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_corrections")),
        *(_text("unit_id"), _number("report_year"), _text("digest"), _text("address")),
        *(_text("state"), _text("value", nullable=True)),
        *(_text("by_whom"), _text("note"), _moment("made_at")),
        *(_text("withdrawn_by", nullable=True), _text("withdrawn_note", nullable=True)),
        _moment("withdrawn_at", nullable=True),
    )
    op.create_index("ix_corrections_digest", "corrections", ["digest"])


def _carry_over() -> None:
    """All that was known is kept; of the findings that are now one the newest keeps the place of it."""
    connection = op.get_bind()
    seen: Counter[tuple[Any, ...]] = Counter()
    rows = connection.execute(
        sa.select(_FINDINGS).order_by(_FINDINGS.c.resolved_at.is_not(None), _FINDINGS.c.id.desc())
    )
    renamed = []
    for row in rows.all():
        place = _place(row)
        seen[row.unit_id, row.report_year, place] += 1
        renamed.append((row, _hashed(f"{place}\n{seen[row.unit_id, row.report_year, place]}")))
    for row, fingerprint in renamed:
        _carry(connection, row, fingerprint)


def _carry(connection: sa.Connection, row: sa.Row[Any], fingerprint: str) -> None:
    resolved = row.resolved_at is not None
    grounds = {"status": row.status, "message": [row.message_zh, row.message_en]}
    evidence = f"before {fingerprint}"
    connection.execute(
        sa.update(_FINDINGS)
        .where(_FINDINGS.c.id == row.id)
        .values(fingerprint=fingerprint, state="resolved" if resolved else "open", evidence=evidence, grounds=grounds)
    )
    steps = [("opened", "open", row.opened_at)] + ([("resolved", "resolved", row.resolved_at)] if resolved else [])
    for step, state, at in steps:
        words = {"step": step, "state": state, "by_whom": "", "note": "", "evidence": evidence, "grounds": grounds}
        connection.execute(sa.insert(_HISTORY).values(finding_id=row.id, at=at, **words))


def _place(row: sa.Row[Any]) -> str:
    quoted = [first or second for first, second in _QUOTED.findall(row.message_zh)]
    named = list(row.cells) or [_FIGURE.sub("#", "".join(text.split())) for text in quoted]
    return "\n".join((row.check, *named))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
