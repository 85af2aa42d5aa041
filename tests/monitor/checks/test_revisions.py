"""Revisions: what changed on their side, and nothing that changed on ours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.domain.dossier import Dossier, Edition
from crawler.domain.finding import Finding, Outcome, Severity
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene

IDS = frozenset(check.id for check in all_checks())
FAIL, WARN, INFO = Outcome.FAIL, Outcome.WARN, Outcome.INFO
CELL, SENTENCE = "requests.granted.total = 2", "add to s5_problems: 下一步将继续加强业务培训和监督指导工作。"
NOTE = "add to s6_other: 更正说明：原公布的表三数据有误，现予更正。"


def judged(dossier: Dossier, check: str) -> list[Finding]:
    """What one check raises; the others are left out, for they take their time."""
    found = run_checks(dossier, Rules(off=IDS - {check}))
    return [one for one in found if one.check == check and not one.status.passed]


def later(*lines: str) -> Dossier:
    """The report, and what its address showed ten days later."""
    return scene(tuple(f"later: {line}" for line in lines)).dossier()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param((CELL,), [(FAIL, Severity.HIGH)], id="a cell"),
        pytest.param(("requests.granted.total = blank",), [(FAIL, Severity.HIGH)], id="a cell is emptied"),
        pytest.param((SENTENCE,), [(WARN, Severity.LOW)], id="a sentence"),
        pytest.param((CELL, SENTENCE), [(FAIL, Severity.HIGH)], id="both"),
        pytest.param((CELL, NOTE), [(INFO, Severity.LOW)], id="with a note"),
        pytest.param(
            (CELL, "add to s6_other: 本年度依法更正政府信息1件，不予更正2件。"),
            [(FAIL, Severity.HIGH)],
            id="with what was corrected for applicants",
        ),
        pytest.param((CELL, "medium: docx"), [(WARN, Severity.HIGH)], id="by another way of reading"),
        pytest.param((SENTENCE, "medium: docx"), [], id="text of another medium"),
        pytest.param(("page date: 2024-03-01", "signed: 2024-03-01"), [], id="dates alone"),
        pytest.param((CELL, "unsure: requests.granted.total"), [], id="a cell that we are unsure of"),
        pytest.param((CELL, "recognised: 0.99"), [], id="a cell that was recognised on an image"),
        pytest.param(("requests.granted.total = not printed",), [], id="a cell that we may have missed"),
        pytest.param(("requests.granted.total = unread",), [], id="a cell that could not be read"),
        pytest.param((CELL, "doubt: mostly_unread"), [], id="tables that could not be read"),
        pytest.param((SENTENCE, "doubt: page_cut"), [], id="text that was not read in full"),
        pytest.param(("add to s6_other: 浏览次数：1024次。",), [], id="a counter"),
        pytest.param(("add to s6_other: 分享到微信朋友圈，扫一扫在手机上打开当前页面。",), [], id="a widget"),
        pytest.param(("add to s6_other: 上一篇 云溪县教育局部门预算",), [], id="a menu"),
        pytest.param(("s2_proactive heading: 二、主动公开情况",), [], id="a heading"),
    ],
)
def test_what_was_published_is_not_changed_without_a_word(
    lines: tuple[str, ...], expected: list[tuple[Outcome, Severity]]
) -> None:
    assert [(one.status, one.severity) for one in judged(later(*lines), "PUB-07")] == expected


def test_spaces_and_line_breaks_are_no_change() -> None:
    dossier = scene(()).dossier()
    (first,) = dossier.editions
    spaced = tuple(
        replace(section, text=section.text.replace("，", "， ").replace("。", "。\n　"))
        for section in first.extraction.report.sections
    )

    assert judged(with_editions(dossier, first.extraction.report.sections, spaced), "PUB-07") == []


def with_editions(dossier: Dossier, *texts: object) -> Dossier:
    """One address that showed these sections one after the other."""
    (first,) = dossier.editions
    editions = tuple(
        Edition(
            first.url,
            first.seen_at + timedelta(days=number),
            str(number),
            replace(first.extraction, report=replace(first.extraction.report, sections=sections)),
        )
        for number, sections in enumerate(texts)
    )
    return replace(dossier, editions=editions)


def test_a_change_is_told_with_its_place_its_days_and_both_figures() -> None:
    (finding,) = judged(later(CELL, SENTENCE), "PUB-07")

    assert finding.message.zh == (
        "https://www.yunxi.gov.cn/zfxxgk/nb/report.html于2024-01-30监测到内容变化（此前采集于2024-01-20）："
        "“（一）予以公开·总计”由3改为2；正文新增1句；未监测到更正说明，请核实"
    )
    assert [str(cell) for cell in finding.cells] == ["requests.granted.total"]
    assert finding.quotes == ("下一步将继续加强业务培训和监督指导工作。",)


def test_what_was_changed_and_changed_back_was_changed_twice() -> None:
    first, second = later(CELL).editions
    third = replace(first, seen_at=second.seen_at + timedelta(days=5))

    found = judged(replace(later(CELL), editions=(first, second, third)), "PUB-07")

    assert ["由3改为2" in found[0].message.zh, "由2改为3" in found[1].message.zh] == [True, True]


def test_many_changes_are_capped_and_counted() -> None:
    (finding,) = judged(later("requests.*.natural_person = 7"), "PUB-07")

    assert finding.message.zh.count("改为") == 8
    assert "等25个单元格" in finding.message.zh


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param((CELL,), [FAIL], id="other figures"),
        pytest.param((CELL, "medium: pdf"), [WARN], id="other figures in a file"),
        pytest.param((SENTENCE,), [], id="another wording"),
        pytest.param((CELL, "unsure: requests.granted.total"), [], id="a figure that we are unsure of"),
        pytest.param(("doubt: mostly_unread", CELL), [], id="tables that could not be read"),
    ],
)
def test_a_report_says_the_same_wherever_it_stands(lines: tuple[str, ...], expected: list[Outcome]) -> None:
    dossier = scene(tuple(f"elsewhere: {line}" for line in lines)).dossier()

    assert [one.status for one in judged(dossier, "PUB-12")] == expected


def test_what_never_stood_at_two_addresses_at_one_time_is_not_held_against_each_other() -> None:
    draft = scene((f"elsewhere: {CELL}", "seen first: 2024-01-20")).dossier()
    (gone,) = draft.publications
    here, there = draft.editions
    moved = replace(there, seen_at=here.seen_at + timedelta(days=20))
    since = replace(gone, url=there.url, first_seen=moved.seen_at, last_seen=moved.seen_at)
    dossier = replace(draft, editions=(here, moved), publications=(gone, since))
    together = replace(dossier, publications=(replace(gone, last_seen=moved.seen_at), since))

    assert judged(dossier, "PUB-12") == []
    assert [one.status for one in judged(together, "PUB-12")] == [FAIL]


@pytest.mark.parametrize(("check", "where"), [("PUB-07", "later"), ("PUB-12", "elsewhere")])
def test_what_two_states_of_our_code_have_read_is_not_compared(check: str, where: str) -> None:
    dossier = scene((f"{where}: {CELL}",)).dossier()
    first, second = dossier.editions

    assert judged(dossier, check)
    assert judged(replace(dossier, editions=(first, replace(second, reader="newer"))), check) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("title: 云溪县2023年政府信息公开工作年度报告",), FAIL, id="the same body in short"),
        pytest.param(("title: 云溪县人民政府2023年政府信息公开工作年度报告（汇总）",), WARN, id="of the whole area"),
        pytest.param(("unit named: 云溪县人民政府办公室",), WARN, id="of its office"),
        pytest.param((NOTE,), WARN, id="corrected with a note"),
    ],
)
def test_reports_that_may_be_two_are_for_a_person_to_tell_apart(lines: tuple[str, ...], expected: Outcome) -> None:
    dossier = scene(tuple(f"elsewhere: {line}" for line in (CELL, *lines))).dossier()

    assert [one.status for one in judged(dossier, "PUB-12")] == [expected]


def test_an_address_that_a_list_only_names_has_not_been_seen_since() -> None:
    draft = scene((f"elsewhere: {CELL}", "seen first: 2024-01-20")).dossier()
    (first,) = draft.publications
    here, there = draft.editions
    corrected = replace(there, seen_at=here.seen_at + timedelta(days=20))
    named = replace(first, last_listed=corrected.seen_at + timedelta(days=1))
    since = replace(first, url=there.url, first_seen=corrected.seen_at, last_seen=corrected.seen_at)

    assert judged(replace(draft, editions=(here, corrected), publications=(named, since)), "PUB-12") == []


def test_a_figure_changed_in_the_file_alone_is_found() -> None:
    dossier = scene(("medium: docx", f"later: {CELL}")).dossier()
    page = replace(dossier.editions[0], url=f"{dossier.editions[0].url}?page")

    found = judged(replace(dossier, editions=(*dossier.editions, page)), "PUB-07")

    assert [one.status for one in found] == [FAIL]
