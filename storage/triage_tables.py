"""The tables of what people noted on findings and to whom they gave them; `storage.tables` has them all."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from storage.columns import Moment, Prose
from storage.finding_tables import findings
from storage.metadata import METADATA

finding_remarks = Table(
    "finding_remarks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("finding_id", Integer, ForeignKey("findings.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by_whom", Prose, nullable=False),
    Column("assignee", Prose),
    Column("note", Prose, nullable=False),
    Index(None, "finding_id"),
)

finding_assignees = Table(
    "finding_assignees",
    METADATA,
    Column("finding_id", Integer, ForeignKey("findings.id"), primary_key=True),
    Column("assignee", Prose, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "assignee"),
)

Index(None, findings.c.report_year, findings.c.severity, findings.c.id)
Index(
    "ix_findings_counted",
    findings.c.report_year,
    findings.c.state,
    findings.c.severity,
    findings.c.status,
    findings.c["check"],
    findings.c.unit_id,
)
