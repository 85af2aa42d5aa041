"""The tables of the journal: what a crawl asked for, what it was answered and has read, and where it is done.

They are written for every page, so they stand apart from what they are about: answers go when a crawl is over.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.columns import Moment, Prose
from storage.metadata import METADATA

requests = Table(
    "requests",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("crawl_id", Integer, ForeignKey("runs.id"), nullable=False),
    Column("site_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("url", Prose, nullable=False),
    Column("role", Text, nullable=False),
    Column("why", Prose, nullable=False),
    Column("rendered", Boolean, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("cause", Prose),
    Column("status", Integer),
    Column("bytes", Integer),
    Column("attempts", Integer, nullable=False),
    UniqueConstraint("crawl_id", "site_id", "key"),
)

answers = Table(
    "answers",
    METADATA,
    Column("request_id", Integer, ForeignKey("requests.id"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

crawl_knowledge = Table(
    "crawl_knowledge",
    METADATA,
    Column("crawl_id", Integer, ForeignKey("runs.id"), primary_key=True, autoincrement=False),
    Column("knowledge", LargeBinary, nullable=False),
)

read_captures = Table(
    "read_captures",
    METADATA,
    Column("capture_id", Integer, ForeignKey("captures.id"), primary_key=True, autoincrement=False),
    Column("circumstances", Text, nullable=False),
)

crawl_visits = Table(
    "crawl_visits",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("crawl_id", Integer, ForeignKey("runs.id"), nullable=False),
    Column("site_id", Text, nullable=False),
    Column("visit_id", Integer, ForeignKey("visits.id"), nullable=False),
    UniqueConstraint("crawl_id", "site_id"),
)
