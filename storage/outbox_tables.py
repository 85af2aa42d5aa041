"""The tables of the outbox and of the troubles told to operators; `storage.tables` has them all."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.columns import Moment, Prose
from storage.metadata import METADATA

outbox = Table(
    "outbox",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("plane", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("subject", Prose, nullable=False),
    Column("body", Prose, nullable=False),
    Column("record", JSON, nullable=False),
    Column("link", Prose),
    Column("created_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("owner", Text),
    Column("ended_at", Moment),
    Column("said", Prose, nullable=False),
    UniqueConstraint("id"),
    Index(None, "state", "recipient", "channel"),
    Index(None, "state", "number"),
)
"""`due_at` of a message on its way is when its lease runs out; `said` is the last word on it, theirs or ours."""

outbox_items = Table(
    "outbox_items",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("message", Integer, ForeignKey("outbox.number"), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("key", Prose, nullable=False),
    Column("text", Prose, nullable=False),
    Column("unit_id", Text),
    Column("report_year", Integer),
    Column("check", Text),
    UniqueConstraint("recipient", "channel", "key"),
    Index(None, "message"),
)

outbox_attachments = Table(
    "outbox_attachments",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("message", Integer, ForeignKey("outbox.number"), nullable=False),
    Column("name", Prose, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index(None, "message"),
)

outbox_history = Table(
    "outbox_history",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("message", Integer, ForeignKey("outbox.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("said", Prose, nullable=False),
    Index(None, "message"),
)

troubles = Table(
    "troubles",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("about", Prose, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("told_at", Moment),
    Column("absent", Integer, nullable=False),
    Column("ended_at", Moment),
    Column("said_zh", Prose, nullable=False),
    Column("said_en", Prose, nullable=False),
    Index(None, "ended_at"),
)
