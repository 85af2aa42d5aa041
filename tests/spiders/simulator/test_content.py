import re
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from bs4 import BeautifulSoup

from spiders.simulator.content import SimulatedReport, TitleStyle, as_html, as_text
from spiders.simulator.figures import plausible_figures, seeded, with_reviews
from spiders.simulator.forms import FORMS
from spiders.simulator.sentences import narrative

HEADINGS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "五、存在的主要问题", "六、其他")


def report(form: str = "form_2021", year: int = 2024) -> SimulatedReport:
    figures = with_reviews(plausible_figures(seeded(5), FORMS[form], 20), upheld=1)
    return SimulatedReport("云溪县教育局", year, figures, form, date(year + 1, 1, 15))


@pytest.mark.parametrize(("form", "year", "rows"), [("form_2019", 2020, [18, 26, 4]), ("form_2021", 2024, [14, 28, 4])])
def test_a_report_has_six_sections_and_three_tables(form: str, year: int, rows: list[int]) -> None:
    soup = BeautifulSoup(as_html(report(form, year)), "lxml")
    tables = soup.find_all("table")

    assert all(heading in soup.get_text() for heading in HEADINGS)
    assert [len(table.find_all("tr")) for table in tables] == rows
    assert len(tables[2].find_all("tr")[-1].find_all("td")) == 15


def test_every_row_of_a_grid_is_equally_wide_once_spans_are_counted() -> None:
    grids = [line.count("\t") for line in as_text(report()).split("\n") if "\t" in line]

    assert set(grids) == {3, 9, 14}


def test_the_text_holds_the_figures_of_the_tables() -> None:
    whole = as_text(report())

    balance = next(line for line in whole.split("\n") if line.startswith("一、本年新收")).split("\t")
    assert f"收到政府信息公开申请{balance[-1]}件" in whole


def test_a_narrative_can_deny_what_the_table_holds() -> None:
    honest = report()

    assert "发生行政复议" in as_text(honest)
    assert "未发生因政府信息公开引起的行政复议" in as_text(replace(honest, denies_disputes=True))


def test_word_paste_changes_the_markup_and_not_the_text() -> None:
    plain, pasted = (as_html(replace(report(), word_paste=word_paste)) for word_paste in (False, True))

    assert "MsoNormal" in pasted
    assert BeautifulSoup(plain, "lxml").get_text().split() == BeautifulSoup(pasted, "lxml").get_text().split()


def test_a_report_can_go_without_date_and_without_name() -> None:
    bare = as_text(replace(report(), signed_on=None, names_unit=False, title_style=TitleStyle.NO_UNIT))

    assert "教育局" not in bare
    assert re.search(r"2025年\d+月", bare) is None


def test_a_link_names_the_unit_even_where_the_title_does_not() -> None:
    nameless = replace(report(), title_style=TitleStyle.NO_UNIT)

    assert nameless.title == "2024年政府信息公开工作年度报告"
    assert nameless.link_title == "云溪县教育局2024年政府信息公开工作年度报告"


def test_no_two_units_share_more_than_one_wording() -> None:
    for first, second in combinations([_wordings(number, 2024) for number in range(49)], 2):
        assert len(first & second) <= 1


def test_a_unit_never_repeats_last_years_wording() -> None:
    assert all(not _wordings(number, 2023) & _wordings(number, 2024) for number in range(49))


def _wordings(number: int, year: int) -> set[str]:
    words = narrative(number, year)
    parts = (words.proactive, words.requests, words.management, words.platform, words.oversight, words.improvement)
    return {*parts, *words.problems}
