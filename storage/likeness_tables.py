"""The tables of which texts are like which; `storage.tables` has them all."""

from sqlalchemy import JSON, Boolean, Column, Double, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Moment, Prose
from storage.metadata import METADATA

likeness_groups = Table(
    "likeness_groups",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("report_year", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("compared_at", Moment, nullable=False),
    UniqueConstraint("key", "report_year"),
    Index(None, "report_year"),
)

likenesses = Table(
    "likenesses",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("group_id", Integer, ForeignKey("likeness_groups.id"), nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("other_id", Text, nullable=False),
    Column("other_name", Prose, nullable=False),
    Column("other_year", Integer, nullable=False),
    Column("containment", Double, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("identical", Boolean, nullable=False),
    Column("same_but_figures", Boolean, nullable=False),
    Column("passages", JSON, nullable=False),
    Index(None, "group_id"),
)
