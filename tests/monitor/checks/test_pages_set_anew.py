"""A page that its site sets anew says the same; one figure that it changes on the way is found all the same."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from crawler.domain.dossier import Dossier, Edition
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Finding, Outcome
from crawler.flow import read_bytes
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene
from spiders.simulator.figures import seeded
from tests.making.figures import FORM_SHAPES, Accounts
from tests.making.pages import as_page
from tests.making.reports import MadeReport, made_report
from tests.making.style import Caption, Charset, Chrome, Cut, Digits, Head, Markup, Padding, Paste, Spans, Style, Title

URL = "http://www.yunxi.gov.cn/zfxxgk/nb/1.html"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
OFF = frozenset(check.id for check in all_checks()) - {"PUB-07", "PUB-12"}


def below(*lines: str) -> Callable[[str], str]:
    """Something below the report, where its container is not told from the page."""
    added = "".join(f"<p>{line}</p>" for line in lines)
    return lambda page: page.replace("</body>", f"<div>{added}</div></body>")


def everywhere(pattern: str, by: str) -> Callable[[str], str]:
    return lambda page: re.sub(pattern, by, page, flags=re.DOTALL)


STYLES: Mapping[str, Style] = {
    "GBK called Latin": Style(charset=Charset.GBK_CALLED_LATIN),
    "UTF-16": Style(charset=Charset.UTF_16),
    "th for td": Style(markup=Markup.HEADED),
    "cells left open": Style(markup=Markup.UNQUOTED, padding=Padding.NON_BREAKING),
    "pasted from Word": Style(paste=Paste.WORD, digits=Digits.FULL),
    "labels in pieces": Style(paste=Paste.EVERY_CHARACTER, padding=Padding.IDEOGRAPHIC),
    "captions outside": Style(caption=Caption.PARAGRAPH, title=Title.INSIDE),
    "nothing merged": Style(spans=Spans.REPEATED, head=Head.UNMERGED),
    "a table in two": Style(cut=Cut.IN_A_GROUP, trailing_column=True, corner_note=False),
    "another system": Style(chrome=Chrome.TRS),
    "yet another system": Style(chrome=Chrome.HANWEB, charset=Charset.GB18030),
}
CHANGES: Mapping[str, Callable[[str], str]] = {
    "thousands separators": lambda page: re.sub(r">(\d{4,})<", lambda found: f">{int(found[1]):,}<", page),
    "decimals": everywhere(r">(\d+)<", r">\1.00<"),
    "full-width digits": lambda page: re.sub(r">[^<]+<", lambda found: found[0].translate(FULL_WIDTH), page),
    "tables in tables": everywhere(r"(<table.*?</table>)", r"<table><tr><td>\1</td></tr></table>"),
    "line breaks for paragraphs": everywhere(r"</p>\n<p>", "<br><br>"),
    "other spaces and signs": lambda page: page.replace("，", ",&nbsp;").replace("“", '"').replace("”", '"'),
    "a page in two": lambda page: page[: page.index("四、")] + "</body></html>",
    "a print view": everywhere("<body>", "<body><div>打印本页 关闭窗口</div>"),
    "a counter in the text": lambda page: page.replace("</p>", "</p><p>浏览次数：1245次。</p>", 2),
    "a counter below": below("本文浏览次数：1246次。", "分享到微信朋友圈。"),
    "related news": below("相关新闻", "全县政务公开工作推进会召开，部署年度重点任务。"),
    "a disclaimer": below("本网站由县政府办公室主办，未经授权不得转载本站内容。", "主办单位：县政府办公室。"),
    "a link to a file": below("附件：本单位政府信息公开工作年度报告.docx", "附件可点击以上链接，请下载后阅读全文。"),
}


@cache
def made(form: str) -> MadeReport:
    return made_report(seeded(f"anew/{form}"), FORM_SHAPES[form], Accounts.PLAUSIBLE, Style())


def page_of(report: MadeReport) -> str:
    return as_page(report).decode()


@cache
def read(page: str | bytes) -> Extraction:
    return read_bytes(page if isinstance(page, bytes) else page.encode(), URL)


def found(*pages: str | bytes, elsewhere: bool = False) -> list[Finding]:
    """What is raised of an address that showed these pages one after the other, or of two that show them."""
    first = datetime(2024, 1, 20, 1, tzinfo=UTC)
    editions = tuple(
        Edition(f"{URL}?{number}" if elsewhere else URL, first.replace(day=20 + number), str(number), read(page))
        for number, page in enumerate(pages)
    )
    dossier: Dossier = replace(scene(()).dossier(), extraction=editions[-1].extraction, editions=editions)
    return [one for one in run_checks(dossier, Rules(off=OFF)) if not one.status.passed]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_another_way_of_setting_it_changes_nothing(style: Style) -> None:
    report = made("form_2019" if style.chrome is Chrome.NONE else "form_2021")
    before, after = as_page(report), as_page(replace(report, style=style))

    assert found(before, after, before) == []
    assert found(before, after, elsewhere=True) == []


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_a_site_does_around_a_report_changes_nothing(change: Callable[[str], str]) -> None:
    before = page_of(made("form_2021"))
    after = change(before)
    assert after != before

    assert found(before, after) == found(after, before) == []


@pytest.mark.parametrize("nothing", ["", "/", "-", "无"])
def test_another_sign_for_nothing_is_but_mentioned(nothing: str) -> None:
    before = page_of(made("form_2021"))
    after = re.sub(r">0<", f">{nothing}<", before)

    assert {one.status for one in (*found(before, after), *found(after, before))} == {Outcome.INFO}
    assert found(before, after, elsewhere=True) == []


def one_figure_changed(page: str) -> str:
    """With the last figure of several digits in a cell made another."""
    place = [*re.finditer(r">(\d\d+)<", page)][-1]
    return f"{page[: place.start(1)]}{int(place[1]) + 1}{page[place.end(1) :]}"


@pytest.mark.parametrize("change", [CHANGES["tables in tables"], CHANGES["a disclaimer"]], ids=["nested", "disclaimer"])
def test_one_figure_is_found_under_all_that(change: Callable[[str], str]) -> None:
    before = page_of(made("form_2021"))

    (finding,) = found(before, change(one_figure_changed(before)))

    assert (finding.check, finding.status, len(finding.cells)) == ("PUB-07", Outcome.FAIL, 1)


def test_one_figure_that_differs_between_two_addresses_is_found() -> None:
    page = page_of(made("form_2021"))

    (finding,) = found(page, CHANGES["thousands separators"](one_figure_changed(page)), elsewhere=True)

    assert (finding.check, finding.status, len(finding.cells)) == ("PUB-12", Outcome.FAIL, 1)


def test_a_figure_changed_in_a_sentence_is_quoted() -> None:
    page = page_of(made("form_2021"))
    (number, *_) = re.findall(r"(?<!\d)(\d+)件[^<]*。", page[page.index("一、") :])

    (finding,) = found(page, page.replace(f"{number}件", f"{number}0件"))

    assert (finding.check, finding.status) == ("PUB-07", Outcome.WARN)
    assert any(f"{number}0件" in quote for quote in finding.quotes)


def test_a_cache_that_serves_the_page_of_before_accuses_nobody() -> None:
    old = page_of(made("form_2021"))
    new = below("更正说明：原公布的表三数据有误，现予更正。")(one_figure_changed(old))

    assert [one.status for one in found(old, new)] == [Outcome.INFO]
    assert [one.status for one in found(old, new, old)] == [Outcome.INFO, Outcome.UNDETERMINED]
    assert [one.status for one in found(old, new, old, new, old, new)] == [Outcome.INFO]


def test_what_two_servers_show_in_turn_is_told_once() -> None:
    one = page_of(made("form_2021"))
    other = one_figure_changed(one)

    assert [finding.status for finding in found(one, other, one, other, one, other)] == [Outcome.FAIL]


def test_a_text_that_was_there_for_a_time_only_is_still_a_change() -> None:
    old = page_of(made("form_2021"))

    assert [one.status for one in found(old, one_figure_changed(old), old)] == [Outcome.FAIL, Outcome.UNDETERMINED]


@pytest.mark.parametrize("word", ["更正", "已修订", "修正版", "更新稿"])
def test_a_title_may_note_the_correction(word: str) -> None:
    page = page_of(made("form_2021"))
    noted = one_figure_changed(page).replace(made("form_2021").title, f"{made('form_2021').title}（{word}）")

    assert [one.status for one in found(page, noted)] == [Outcome.INFO]
    assert {one.status for one in found(page, noted, elsewhere=True)} == {Outcome.WARN}
