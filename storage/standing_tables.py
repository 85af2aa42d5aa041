"""The tables that pages read: where each obligation stood when last judged, and which areas a unit lies in."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, Table, Text

from storage.columns import Moment, Prose
from storage.metadata import METADATA

standings = Table(
    "standings",
    METADATA,
    Column("unit_id", Text, primary_key=True),
    Column("report_year", Integer, primary_key=True, autoincrement=False),
    Column("status", Text, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("due_on", Date),
    Column("due_basis", Text),
    Column("statutory_due", Date),
    Column("local_due", Date),
    Column("local_source", Prose, nullable=False),
    Column("published_on", Date),
    Column("published_basis", Text),
    Column("days_late", Integer),
    Column("report_url", Prose),
    Column("breaks_law", Boolean, nullable=False),
    Column("by_local_rule", Boolean, nullable=False),
    Column("form", Text),
    Column("revisions", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("for_review", Integer, nullable=False),
    Column("dismissed", Integer, nullable=False),
    Column("gravest", Text),
    Column("denied", Boolean, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("digest", Text, nullable=False),
    Column("as_of", Moment, nullable=False),
    Index(None, "report_year", "status", "unit_id"),
    Index(None, "report_year", "urgency", "unit_id"),
    Index(None, "unit_id", "report_year", "status"),
)

seasons = Table(
    "seasons",
    METADATA,
    Column("report_year", Integer, primary_key=True, autoincrement=False),
    Column("as_of", Moment, nullable=False),
    Column("edition", Integer, nullable=False),
)

unit_lines = Table(
    "unit_lines",
    METADATA,
    Column("ancestor_id", Text, primary_key=True),
    Column("unit_id", Text, primary_key=True),
    Column("depth", Integer, nullable=False),
    Index(None, "unit_id", "depth"),
    Index(None, "ancestor_id", "depth"),
)
