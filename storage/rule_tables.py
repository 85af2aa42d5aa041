"""The tables of what offices loosened, and what was not said because of it; `storage.tables` has them all."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, Text

from storage.columns import Moment, Prose
from storage.metadata import METADATA

loosenings = Table(
    "loosenings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report_year", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("reach", Prose, nullable=False),
    Column("check", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("by_whom", Prose, nullable=False),
    Column("why", Prose, nullable=False),
    Column("source", Prose, nullable=False),
    Column("units", Integer, nullable=False),
    Column("effective_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "report_year"),
)

loosening_effects = Table(
    "loosening_effects",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("loosening_id", Integer, ForeignKey("loosenings.id"), nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("finding_id", Integer),
    Column("fingerprint", Text, nullable=False),
    Column("message_zh", Prose, nullable=False),
    Column("message_en", Prose, nullable=False),
    Column("cells", JSON, nullable=False),
    Index(None, "loosening_id"),
)
