"""Who owes what by when, and where each obligation stands, with its evidence."""

from monitor.obligations.coverage import Sights, years_of_signs
from monitor.obligations.days import china_day
from monitor.obligations.due import obligations_for
from monitor.obligations.status import standing_of
from monitor.obligations.terms import BY_LAW_ALONE, LocalDue, Terms

__all__ = [
    "BY_LAW_ALONE",
    "LocalDue",
    "Sights",
    "Terms",
    "china_day",
    "obligations_for",
    "standing_of",
    "years_of_signs",
]
