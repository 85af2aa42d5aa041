"""The tables of what recipients were asked to take note of, and took note of; `storage.tables` has them all."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from storage.columns import Moment, Prose
from storage.metadata import METADATA

acknowledgements = Table(
    "acknowledgements",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("recipient", Text, nullable=False),
    Column("report_year", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Prose, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", Prose),
    Column("note", Prose),
    Index(None, "report_year"),
)
"""One row for each message that asks for it; it is acknowledged once."""

acknowledgement_items = Table(
    "acknowledgement_items",
    METADATA,
    Column("acknowledgement_id", Text, ForeignKey("acknowledgements.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("text", Prose, nullable=False),
)
