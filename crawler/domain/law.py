"""The days that the law sets for publication (条例, 国令第711号, art. 49; before it 国令第492号, art. 31)."""

from datetime import date

from crawler.domain.unit import Level, UnitKind

_LAST_YEAR_OF_OLD_LAW = 2018
_JANUARY_31 = (1, 31)
_MARCH_31 = (3, 31)


def statutory_due(kind: UnitKind, level: Level | None, report_year: int) -> date | None:
    """The last day for the report on one year of work; None for bodies below the county, which art. 49 does not name.

    Governments have until 31 March, other bodies until 31 January; until the reports on 2018 the old
    text gave every body 31 March.
    """
    if report_year <= _LAST_YEAR_OF_OLD_LAW:
        return date(report_year + 1, *_MARCH_31)
    if level is Level.TOWNSHIP or kind in (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT):
        return None
    return date(report_year + 1, *(_MARCH_31 if kind is UnitKind.GOVERNMENT else _JANUARY_31))
