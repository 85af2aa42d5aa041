"""The six sections: whether they are there, under their headings, in their order, as the preface announces them."""

import re
from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.normalise import normalise
from crawler.domain.report import Report, Section
from crawler.domain.wording import Text
from crawler.forms import outline
from crawler.forms.form import Section as OutlineSection
from monitor.checks.catalogue import Discrepancy, dossier_check
from monitor.checks.headings import loosely
from monitor.checks.passages import read_passage
from monitor.checks.reading import if_whole, is_recognised, nothing_read, read_text
from monitor.checks.scope import Scope

_SINCE_2019 = Scope(since=2019)
_FEWEST_KNOWN, _LONG_PREFACE = 3, 400
_ARABIC = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_NUMBER = re.compile(
    r"^[#*>\s]*(?:第[一二三四五六七八九十\d]{1,2}(?:部分|章|节)|[一二三四五六七八九十]{1,3}|[-—–]|[(（].{1,3}[)）]|\d{1,2})"
    r"[、.．,，:：)）]?"
)
_TABLE_MARKS = {
    "s2_proactive": re.compile(r"信息内容(?:本年|上一年|采购项目)"),
    "s3_requests": re.compile(r"二、上年结转政府信息公开申请数量"),
    "s4_disputes": re.compile("结果维持结果纠正"),
}
_TABLES = {"s2_proactive": "proactive", "s3_requests": "requests", "s4_disputes": "disputes"}


@dossier_check("FRM-06", Severity.HIGH, Text("六个部分齐全", "all six sections are there"), scope=_SINCE_2019)
def all_sections_are_there(dossier: Dossier) -> Iterator[Discrepancy]:
    """Every report has the six sections of the forms, whatever they are called and in whatever order they stand.

    Decided only where the text was read as a whole. A section whose table is printed is there, though its heading may
    be an image. Where a heading stands that no outline knows, or the words or the number of the lacking one stand in
    the text, a look is asked for; fewer than three headings that we know are no reading to judge by.

    Basis: 条例 art. 50; the forms of 60号 and 30号.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
    Passes:
        s4_disputes heading: 四、复议、诉讼的情况
    Passes:
        s4_disputes: none
    Fails:
        s6_other: none
    Fails (WARN):
        s6_other: none
        add to s5_problems: 其他需要报告的事项：无。
    Fails (UNDETERMINED):
        s6_other: none
        medium: image
    """
    extraction = read_text(dossier)
    known = {one.key for one in extraction.report.sections if one.key} if extraction is not None else set()
    if extraction is None or len(known) < _FEWEST_KNOWN:
        yield nothing_read()
        return
    tables = {address.table for address in extraction.report.cells}
    lacking = [one for one in outline() if one.key not in known and _TABLES.get(one.key) not in tables]
    if not lacking:
        yield Discrepancy(Outcome.PASS, Text("六个部分齐全", "all six sections are there"))
    for one in lacking:
        yield _lacking(one, extraction)


@dossier_check(
    "FRM-07", Severity.LOW, Text("各部分标题与规定格式一致", "the headings are those of the form"), scope=_SINCE_2019
)
def headings_are_those_of_the_form(dossier: Dossier) -> Iterator[Discrepancy]:
    """A section that we know by its words stands under a heading of the form, or under one as good.

    Joints between words and marks make no difference; harmless wordings of sections 4 and 5 are as good.

    Basis: the forms of 60号 and 30号.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
        s4_disputes heading: 四、政府信息公开行政复议和行政诉讼情况
        s5_problems heading: 五、存在问题及改进情况
    Fails (WARN):
        s1_overview heading: 一、政务公开工作落实情况
    """
    extraction = read_text(dossier)
    if extraction is None or is_recognised(extraction):
        yield nothing_read()
        return
    labels = {one.key: one for one in outline()}
    renamed = [
        one for one in extraction.report.sections if one.key in labels and not _is_accepted(one, labels[one.key])
    ]
    if not renamed:
        yield Discrepancy(Outcome.PASS, Text("各部分标题与规定格式相符", "the headings are those of the form"))
    for one in renamed:
        label = f"{labels[one.key or ''].number}、{labels[one.key or ''].label}"
        seen = Text(
            f"标题“{one.heading}”，规定为“{label}”，请核实", f"the heading {one.heading!r} stands for {label!r}"
        )
        yield Discrepancy(Outcome.WARN, seen, quotes=(one.heading,))


