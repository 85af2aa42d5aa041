"""Texts that are like others: what is decided, what is only asked, and what is quoted."""

from dataclasses import replace

import pytest

from crawler.domain.finding import Finding
from crawler.domain.likeness import Likeness
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import run_checks
from monitor.examples import scene

LIKE = Likeness("s1_overview", "b", "云溪县民政局", 2023, 0.86, passages=("各科室按季度报送信息。",), characters=400)


def judged(*likes: Likeness, lines: tuple[str, ...] = ()) -> list[Finding]:
    found = run_checks(replace(scene(lines).dossier(), likenesses=likes))
    return [one for one in found if one.check.startswith("SIM") and not one.status.passed]


def test_two_units_are_said_to_be_like_each_other_and_none_to_have_copied() -> None:
    (found,) = judged(LIKE)

    assert (found.check, found.status, found.quotes) == ("SIM-02", "FAIL", ("各科室按季度报送信息。",))
    assert found.message.zh == (
        "第一部分“总体情况”剔除数字、日期、单位名称和通用表述后与云溪县民政局疑似相互雷同（重复率86%），请核实"
    )


def test_many_like_units_are_one_finding() -> None:
    others = [replace(LIKE, unit_id=f"u{place}", unit_name=f"第{place}局", containment=0.6) for place in range(4)]

    (found,) = judged(LIKE, *others)

    assert "与云溪县民政局、第0局、第1局等5个单位疑似相互雷同" in found.message.zh


@pytest.mark.parametrize(
    ("like", "status"),
    [
        pytest.param(replace(LIKE, containment=0.4999), [], id="under half"),
        pytest.param(replace(LIKE, characters=199), [], id="too short to tell"),
        pytest.param(replace(LIKE, containment=0.7999), ["WARN"], id="under four fifths"),
        pytest.param(replace(LIKE, passages=()), ["WARN"], id="nothing to quote"),
    ],
)
def test_nothing_is_decided_below_the_limits_or_without_a_passage(like: Likeness, status: list[str]) -> None:
    assert [found.status.value for found in judged(like)] == status


def test_problems_copied_word_for_word_are_one_root() -> None:
    copied = Likeness(
        "s5_problems", "370902", "云溪县人民政府", 2022, 1.0, True, ("培训尚未覆盖全体人员。",), True, 300
    )

    found = {one.check: one for one in judged(copied)}

    assert set(found) == {"SIM-01", "SIM-03", "SIM-04"}
    assert found["SIM-03"].root is None
    assert (found["SIM-01"].root, found["SIM-04"].root) == ("SIM-03", "SIM-01")


def test_the_name_of_the_other_unit_left_in_a_like_text_is_told() -> None:
    (found,) = judged(LIKE, lines=("add to s1_overview: 云溪县民政局高度重视。",))

    assert "文中另见“云溪县民政局”字样" in found.message.zh


def test_a_unit_whose_name_holds_the_name_of_another_one_is_not_called_by_it() -> None:
    dossier = scene(("unit: 云溪县城关镇人民政府",)).dossier()
    assert dossier.extraction is not None
    shorter = Unit("x", "城关镇人民政府", UnitKind.TOWNSHIP, Level.TOWNSHIP, "370902", "http://x")
    said = replace(dossier.extraction.report, preface="现公布云溪县城关镇人民政府2023年政府信息公开工作年度报告。")
    told = replace(dossier, siblings=(shorter,), extraction=replace(dossier.extraction, report=said))

    assert [one for one in run_checks(told) if one.check == "SIM-02" and not one.status.passed] == []
