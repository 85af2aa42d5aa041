"""What is peculiar to the kinds of sites whose addresses tell something, and to articles that show files."""

import json
import re
from dataclasses import replace
from datetime import datetime

import pytest

from spiders.simulator.articles import FileShown, MobileTwin
from spiders.simulator.building import pages_of, place
from spiders.simulator.families import FAMILIES
from spiders.simulator.pages import Page
from spiders.simulator.sites import MAIN, SHANGHAI, Attachment
from tests.spiders.families.followed import NOW, UNITS, report_of, site_of

REPORT = report_of(UNITS[0], 2024)
PDF = Attachment("pdf", b"%PDF-1.4 invented")
PNG = Attachment("png", b"\x89PNG invented")


def html(page: Page) -> str:
    return page.body.decode()


def front(family: str, pages: dict[str, Page]) -> str:
    return html(pages[FAMILIES[family].front(FAMILIES[family].column)])


def test_a_column_of_years_names_those_of_publication_and_lists_nothing_itself() -> None:
    pages = pages_of(site_of("yearly"), NOW)

    assert re.findall(r"/zfxxgk/gknb/(\d{4})/index.html", front("yearly", pages)) == ["2025", "2024", "2023", "2022"]
    assert "年度报告" not in front("yearly", pages)
    assert "2024年政府信息公开工作年度报告" in html(pages["/zfxxgk/gknb/2025/index.html"])


def test_the_list_of_a_unit_is_named_after_it() -> None:
    pages = pages_of(site_of("per_unit", columns=(MAIN,)), NOW)

    links = dict(
        re.findall(r'<li><a href="(/zwgk/ndbg/d\d{4}/list.html)">(.{4,12})</a></li>', front("per_unit", pages))
    )

    assert set(links.values()) == set(UNITS)
    assert all(f">{name}</a></div>" in html(pages[path]) for path, name in links.items())


def test_every_organ_has_a_column_that_its_query_pages_through() -> None:
    pages = pages_of(site_of("longxun", columns=(MAIN,)), NOW)

    organs = [path for path in pages if re.fullmatch(r"/public/column/\d{7}\?type=4&catId=&action=list", path)]

    assert len(organs) == 1 + len(UNITS)
    assert sum(f"{organ}&pageIndex=2" in pages for organ in organs) == len(UNITS)


def test_a_unit_of_one_page_has_one_address_that_every_year_overwrites() -> None:
    site = site_of("one_page", columns=(MAIN,))
    paths = {place(site, entry).path for entry in site.entries if entry.report and entry.report.unit_name == UNITS[0]}
    (path,) = paths

    last_year, this_year = (html(pages_of(site, now)[path]) for now in (datetime(2024, 4, 1, tzinfo=SHANGHAI), NOW))

    assert "2023年政府信息公开工作年度报告</h2>" in last_year
    assert "2024年政府信息公开工作年度报告</h2>" in this_year
    assert front("one_page", pages_of(site, NOW)).count(f'href="{path}"') == 1


def test_a_program_draws_everything_from_json_at_the_address_of_the_page() -> None:
    site = site_of("spa", columns=(MAIN,))
    pages = pages_of(site, NOW)
    article = place(site, site.entries[0]).path

    assert html(pages["/xxgk/nb"]) == html(pages[article])
    assert re.search(r'<div id="app"></div><script src="/static/js/app\.[0-9a-f]{8}\.js">', html(pages[article]))
    rows = [row for page in (1, 2, 3, 4) for row in json.loads(pages[f"/api/xxgk/nb?page={page}"].body)["rows"]]
    assert {row["url"] for row in rows} == {place(site, entry).path for entry in site.entries}
    assert "结转下年度继续办理" in json.loads(pages[f"/api{article}"].body)["content"]


def test_the_pager_of_a_scripted_list_bears_no_address() -> None:
    pages = pages_of(site_of("ilist", columns=(MAIN,)), NOW)

    assert "共<b>4</b>页" in front("ilist", pages)
    assert not re.search(r'<a href="[^"j][^"]*cur_page', front("ilist", pages))


@pytest.mark.parametrize("shown", [FileShown.VIEWER, FileShown.PDFJS])
@pytest.mark.parametrize("family", ["trs", "yearly", "longxun", "spa"])
def test_a_viewer_shows_a_file_that_nothing_links_to(family: str, shown: FileShown) -> None:
    site = site_of(family, entries=(replace(REPORT, attachment=PDF, file_shown=shown),), columns=(MAIN,))

    pages = pages_of(site, NOW)
    placed = place(site, site.entries[0])
    article = html(pages.get(f"/api{placed.path}", pages[placed.path])).replace("%2F", "/")

    assert f"{shown}?file={placed.file_path}" in article
    assert not re.search(r"href=[^>]*\.pdf", article)
    assert pages[placed.file_path or ""].body == PDF.body
    assert shown in pages


@pytest.mark.parametrize("family", FAMILIES)
def test_the_pages_of_a_report_can_stand_in_its_article_as_images(family: str) -> None:
    entry = replace(REPORT, pictures=(PNG, PNG))
    site = site_of(family, entries=(entry,), columns=(MAIN,))

    placed, pages = place(site, entry), pages_of(site, NOW)

    article = pages.get(f"/api{placed.path}", pages[placed.path]).body
    assert len(placed.picture_paths) == 2
    assert all(path.rpartition("/")[2].encode() in article for path in placed.picture_paths)
    assert "结转下年度继续办理".encode(FAMILIES[family].charset.encoding) not in article
    assert {pages[path].content_type for path in placed.picture_paths} == {"image/png"}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_twin_for_telephones_says_what_its_article_says(family: str) -> None:
    entry = replace(REPORT, mobile=MobileTwin.MPOST)
    site = site_of(family, entries=(entry,), columns=(MAIN,))
    pages, own = pages_of(site, NOW), place(site, entry).path

    twins = [
        path for path in pages if path != own and not path.startswith("/api") and re.search(r"_wap\b|mpost_", path)
    ]

    assert len(twins) == 1
    mark = "结转下年度继续办理".encode(FAMILIES[family].charset.encoding)
    said = [pages.get(f"/api{path}", pages[path]).body.count(mark) for path in (own, *twins)]
    assert said == [said[0]] * 2
    assert said[0] > 0
