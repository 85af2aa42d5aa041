"""Sound tables as sites break them on their way to the page: whatever we make of them, nobody is accused."""

import re
from collections.abc import Callable, Iterator
from copy import copy
from datetime import UTC, datetime
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome
from crawler.domain.unit import Level, UnitKind
from crawler.flow import read_bytes
from monitor.checks import findings_of
from spiders.simulator.figures import seeded
from tests.making.figures import FORM_SHAPES, Accounts
from tests.making.pages import as_page
from tests.making.reports import made_report
from tests.making.style import Style

FAMILIES = ("T3", "T4")
APRIL = datetime(2025, 4, 20, 1, tzinfo=UTC)
COLUMNS = 7
FORMS = ("form_2021", "new form, other handling in a single row")
Corrupt = Callable[[BeautifulSoup], None]


@cache
def page_of(form: str) -> tuple[str, int]:
    report = made_report(seeded("sound"), FORM_SHAPES[form], Accounts.DENSE, Style())
    return as_page(report).decode(), report.year


def rows(page: BeautifulSoup) -> list[list[Tag]]:
    """The cells of the rows of table 3 that have figures."""
    table = next(one for one in page.find_all("table") if "本年新收" in one.get_text())
    cells = (row.find_all("td") for row in table.find_all("tr"))
    return [one for one in cells if len(one) > COLUMNS and all(map(is_figure, one[-COLUMNS:]))]


def is_figure(cell: Tag) -> bool:
    return re.fullmatch(r"\s*\d*\s*", cell.get_text()) is not None


def figures(page: BeautifulSoup) -> Iterator[Tag]:
    return (cell for row in rows(page) for cell in row[-COLUMNS:])


def row_lost_at_a_page_break(page: BeautifulSoup) -> None:
    rows(page)[9][0].parent.decompose()  # type: ignore[union-attr]


def labels_lost(page: BeautifulSoup) -> None:
    for row in rows(page)[5:9]:
        row[-COLUMNS - 1].clear()


def label_cell_left_out(page: BeautifulSoup) -> None:
    rows(page)[6][-COLUMNS - 1].decompose()


def column_of_totals_cut_off(page: BeautifulSoup) -> None:
    for row in rows(page):
        row[-1].decompose()


def first_column_cut_off_from_a_row_on(page: BeautifulSoup) -> None:
    for row in rows(page)[12:]:
        row[-COLUMNS].decompose()


def cell_left_out(page: BeautifulSoup) -> None:
    rows(page)[4][-3].decompose()


def equal_cells_merged(page: BeautifulSoup) -> None:
    for row in rows(page):
        for one, other in zip(row[-COLUMNS:], row[1 - COLUMNS :], strict=False):
            if not one.decomposed and one.get_text() == other.get_text() and not one.get("colspan"):
                one["colspan"] = "2"
                other.decompose()


def two_rows_in_one(page: BeautifulSoup) -> None:
    upper, lower = rows(page)[7:9]
    for one, other in zip(upper[-COLUMNS - 1 :], lower[-COLUMNS - 1 :], strict=True):
        one.append(page.new_tag("br"))
        one.append(other.get_text())
    lower[0].parent.decompose()  # type: ignore[union-attr]


def column_of_sums_put_in(page: BeautifulSoup) -> None:
    for row in rows(page):
        sums = page.new_tag("td")
        sums.string = str(sum(int(cell.get_text() or 0) for cell in row[1 - COLUMNS : -1]))
        row[-1].insert_before(sums)


def row_printed_twice_with_other_figures(page: BeautifulSoup) -> None:
    again = copy(rows(page)[3][0].parent)
    assert again is not None
    again.find_all("td")[-1].string = "999"
    rows(page)[3][0].parent.insert_after(again)  # type: ignore[union-attr]


def letters_for_figures(page: BeautifulSoup) -> None:
    for cell in figures(page):
        cell.string = cell.get_text().replace("0", "O").replace("1", "l")


def dashes_and_words_for_noughts(page: BeautifulSoup) -> None:
    for cell, said in zip((one for one in figures(page) if one.get_text() == "0"), "—无〇/－零" * 20, strict=False):
        cell.string = said


def units_and_notes(page: BeautifulSoup) -> None:
    for number, cell in enumerate(figures(page)):
        cell.string = f"{cell.get_text()}{('件', ' 件', '（其中网络申请1件）', '')[number % 4]}"


CORRUPTIONS: tuple[Corrupt, ...] = (
    row_lost_at_a_page_break,
    labels_lost,
    label_cell_left_out,
    column_of_totals_cut_off,
    first_column_cut_off_from_a_row_on,
    cell_left_out,
    equal_cells_merged,
    two_rows_in_one,
    column_of_sums_put_in,
    row_printed_twice_with_other_figures,
    letters_for_figures,
    dashes_and_words_for_noughts,
    units_and_notes,
)


@pytest.mark.parametrize(
    ("corrupt", "form"),
    [
        pytest.param(corrupt, FORMS[place % 2], id=corrupt.__name__.replace("_", " "))
        for place, corrupt in enumerate(CORRUPTIONS)
    ],
)
def test_broken_tables_accuse_nobody(corrupt: Corrupt, form: str) -> None:
    text, year = page_of(form)
    page = BeautifulSoup(text, "lxml")
    corrupt(page)
    assert str(page) != str(BeautifulSoup(text, "lxml"))

    extraction = read_bytes(str(page).encode(), "page.html")
    found = findings_of(Dossier(APRIL, UnitKind.DEPARTMENT, Level.COUNTY, year, extraction))

    decided = [one for one in found if one.status is Outcome.FAIL and one.check.startswith(FAMILIES)]
    assert [(one.check, one.message.zh) for one in decided] == []
    assert not any(one.status is Outcome.RULE_ERROR for one in found)
