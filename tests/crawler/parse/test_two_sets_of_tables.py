"""Documents in which tables are printed more than once: whose figures they are is then not certain."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from crawler.domain.extraction import Extraction
from crawler.flow import read_bytes
from spiders.simulator.figures import seeded
from tests.making.figures import FORM_SHAPES, Accounts
from tests.making.pages import as_page
from tests.making.reports import MadeReport, made_report
from tests.making.style import Style
from tests.making.texts import as_text

OURS, OTHERS = "form_2021", "form_2019"


def made(form: str, seed: str) -> MadeReport:
    return made_report(seeded(seed), FORM_SHAPES[form], Accounts.DENSE, Style())


def tables_of(report: MadeReport) -> list[Tag]:
    return list(BeautifulSoup(as_page(report), "lxml").find_all("table"))


def page_with(report: MadeReport, others: list[Tag], *, above: bool) -> bytes:
    page = BeautifulSoup(as_page(report), "lxml")
    own = page.find_all("table")
    for table in others if above else reversed(others):
        own[0].insert_before(table) if above else own[-1].insert_after(table)
    return str(page).encode()


def text_with(report: MadeReport, other: MadeReport) -> bytes:
    tables = as_text(other).decode().partition("二、")[2]
    return as_text(report) + tables.encode()


def certain(extraction: Extraction) -> set[str]:
    doubted = {address for doubt in extraction.doubts for address in doubt.cells}
    cells = extraction.report.cells.items()
    return {address.table for address, cell in cells if cell.certain and address not in doubted}


@pytest.mark.parametrize("form", [OURS, OTHERS])
@pytest.mark.parametrize("above", [True, False])
def test_no_figure_is_certain_where_another_report_stands_on_the_page(form: str, above: bool) -> None:
    page = page_with(made(OURS, "this year"), tables_of(made(form, "another year")), above=above)

    extraction = read_bytes(page, "page.html")

    assert "tables_twice" in {doubt.code for doubt in extraction.doubts}
    assert certain(extraction) == set()


def test_no_figure_is_certain_where_another_report_follows_in_the_text() -> None:
    extraction = read_bytes(text_with(made(OURS, "this year"), made(OTHERS, "another year")), "report.txt")

    assert certain(extraction) == set()


def test_the_same_tables_twice_are_as_good_as_once() -> None:
    report = made(OURS, "this year")

    extraction = read_bytes(page_with(report, tables_of(report), above=True), "page.html")

    assert extraction.doubts == ()
    assert certain(extraction) == {"proactive", "requests", "disputes"}


@pytest.mark.parametrize("insert", [Tag.insert_before, Tag.insert_after])
def test_of_two_lines_of_figures_in_table_4_neither_is_certain(insert: Callable[[Tag, Tag], None]) -> None:
    page = BeautifulSoup(as_page(made(OURS, "this year")), "lxml")
    table = next(one for one in page.find_all("table") if "结果维持" in re.sub(r"\s", "", one.get_text()))
    figures = table.find_all("tr")[-1]
    numbers = BeautifulSoup(str(figures), "lxml").find("tr")
    assert numbers is not None
    for number, cell in enumerate(numbers.find_all("td"), 1):
        cell.string = str(number)
    insert(figures, numbers)

    assert "disputes" not in certain(read_bytes(str(page).encode(), "page.html"))
