"""Standings as their table holds them, and back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Severity
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from storage.standing_records import Stood
from storage.standing_tables import standings
from storage.tables import units

_OF_UNITS = ("name", "kind", "level", "parent_id", "site_url", "column_url")


def to_row(stood: Stood) -> dict[str, Any]:
    """Where an obligation stands, as its table holds it."""
    standing = stood.standing
    owed = standing.obligation
    told = standing.by_graver_term.obligation
    return {
        "unit_id": standing.unit.id,
        "report_year": standing.report_year,
        "status": standing.status.value,
        "urgency": stood.urgency,
        "due_on": owed and owed.due_on,
        "due_basis": owed and owed.due_basis.value,
        "statutory_due": owed and owed.statutory_due,
        "local_due": owed and owed.local_due,
        "local_source": owed.local_source if owed else "",
        "published_on": standing.published_on,
        "published_basis": standing.published_basis,
        "days_late": standing.days_late,
        "report_url": standing.report_url,
        "breaks_law": standing.breaks_law,
        "by_local_rule": told is not None and told.due_basis is DueBasis.LOCAL,
        "form": stood.form,
        "revisions": stood.revisions,
        "decided": stood.decided,
        "for_review": stood.for_review,
        "dismissed": stood.dismissed,
        "gravest": stood.gravest and stood.gravest.value,
        "denied": stood.denied,
        "evidence": [[seen.url, seen.at.isoformat(), seen.what.zh, seen.what.en] for seen in standing.evidence],
    }


def stood_query() -> Select[Any]:
    """Standings with what of their units is shown beside them."""
    of_units = (units.c[name] for name in _OF_UNITS)
    return select(standings, *of_units).join_from(standings, units, units.c.id == standings.c.unit_id)


def from_row(row: Row[Any]) -> Stood:
    """Where an obligation stands, from a row of `stood_query`."""
    unit = Unit(
        id=row.unit_id,
        name=row.name,
        kind=UnitKind(row.kind),
        level=Level(row.level),
        parent_id=row.parent_id,
        site_url=row.site_url,
        column_url=row.column_url,
    )
    return Stood(
        standing=_standing(unit, row),
        form=row.form,
        revisions=row.revisions,
        decided=row.decided,
        for_review=row.for_review,
        dismissed=row.dismissed,
        gravest=None if row.gravest is None else Severity(row.gravest),
        denied=row.denied,
        as_of=row.as_of,
    )


def evidence_from(records: list[list[str]]) -> tuple[Evidence, ...]:
    """The evidence of a standing, as it was."""
    return tuple(Evidence(url, datetime.fromisoformat(at), Text(zh, en)) for url, at, zh, en in records)


def _standing(unit: Unit, row: Row[Any]) -> Standing:
    return Standing(
        unit=unit,
        report_year=row.report_year,
        status=Status(row.status),
        obligation=_obligation(unit, row),
        published_on=row.published_on,
        published_basis=row.published_basis,
        days_late=row.days_late,
        report_url=row.report_url,
        evidence=evidence_from(row.evidence),
        breaks_law=row.breaks_law,
    )


def _obligation(unit: Unit, row: Row[Any]) -> Obligation | None:
    if row.due_on is None:
        return None
    return Obligation(
        unit=unit,
        report_year=row.report_year,
        due_on=row.due_on,
        due_basis=DueBasis(row.due_basis),
        statutory_due=row.statutory_due,
        local_due=row.local_due,
        local_source=row.local_source,
    )
