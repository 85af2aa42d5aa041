"""The days that the law sets for publication (条例, 国令第711号, art. 49; before it 国令第492号, art. 31)."""

from datetime import date

from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Text

_LAST_YEAR_OF_OLD_LAW = 2018
_JANUARY_31 = (1, 31)
_MARCH_31 = (3, 31)
_ARTICLE_31 = Text(
    "原《政府信息公开条例》（国令第492号）第三十一条", "article 31 of the former Regulation (Decree 492)"
)
_ARTICLE_49_1 = Text(
    "《政府信息公开条例》第四十九条第一款",
    "article 49, paragraph 1, of the Regulation on Government Information Disclosure",
)
_ARTICLE_49_2 = Text(
    "《政府信息公开条例》第四十九条第二款",
    "article 49, paragraph 2, of the Regulation on Government Information Disclosure",
)


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


def statutory_basis(kind: UnitKind, level: Level | None, report_year: int) -> Text | None:
    """The paragraph that sets the last day; None where no law sets one.

    >>> statutory_basis(UnitKind.GOVERNMENT, Level.COUNTY, 2024).zh
    '《政府信息公开条例》第四十九条第二款'
    """
    if report_year <= _LAST_YEAR_OF_OLD_LAW:
        return _ARTICLE_31
    if statutory_due(kind, level, report_year) is None:
        return None
    return _ARTICLE_49_2 if kind is UnitKind.GOVERNMENT else _ARTICLE_49_1
