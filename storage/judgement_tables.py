"""The table of what was judged of each unit and year, and on what: `storage.tables` has them all."""

from sqlalchemy import JSON, Column, Integer, Table, Text

from storage.metadata import METADATA

judgements = Table(
    "judgements",
    METADATA,
    Column("unit_id", Text, primary_key=True),
    Column("report_year", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("form", Text),
    Column("findings", JSON, nullable=False),
)
