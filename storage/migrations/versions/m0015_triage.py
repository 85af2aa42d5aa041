"""What people noted on findings and to whom they gave them; and findings found by how grave they are, and counted."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make its tables and indexes."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "finding_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding_remarks"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name="fk_finding_remarks_finding_id"),
    )
    op.create_index("ix_finding_remarks_finding_id", "finding_remarks", ["finding_id"])
    op.create_table(
        "finding_assignees",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("finding_id", name="pk_finding_assignees"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name="fk_finding_assignees_finding_id"),
    )
    op.create_index("ix_finding_assignees_assignee", "finding_assignees", ["assignee"])
    op.create_index("ix_findings_report_year_severity_id", "findings", ["report_year", "severity", "id"])
    counted = ["report_year", "state", "severity", "status", "check", "unit_id"]
    op.create_index("ix_findings_counted", "findings", counted)
