from collections.abc import Callable
from decimal import Decimal

import pytest

from crawler.domain.finding import Finding, Outcome
from crawler.domain.report import Cell, Report
from crawler.domain.unit import Level, UnitKind
from monitor.checks import run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene

Found = dict[str, list[Finding]]
RULES = {f"proactive.rules.{column}": figure for column, figure in (("made", 1), ("repealed", 0), ("valid", 1))}
OLD_LICENSES = {f"proactive.licensing.{column}": 0 for column in ("prev_items", "delta", "decisions")}


def of(found: Found, check: str) -> list[str]:
    return [finding.status.value for finding in found.get(check, [])]


@pytest.mark.parametrize(
    ("kind", "level", "expected"),
    [
        pytest.param(UnitKind.GOVERNMENT, Level.COUNTY, ["FAIL"], id="a county"),
        pytest.param(UnitKind.SUBDISTRICT, Level.TOWNSHIP, ["FAIL"], id="a subdistrict"),
        pytest.param(UnitKind.DEPARTMENT, Level.PROVINCE, ["FAIL"], id="a department"),
        pytest.param(UnitKind.GOVERNMENT, Level.PROVINCE, [], id="a province"),
        pytest.param(UnitKind.OFFICE, Level.PREFECTURE, [], id="the office of a city"),
        pytest.param(UnitKind.VERTICAL, Level.COUNTY, [], id="a body of a central system"),
        pytest.param(UnitKind.GOVERNMENT, None, [], id="of a level that is not known"),
        pytest.param(None, Level.COUNTY, [], id="of a kind that is not known"),
    ],
)
def test_who_may_make_rules_depends_on_kind_and_level(
    kind: UnitKind | None,
    level: Level | None,
    expected: list[str],
    report: Callable[..., Report],
    judge: Callable[..., Found],
) -> None:
    assert of(judge(report(RULES), kind=kind, level=level), "T2N-03") == expected


def test_rules_that_we_are_not_sure_of_accuse_nobody(
    report: Callable[..., Report], judge: Callable[..., Found], unsure: Callable[..., Cell]
) -> None:
    doubtful = {address: unsure(1) for address in RULES}

    assert "T2N-03" not in judge(report(doubtful))


def test_the_cells_of_rules_without_power_are_named_with_their_figures(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    finding = judge(report(RULES))["T2N-03"][0]

    assert finding.message.zh.startswith("表二“规章”行“本年制发件数”为1、“规章”行“现行有效件数”为1；")
    assert [str(cell) for cell in finding.cells] == ["proactive.rules.made", "proactive.rules.valid"]


def test_a_block_of_the_old_form_in_a_new_report_is_judged_by_the_old_form(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    mixed = report(
        OLD_LICENSES | {"proactive.licensing.delta": -2}, blocks={**report().blocks, "proactive.5": "form_2019"}
    )

    found = judge(mixed)

    assert of(found, "T2O-03") == ["FAIL"]
    assert found["T2O-03"][0].message.zh == "表二“行政许可”行：上一年项目数量0，本年增/减-2，相加为-2，小于0，请核实"
    assert "T2-03" not in found


def test_a_blank_stock_fails_nothing(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    blank = report({"proactive.rules.made": 0, "proactive.normative_documents.made": 4} | dict.fromkeys(_VALID, ""))

    assert of(judge(blank), "T2N-02") == ["UNDETERMINED"]


_VALID = ("proactive.rules.valid", "proactive.normative_documents.valid")


def test_words_in_place_of_a_figure_are_quoted_and_not_judged(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    drawn = scene(['proactive.penalties.decisions = text "见附件"', "proactive.licensing.decisions = -1"])

    found = [finding for finding in run_checks(drawn.dossier()) if finding.check == "T2-03"]

    assert [(finding.status, finding.quotes) for finding in found] == [
        (Outcome.FAIL, ()),
        (Outcome.UNDETERMINED, ("见附件",)),
    ]


def test_an_office_may_set_the_bounds_of_its_area() -> None:
    dossier = scene(["proactive.normative_documents.made = 150", "proactive.normative_documents.valid = 150"]).dossier()
    strict = Rules(limits={"T2-10": {"documents_of_county": Decimal(100)}})

    plain, set_lower = (
        [finding.status.value for finding in run_checks(dossier, rules) if finding.check == "T2-10"]
        for rules in (Rules(), strict)
    )

    assert (plain, set_lower) == (["PASS"], ["WARN"])


def test_a_report_of_noughts_is_noted_beside_a_text_that_counts() -> None:
    lines = ["kind: department", "*.*.* = 0", "add to s1_overview: 全年主动公开政府信息82条。"]

    found = [finding for finding in run_checks(scene(lines).dossier()) if finding.check == "T2-11"]

    assert [finding.status.value for finding in found] == ["INFO"]
    assert "而正文提到" in found[0].message.zh
    assert "82条" in found[0].quotes[0]
