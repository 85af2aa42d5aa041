"""The tables of what was met on sites beside the reports and their files; `storage.tables` has them all."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from storage.columns import Moment, Prose
from storage.metadata import METADATA

page_pictures = Table(
    "page_pictures",
    METADATA,
    Column("page_id", Integer, ForeignKey("captures.id"), primary_key=True, autoincrement=False),
    Column("picture_id", Integer, ForeignKey("captures.id"), primary_key=True, autoincrement=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
)

strays = Table(
    "strays",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("report_year", Integer),
    Column("reason", Prose, nullable=False),
    Column("seen_at", Moment, nullable=False),
    UniqueConstraint("site_id", "url"),
)

suspicions = Table(
    "suspicions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", Prose, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    UniqueConstraint("site_id", "url", "kind"),
)
