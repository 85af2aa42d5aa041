import re

import pytest
from lxml.html import HtmlElement as Element
from lxml.html import document_fromstring

from crawler.domain.dossier import Status
from crawler.domain.finding import Outcome, Severity
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Language, Text
from monitor.summaries import Summary, SummaryFormat, render, words
from monitor.summaries.page_words import PAGE_WORDS


def page(summary: Summary, language: Language = Language.CHINESE) -> Element:
    return document_fromstring(render(summary, SummaryFormat.HTML, language))


def text_of(element: Element) -> str:
    return re.sub(r"\s+", " ", str(element.text_content()))


def rows_of(document: Element, name: str) -> tuple[Element, Element]:
    """The row of a unit and the row of its details."""
    row = next(row for row in document.cssselect("tr.unit") if text_of(row.cssselect("th")[0]) == name)
    return row, row.getnext()


def test_the_cut_off_time_is_stated_at_the_top_and_the_bottom(season: Summary) -> None:
    document = page(season)

    assert "截至 2025-04-20 09:00（北京时间）" in text_of(document.cssselect("header")[0])
    assert "截至 2025-04-20 09:00" in text_of(document.cssselect("footer")[0])


def test_the_bar_and_its_legend_count_the_obliged(season: Summary) -> None:
    document = page(season)

    widths = [int(part.get("style").removeprefix("flex-grow:")) for part in document.cssselect(".bar i")]
    assert sum(widths) == season.totals["obliged"]
    assert "逾期未公布 2（其中按本地要求 1）" in text_of(document.cssselect(".legend")[0])


def test_a_row_says_kind_due_status_and_publication(season: Summary) -> None:
    row, _ = rows_of(page(season), "云溪县教育局")

    cells = [text_of(cell) for cell in row.cssselect("td")]
    assert cells == ["部门", "2025-01-31", "逾期公布（逾期12天）", "2025-02-12 网页日期", "—"]


def test_details_show_the_basis_and_every_piece_of_evidence(season: Summary) -> None:
    _, details = rows_of(page(season), "云溪县住房和城乡建设局")

    said = text_of(details)
    assert "2025年1月31日前（法定，《政府信息公开条例》第四十九条）" in said
    assert "2025-04-17 02:10 栏目已查完，列有2015—2023年报告，未监测到2024年报告" in said
    assert [link.get("href") for link in details.cssselect("a")] == ["http://www.yunxi.gov.cn/zfxxgk/nb/"] * 2


def test_a_local_rule_is_not_called_the_law(season: Summary) -> None:
    row, details = rows_of(page(season), "柳河镇人民政府")

    assert "按本地要求" in text_of(row)
    assert "逾期" not in text_of(row)
    assert "法定" not in text_of(details)


def test_a_finding_stands_under_the_one_that_explains_it(season: Summary) -> None:
    _, details = rows_of(page(season), "云溪县人民政府")

    heads = details.cssselect("ul.findings > li")
    assert len(heads) == 3
    assert "T3-05" in text_of(heads[0])
    assert "T3-02" in text_of(heads[0].cssselect("ul li")[0])


def test_the_unverifiable_stand_in_a_table_of_their_own(season: Summary) -> None:
    listed, apart = page(season).cssselect("table")

    assert "云溪县水利局" not in text_of(listed)
    assert "云溪县水利局" in text_of(apart)


def test_what_sites_print_is_text_and_nothing_else(season: Summary) -> None:
    source = render(season, SummaryFormat.HTML, Language.CHINESE)

    assert "=cmd&lt;script&gt;局" in source
    assert "&lt;b&gt;工作报告&lt;/b&gt;" in source
    assert page(season).cssselect("script") == []


def test_only_web_addresses_become_links(season: Summary) -> None:
    _, details = rows_of(page(season), "=cmd<script>局")

    assert "javascript:alert(1)" in text_of(details)
    assert details.cssselect("a") == []


def test_the_page_needs_nothing_else(season: Summary) -> None:
    document = page(season)

    assert document.cssselect("[src], link, script, iframe, img") == []
    assert "url(" not in str(document.cssselect("style")[0].text_content())
    [policy] = document.cssselect("meta[http-equiv='Content-Security-Policy']")
    assert policy.get("content").startswith("default-src 'none'")


@pytest.mark.parametrize(("language", "code"), [(Language.CHINESE, "zh-CN"), (Language.ENGLISH, "en")])
def test_the_page_can_be_read_aloud(season: Summary, language: Language, code: str) -> None:
    document = page(season, language)

    assert document.get("lang") == code
    assert all(heading.get("scope") in ("col", "row", "rowgroup") for heading in document.cssselect("th"))
    names = {element.get("id") for element in document.cssselect("[id]")}
    assert {element.get("aria-labelledby") for element in document.cssselect("[aria-labelledby]")} <= names
    assert all(summary.cssselect(".hidden") for summary in document.cssselect("summary"))


def test_a_season_without_units_is_a_page_too(nobody: Summary) -> None:
    assert "名录中没有单位" in text_of(page(nobody))


def test_every_word_exists_for_every_case() -> None:
    assert set(words.STATUSES) == set(Status)
    assert set(words.KINDS) == set(UnitKind)
    assert set(words.SEVERITIES) == set(Severity)
    assert set(words.OUTCOMES) == {Outcome.FAIL, Outcome.WARN, Outcome.UNDETERMINED, Outcome.INFO}


def test_no_english_word_is_chinese() -> None:
    said: list[Text] = [*PAGE_WORDS.values(), *words.STATUSES.values(), *words.KINDS.values()]

    assert not [text for text in said if re.search(r"[一-鿿]", text.en)]
