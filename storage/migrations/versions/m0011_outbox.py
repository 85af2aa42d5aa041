"""The outbox: what is to be sent to whom, and what became of it; it takes the place of the table of letters.

Letters were sent by mail, so they are delivered messages of that channel, and their recipients are mail addresses.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_LETTERS = sa.table(
    "letters",
    sa.column("id", sa.Integer),
    *(sa.column(name, sa.Text) for name in ("recipient", "subject", "body")),
    sa.column("sent_at", sa.DateTime(timezone=True)),
)
_LETTER_ITEMS = sa.table(
    "letter_items",
    *(sa.column(name, sa.Integer) for name in ("id", "letter_id")),
    sa.column("key", sa.Text),
)
_OUTBOX = sa.table(
    "outbox",
    *(sa.column(name, sa.Integer) for name in ("number", "attempts")),
    *(sa.column(name, sa.Text) for name in ("id", "recipient", "channel", "plane", "kind", "language")),
    *(sa.column(name, sa.Text) for name in ("subject", "body", "state", "said")),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("created_at", "due_at", "ended_at")),
    sa.column("record", sa.JSON),
)
_ITEMS = sa.table(
    "outbox_items",
    *(sa.column(name, sa.Integer) for name in ("message", "report_year")),
    *(sa.column(name, sa.Text) for name in ("recipient", "channel", "key", "text", "unit_id", "check")),
)
_HISTORY = sa.table(
    "outbox_history",
    *(sa.column(name, sa.Integer) for name in ("message", "attempt")),
    *(sa.column(name, sa.Text) for name in ("state", "by_whom", "said")),
    sa.column("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Make its tables, and move the letters into them."""
    _create_outbox()
    _create_parts()
    _create_troubles()
    _carry_over()
    op.drop_table("letter_items")
    op.drop_table("letters")


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        *(_number("number"), sa.PrimaryKeyConstraint("number", name="pk_outbox")),
        *(_text("id"), sa.UniqueConstraint("id", name="uq_outbox_id")),
        *(_text("recipient"), _text("channel"), _text("plane"), _text("kind"), _text("language")),
        *(_text("subject"), _text("body"), sa.Column("record", sa.JSON, nullable=False), _text("link", nullable=True)),
        *(_moment("created_at"), _text("state"), _number("attempts"), _moment("due_at")),
        *(_text("owner", nullable=True), _moment("ended_at", nullable=True), _text("said")),
    )
    op.create_index("ix_outbox_state_recipient_channel", "outbox", ["state", "recipient", "channel"])
    op.create_index("ix_outbox_state_number", "outbox", ["state", "number"])


def _create_parts() -> None:
    op.create_table(
        "outbox_items",
        *_part_of_message("outbox_items"),
        *(_text("recipient"), _text("channel"), _text("key"), _text("text")),
        *(_text("unit_id", nullable=True), _number("report_year", nullable=True), _text("check", nullable=True)),
        sa.UniqueConstraint("recipient", "channel", "key", name="uq_outbox_items_recipient_channel_key"),
    )
    op.create_table(
        "outbox_attachments",
        *_part_of_message("outbox_attachments"),
        *(_text("name"), _text("media_type"), sa.Column("content", sa.LargeBinary, nullable=False)),
    )
    op.create_table(
        "outbox_history",
        *_part_of_message("outbox_history"),
        *(_moment("at"), _text("state"), _number("attempt"), _text("by_whom"), _text("said")),
    )
    for table in ("outbox_items", "outbox_attachments", "outbox_history"):
        op.create_index(f"ix_{table}_message", table, ["message"])


def _create_troubles() -> None:
    op.create_table(
        "troubles",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_troubles")),
        *(_text("kind"), _text("about"), _moment("began_at"), _moment("last_seen_at"), _number("looks")),
        *(_moment("told_at", nullable=True), _number("absent"), _moment("ended_at", nullable=True)),
        *(_text("said_zh"), _text("said_en")),
    )
    op.create_index("ix_troubles_ended_at", "troubles", ["ended_at"])


def _carry_over() -> None:
    connection = op.get_bind()
    keys: dict[int, list[str]] = {}
    for item in connection.execute(sa.select(_LETTER_ITEMS).order_by(_LETTER_ITEMS.c.id)):
        keys.setdefault(item.letter_id, []).append(item.key)
    for letter in connection.execute(sa.select(_LETTERS).order_by(_LETTERS.c.id)).all():
        _carry(connection, letter, keys.get(letter.id, []))


def _carry(connection: sa.Connection, letter: sa.Row[Any], keys: list[str]) -> None:
    words = {"recipient": letter.recipient, "subject": letter.subject, "body": letter.body}
    kinds = {"channel": "mail", "plane": "offices", "kind": "notice", "language": "zh", "record": {}}
    moments = {"created_at": letter.sent_at, "due_at": letter.sent_at, "ended_at": letter.sent_at}
    row = {"id": f"letter-{letter.id}", **words, **kinds, **moments, "state": "delivered", "attempts": 1, "said": ""}
    number = connection.execute(sa.insert(_OUTBOX).returning(_OUTBOX.c.number), row).scalar_one()
    event = {"message": number, "at": letter.sent_at, "state": "delivered", "attempt": 1, "by_whom": "", "said": ""}
    connection.execute(sa.insert(_HISTORY), event)
    for key in keys:
        told = {"message": number, "recipient": letter.recipient, "channel": "mail", "key": key, "text": ""}
        connection.execute(sa.insert(_ITEMS), told | _about(key))


def _about(key: str) -> dict[str, str | int | None]:
    """The key of what a letter told was unit/year/check/fingerprint."""
    unit_id, year, check, *_ = (*key.rsplit("/", 3), "", "", "")
    known = year.isdigit()
    return {
        "unit_id": unit_id if known else None,
        "report_year": int(year) if known else None,
        "check": check if known else None,
    }


def _part_of_message(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint, sa.Column[int], sa.Constraint]:
    return (
        _number("id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _number("message"),
        sa.ForeignKeyConstraint(["message"], ["outbox.number"], name=f"fk_{table}_message"),
    )


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
