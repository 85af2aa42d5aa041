"""Rows of years with a gap, and titles over another report; each trap of its row in the rules."""

from dataclasses import replace

import pytest

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding, Outcome
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene

IDS = frozenset(check.id for check in all_checks())
FAIL, WARN = Outcome.FAIL, Outcome.WARN
OF_2022 = (
    "period: 2022-01-01 to 2022-12-31",
    "s1_overview: 2022年，我县收到政府信息公开申请3件，已答复3件。",
)
PUBLISHED_2022 = "last year: s1_overview: 2022年，我县收到政府信息公开申请3件，已答复3件。"
VISITED = "visited: 2024-04-02"


def judged(dossier: Dossier, check: str) -> list[Finding]:
    """What one check says; the others are left out, for they take their time."""
    return [one for one in run_checks(dossier, Rules(off=IDS - {check})) if one.check == check]


def raised(check: str, *lines: str) -> list[Outcome]:
    found = judged(scene(lines).dossier(), check)
    return [one.status for one in found if not one.status.passed]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("known years: 2021 2023", VISITED), [WARN], id="a gap"),
        pytest.param(("known years: 2021 2022 2023", VISITED), [], id="no gap"),
        pytest.param(("known years: 2020 2023", VISITED), [], id="nothing stands on the other side"),
        pytest.param(("known years: 2021 2023",), [], id="nobody looked for the other years"),
        pytest.param(("known years: 2021 2023", f"{VISITED} lists 2022"), [], id="listed, and not read"),
    ],
)
def test_a_year_is_missing_between_two_others(lines: tuple[str, ...], expected: list[Outcome]) -> None:
    assert raised("PUB-13", *lines) == expected


def test_a_unit_that_did_not_report_then_leaves_no_gap() -> None:
    dossier = scene(("known years: 2021 2023", VISITED)).dossier()
    assert dossier.unit is not None
    younger = replace(dossier, unit=replace(dossier.unit, obliged_from=2023))
    limited = replace(dossier, visits=tuple(replace(visit, report_year=2023) for visit in dossier.visits))

    for other in (younger, limited):
        assert [one.status for one in judged(other, "PUB-13")] == [Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(OF_2022, [WARN], id="of last year, by period and text"),
        pytest.param((*OF_2022, PUBLISHED_2022), [FAIL], id="it is last year's report"),
        pytest.param(
            (*OF_2022, PUBLISHED_2022, "last year: requests.granted.total = 9"), [WARN], id="with other figures"
        ),
        pytest.param(OF_2022[:1], [], id="a slip in the period alone"),
        pytest.param((*OF_2022, "doubt: year_disputed"), [], id="titles disagree, and we cannot say which is right"),
        pytest.param((*OF_2022, "medium: image"), [], id="recognised on an image"),
        pytest.param(("beside: 云溪县教育局", "signature: 云溪县教育局"), [WARN], id="signed by a unit beside it"),
        pytest.param(("signature: 云溪县教育局",), [], id="signed by somebody we do not know"),
        pytest.param(("beside: 云溪县教育局", "signature: 云溪县人民政府办公室"), [], id="signed by its office"),
        pytest.param(
            ("beside: 云溪县教育局", "signature: 云溪县教育局", "s6_other: 本报告由两单位合并编制。"),
            [],
            id="a collective report",
        ),
        pytest.param(
            ("beside: 云溪县教育局", "signature: 云溪县教育局", "s6_other: 由云溪县人民政府委托编制。"),
            [],
            id="its own name is in the text",
        ),
    ],
)
def test_the_title_stands_over_its_own_report(lines: tuple[str, ...], expected: list[Outcome]) -> None:
    assert raised("PUB-14", *lines) == expected


@pytest.mark.parametrize(
    ("lines", "roots"),
    [
        pytest.param((*OF_2022, PUBLISHED_2022), {"PUB-14": None, "FRM-03": "PUB-14"}, id="it is last year's report"),
        pytest.param(OF_2022, {"PUB-14": "FRM-03", "FRM-03": None}, id="perhaps it is"),
        pytest.param(OF_2022[:1], {"FRM-03": None}, id="a slip in the period"),
    ],
)
def test_one_cause_is_told_once(lines: tuple[str, ...], roots: dict[str, str | None]) -> None:
    found = run_checks(scene(lines).dossier(), Rules(off=IDS - {"PUB-14", "FRM-03"}))

    assert {one.check: one.root for one in found if not one.status.passed} == roots


def test_a_slip_in_the_period_of_a_text_that_compares_with_last_year_is_no_other_report() -> None:
    compared = "s1_overview: 本年度公开信息30条，较2022年增长3条，公开目录较2022年增加2类。"

    assert raised("PUB-14", OF_2022[0], compared) == []
