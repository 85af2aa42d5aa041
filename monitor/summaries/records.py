"""The summary as records for programs: the contract gongkai.summary/1."""

import json
from typing import Any

from crawler.domain.clock import SHANGHAI
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding
from crawler.domain.wording import Language
from monitor.summaries.summary import Summary, UnitRow

SCHEMA = "gongkai.summary/1"


def render_records(summary: Summary, language: Language) -> str:
    """The summary as JSON; only the messages depend on the language."""
    return json.dumps(summary_record(summary, language), ensure_ascii=False, indent=2) + "\n"


def summary_record(summary: Summary, language: Language) -> dict[str, Any]:
    """The summary as plain values."""
    return {
        "schema": SCHEMA,
        "report_year": summary.report_year,
        "as_of": summary.as_of.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "totals": summary.totals,
        "units": [unit_record(row, language) for row in summary.rows],
    }


def unit_record(row: UnitRow, language: Language) -> dict[str, Any]:
    """One unit as plain values."""
    unit, standing, obligation = row.unit, row.standing, row.standing.obligation
    return {
        "id": unit.id,
        "name": unit.name,
        "kind": unit.kind.value,
        "level": unit.level.value,
        "parent_id": unit.parent_id,
        "status": standing.status.value,
        "due_on": obligation.due_on.isoformat() if obligation else None,
        "due_basis": obligation.due_basis.value if obligation else None,
        "published_on": standing.published_on.isoformat() if standing.published_on else None,
        "published_basis": standing.published_basis,
        "days_late": standing.days_late,
        "report_url": standing.report_url,
        "form": row.form,
        "revisions": row.revisions,
        "findings": [_finding_record(finding, language) for finding in row.findings],
        "evidence": [_evidence_record(evidence, language) for evidence in standing.evidence],
    }


def _finding_record(finding: Finding, language: Language) -> dict[str, str]:
    return {"check": finding.check, "status": finding.status.value, "message": finding.message.to(language)}


def _evidence_record(evidence: Evidence, language: Language) -> dict[str, str]:
    at = evidence.at.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return {"url": evidence.url, "at": at, "what": evidence.what.to(language)}
