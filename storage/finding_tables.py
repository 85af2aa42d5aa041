"""The tables of what was found, of what became of it, and of what people corrected; `storage.tables` has them all."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Moment, Prose
from storage.metadata import METADATA

findings = Table(
    "findings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit_id", Text, nullable=False),
    Column("report_year", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("check", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("title_zh", Prose, nullable=False),
    Column("title_en", Prose, nullable=False),
    Column("message_zh", Prose, nullable=False),
    Column("message_en", Prose, nullable=False),
    Column("cells", JSON, nullable=False),
    Column("root", Text),
    Column("opened_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("resolved_at", Moment),
    Column("quotes", JSON, nullable=False),
    Column("grounds", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("unjudged_since", Moment),
    UniqueConstraint("unit_id", "report_year", "fingerprint"),
    Index(None, "report_year"),
)

finding_history = Table(
    "finding_history",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("finding_id", Integer, ForeignKey("findings.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("step", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("cause", Text),
    Column("by_whom", Prose, nullable=False),
    Column("note", Prose, nullable=False),
    Column("changed_at", Moment),
    Column("evidence", Text, nullable=False),
    Column("grounds", JSON, nullable=False),
    Index(None, "finding_id"),
)

corrections = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit_id", Text, nullable=False),
    Column("report_year", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("value", Text),
    Column("by_whom", Prose, nullable=False),
    Column("note", Prose, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("withdrawn_by", Prose),
    Column("withdrawn_note", Prose),
    Column("withdrawn_at", Moment),
    Index(None, "digest"),
)
