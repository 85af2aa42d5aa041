"""The tables of the schedule: the due times of jobs, and the schedulers that look after them."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Moment, Prose
from storage.metadata import METADATA

slots = Table(
    "slots",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("job", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("passed_over", Integer, nullable=False),
    Column("owner", Text),
    Column("lease_until", Moment),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("outcome", Prose),
    UniqueConstraint("job", "due_at"),
    Index(None, "state"),
)

schedulers = Table(
    "schedulers",
    METADATA,
    Column("owner", Text, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("stopped_at", Moment),
)
