from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import Status
from crawler.domain.errors import NothingToTell
from crawler.domain.evidence import Evidence
from crawler.domain.wording import Text
from monitor.documents import Facts, Look, NoticeKind, Recheck, Rechecked, Turn, build
from monitor.summaries import Summary, summarise


def built(kind: NoticeKind, summary: Summary, facts: Facts) -> Any:
    return build(kind, summary, facts)


def of(summary: Summary, *statuses: Status) -> Summary:
    return replace(summary, rows=tuple(row for row in summary.rows if row.standing.status in statuses))


def test_the_counts_are_those_of_the_summary_and_add_up(season: Summary, facts: Facts) -> None:
    circular = built(NoticeKind.CIRCULAR, season, facts)

    assert sum(count.units for count in circular.counts) == season.totals["obliged"] == 6
    assert circular.totals == "应公布6家：按期公布2家；逾期公布1家；逾期未监测到1家；未能核实1家；待复核1家。"


def test_the_rate_says_what_it_is_of_and_what_it_leaves_out(season: Summary, facts: Facts) -> None:
    rate = built(NoticeKind.CIRCULAR, season, facts).rate

    assert rate == "可以判定的4家中按期公布2家，按期率50.0%（未计入2家：未能核实1家，尚待判定1家）。"


def test_without_anything_decided_there_is_no_rate(season: Summary, facts: Facts) -> None:
    blind = of(season, Status.UNVERIFIABLE)

    assert (
        built(NoticeKind.CIRCULAR, blind, facts).rate == "尚无可以判定的单位，不计算按期率（未计入1家：未能核实1家）。"
    )


def test_last_year_stands_beside_it_and_few_units_are_not_compared(season: Summary, facts: Facts) -> None:
    before = replace(of(season, Status.ON_TIME), report_year=2023)
    few = built(NoticeKind.CIRCULAR, season, replace(facts, last_year=before)).comparison
    wide, wide_before = replace(season, rows=season.rows * 3), replace(before, rows=before.rows * 3)
    many = built(NoticeKind.CIRCULAR, wide, replace(facts, last_year=wide_before)).comparison

    assert few.endswith("2023年年度报告可以判定的2家中按期公布2家，按期率100%；可以判定的单位较少，不作比较。")
    assert many.endswith("按期率100%，本年比上年下降50.0个百分点。")
    assert built(NoticeKind.CIRCULAR, season, facts).comparison == "上年情况没有可以判定的监测结果，不作比较。"


def test_units_that_somebody_else_oversees_are_named_beside_the_counts(season: Summary, facts: Facts) -> None:
    totals = built(NoticeKind.CIRCULAR, season, replace(facts, left_out=2)).totals

    assert totals.endswith("另有2家单位由其他主管部门或者上级主管，不在以上统计之内。")


def test_only_the_proven_are_called_overdue_and_the_unverifiable_stand_apart(season: Summary, facts: Facts) -> None:
    letter = built(NoticeKind.OVERDUE, season, facts)

    assert letter.addressees == "云溪县司法局："
    assert [line.unit for line in letter.missing] == ["云溪县司法局"]
    assert [line.unit for line in letter.late] == ["云溪县教育局"]
    assert [line.unit for line in letter.unverified] == ["云溪县水利局"]


def test_problems_are_decided_grave_unexplained_and_in_the_order_of_the_notice(season: Summary, facts: Facts) -> None:
    notice = built(NoticeKind.RECTIFICATION, season, facts)

    assert [(line.number, line.unit, line.check) for line in notice.problems] == [
        (1, "云溪县教育局", "PUB-02"),
        (2, "云溪县司法局", "PUB-01"),
        (3, "云溪县财政局", "T3-02"),
        (4, "云溪县财政局", "FRM-06"),
    ]
    assert [group.heading for group in notice.groups] == [
        "（一）未按时公布",
        "（二）内容不准确（疑似，请核实）",
        "（三）内容不全面（疑似，请核实）",
    ]
    assert notice.problems[2].what == "表三“总计”列：2+0；0+0，相差2；由此还涉及T3-05：由T3-02引起"
    assert notice.problems[2].place == "第三部分表格"


def test_every_line_shows_where_and_when_it_was_seen_and_the_digest(season: Summary, facts: Facts) -> None:
    notice = built(NoticeKind.RECTIFICATION, season, facts)

    for line in notice.problems:
        assert line.evidence.startswith("http://www.yunxi.gov.cn/nb/")
        assert "2025-04-18 09:00采集，SHA-256：5f5f5f5f5f5f5f5f…" in line.evidence
        assert line.proofs[0].sha256 == "5f" * 32


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.OVERDUE, NoticeKind.RECTIFICATION])
def test_a_document_about_nobody_is_not_written(kind: NoticeKind, season: Summary, facts: Facts) -> None:
    with pytest.raises(NothingToTell, match=rf"{kind.value}\) of 云溪县人民政府 is not written"):
        build(kind, of(season, Status.UNVERIFIABLE, Status.NOT_OBLIGED), facts)


def test_a_circular_about_nobody_says_so(season: Summary, facts: Facts) -> None:
    circular = built(NoticeKind.CIRCULAR, summarise(2024, season.as_of, ()), facts)

    assert circular.totals.startswith("应公布0家：")
    assert (circular.groups, circular.problems) == ((), ())


def test_a_reminder_says_not_seen_only_of_what_was_looked_for(before_it_is_due: Summary, facts: Facts) -> None:
    seen = Evidence("http://www.yunxi.gov.cn/nb/", before_it_is_due.as_of, Text("栏目已浏览", "seen"))
    looks = {"yunxi-01": Look(True, seen), "yunxi-02": Look(False, seen)}

    reminder = built(NoticeKind.REMINDER, before_it_is_due, replace(facts, looks=looks))

    assert [line.unit for line in reminder.due] == ["云溪县财政局"]
    assert [line.unit for line in reminder.unverified] == ["云溪县教育局"]
    assert reminder.due[0].days_left == "7天（3个工作日）"
    assert reminder.addressees == "云溪县财政局、云溪县教育局："


def test_what_nobody_said_is_left_blank(season: Summary) -> None:
    letter = built(NoticeKind.OVERDUE, season, Facts("云溪县人民政府"))

    assert (letter.issuer, letter.reply_by) == ("（发文单位）", "　　年　　月　　日")
    assert letter.missing[0].evidence.count("无存档") == 1


def test_earlier_problems_are_looked_at_again(season: Summary, facts: Facts) -> None:
    since = datetime(2025, 3, 1, tzinfo=SHANGHAI)
    turns = [Turn.PUT_RIGHT, Turn.STANDS, Turn.UNKNOWN]
    found = tuple(Rechecked(f"单位{turn}", "问题", date(2025, 2, 3), turn) for turn in turns)

    circular = built(NoticeKind.CIRCULAR, season, replace(facts, recheck=Recheck(since, found)))

    assert circular.recheck_words == (
        "对截至2025年3月1日监测到的3项问题进行复查：已整改1项，仍监测到1项，无法判断1项。无法判断的不视为已整改。"
    )
    assert [line.outcome for line in circular.recheck] == ["已整改", "仍监测到", "无法判断"]
