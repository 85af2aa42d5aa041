"""Sums over an area, and over two years: what must not be held against a government."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crawler.domain.dossier import Standing, Status
from crawler.domain.finding import Finding, Outcome
from monitor.checks import run_checks
from monitor.examples.scene import scene

LESS = ("below: requests.new_received.total = 9", "below: requests.carried_out.total = 6")
AREA = "本报告统计数据涵盖县政府各部门和各乡镇。"


def outcomes(check: str, lines: Sequence[str], below: Status | None = None) -> list[Outcome]:
    dossier = scene(lines).dossier()
    if below is not None:
        units = tuple(
            replace(one, standing=Standing(one.unit, dossier.year or 0, below)) for one in dossier.subordinates
        )
        dossier = replace(dossier, subordinates=units)
    found: list[Finding] = [one for one in run_checks(dossier) if one.check == check]
    return [one.status for one in found]


@pytest.mark.parametrize(
    "said",
    [
        AREA,
        "本年报中所列的统计数据涵盖所辖三镇六乡和县政府各部门。",
        "本报告中的数据包含县政府各工作部门、各乡镇街道的数据。",
        "统计范围包括县直各单位。",
        "本报告所列数据汇总了各部门情况。",
    ],
)
def test_a_report_that_says_whose_figures_it_gives_is_held_to_it(said: str) -> None:
    assert outcomes("ROL-01", (f"preface: {said}", *LESS)) == [Outcome.FAIL]


@pytest.mark.parametrize(
    "said",
    [
        "年报编制培训覆盖全县各部门。",
        "政务数据共享平台覆盖全县各单位。",
        "本报告内容包括总体情况等六个部分，各部门各单位可登录网站查阅。",
        "本报告统计数据不包括各乡镇。",
        "本报告数据未包含县直各部门。",
        "大数据资源目录覆盖各乡镇。",
        "开展统计数据资源普查，覆盖全县各街道。",
    ],
)
def test_what_only_sounds_like_it_decides_nothing(said: str) -> None:
    assert outcomes("ROL-01", (f"preface: {said}", *LESS)) == [Outcome.WARN]


def test_a_slip_of_a_unit_below_is_not_decided_against_the_government() -> None:
    assert outcomes("ROL-01", (f"preface: {AREA}", "below: requests.new_received.total = 300")) == [Outcome.WARN]


def test_a_unit_whose_successor_reports_on_its_work_is_not_counted_again() -> None:
    assert outcomes("ROL-01", (f"preface: {AREA}", *LESS), Status.NOT_OBLIGED) == [Outcome.NOT_APPLICABLE]
    assert outcomes("ROL-01", (f"preface: {AREA}", *LESS), Status.LATE) == [Outcome.FAIL]


CARRIED = ("last year: requests.carried_out.total = 2", "requests.carried_in.total = 1")


def test_two_years_of_one_unit_are_compared() -> None:
    assert outcomes("T3-08", CARRIED) == [Outcome.WARN]


@pytest.mark.parametrize(
    "last_year",
    [
        "doubt: mostly_unread",
        "unsure: requests.carried_out.total",
        "year named: 2020",
        "requests.carried_out.total = text 见附件",
        "requests.*.* = unread",
    ],
)
def test_a_year_that_was_read_badly_is_not_held_against_the_next(last_year: str) -> None:
    lines = (*CARRIED, f"last year: {last_year}")

    assert Outcome.WARN not in outcomes("T3-08", lines)
    assert Outcome.FAIL not in outcomes("T3-08", lines)