@dossier_check(
    "FRM-08",
    Severity.LOW,
    Text("各部分依次排列，表格在所属部分内", "sections and tables stand in their order"),
    scope=_SINCE_2019,
)
def sections_stand_in_order(dossier: Dossier) -> Iterator[Discrepancy]:
    """The sections follow one another as in the form, and no table stands in the text of another section.

    Told for information: the text of a PDF does not always keep the order in which it is printed. Only tables that
    are printed as lines of text can be seen out of their place.

    Basis: the forms of 60号 and 30号.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
    Fails (INFO):
        add to s6_other: 结果维持 结果纠正 其他结果 尚未审结 总计
    """
    extraction = read_text(dossier)
    if extraction is None or is_recognised(extraction):
        yield nothing_read()
        return
    found = [seen for seen in (_order(extraction.report), *_tables_elsewhere(extraction.report)) if seen is not None]
    if not found:
        yield Discrepancy(Outcome.PASS, Text("各部分依次排列", "the sections stand in their order"))
    for seen in found:
        yield Discrepancy(Outcome.INFO, seen)


def _lacking(one: OutlineSection, extraction: Extraction) -> Discrepancy:
    report = extraction.report
    name = f"{one.number}、{one.label}"
    seen = Text(f"未监测到“{name}”部分", f"the section {name!r} was not found")
    if _may_stand_there(one, report):
        seen = Text(f"{seen.zh}的标题，但有疑似该部分的内容", f"{seen.en} by its heading, but perhaps its content")
        return Discrepancy(if_whole(extraction, Outcome.WARN), Text(f"{seen.zh}，请核实", seen.en))
    return Discrepancy(if_whole(extraction, Outcome.FAIL), Text(f"{seen.zh}，请核实", seen.en))


def _may_stand_there(one: OutlineSection, report: Report) -> bool:
    """Whether something in the text may be the section all the same: its words, its number, an unknown heading."""
    whole = f"{report.preface}\n{report.narrative}"
    numbered = re.compile(
        rf"^\W*(?:第?{one.number}(?:部分|[、.．,，\s])|{_ARABIC[one.number]}\s*[、.．,，])", re.MULTILINE
    )
    return (
        any(section.key is None for section in report.sections)
        or any(label in normalise(whole) for label in (*one.accepted, *one.variants))
        or numbered.search(whole) is not None
        or (one.key == "s1_overview" and len(report.preface) > _LONG_PREFACE)
    )


def _is_accepted(one: Section, known: OutlineSection) -> bool:
    return loosely(_NUMBER.sub("", one.heading, count=1)) in {loosely(label) for label in known.accepted}


def _order(report: Report) -> Text | None:
    printed = list(dict.fromkeys(one.key for one in report.sections if one.key is not None))
    due = [one.key for one in outline() if one.key in printed]
    if printed == due:
        return None
    headings = {one.key: one.heading for one in reversed(report.sections)}
    said = " → ".join(headings[key] for key in printed)
    return Text(f"各部分顺序为：{said}", f"the order of the sections is {said}")


def _tables_elsewhere(report: Report) -> Iterator[Text]:
    """The tables whose lines stand in the text of another section than their own."""
    for key, mark in _TABLE_MARKS.items():
        holding = [one for one in report.sections if mark.search(read_passage(one.text).plain)]
        printed = any(address.table == _TABLES[key] for address in report.cells)
        if printed and holding and all(one.key not in (key, None) for one in holding):
            name = next(one for one in outline() if one.key == key)
            place = holding[0].heading
            yield Text(
                f"第{name.number}部分的表格位于“{place}”部分的文字中，也可能系文本提取次序所致",
                f"the table of section {name.number} stands in the text of {place!r}, or was only extracted there",
            )
