"""The letter to an office that nobody stands beside or above."""

from dataclasses import replace

from crawler.domain.register import Register
from monitor.alerts import Letter
from monitor.alerts.digest import Area, notice_for
from monitor.alerts.letter import Addressee
from monitor.alerts.responsibility import Responsibility
from monitor.summaries import Summary


def letter_for(office: Addressee, summary: Summary, told: frozenset[str]) -> Letter | None:
    """None where there is nothing it was not told; `summary` holds the units of its area and all it oversees."""
    lines = Responsibility(Register(row.unit for row in summary.rows), (office,))
    overseen = lines.overseen(office.id)
    ours = tuple(row for row in summary.rows if row.unit.id in overseen)
    left_out = tuple(row.unit for row in summary.rows if row.unit.id not in overseen)
    return notice_for(office, Area(replace(summary, rows=ours), left_out), told)
