"""What a report says beside the one on the year before."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding
from crawler.domain.report import Address, Cell, CellState
from crawler.domain.unit import Unit
from monitor.checks import run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene

STOCK = (
    "last year: proactive.rules.valid = 10",
    "last year: proactive.normative_documents.valid = 0",
    "proactive.rules.valid = 12",
)
CARRIED = ("last year: requests.carried_out.total = 2", "last year: requests.carried_out.natural_person = 2")


def raised(dossier: Dossier, *checks: str, rules: Rules | None = None) -> list[tuple[str, str]]:
    found = run_checks(dossier, rules or Rules())
    return [(one.check, one.status.value) for one in found if one.check in checks and not one.status.passed]


def of(dossier: Dossier, check: str) -> list[Finding]:
    return [one for one in run_checks(dossier) if one.check == check]


def test_a_stock_that_does_not_go_on_is_told_with_both_years_and_the_difference() -> None:
    rules, documents = of(scene(STOCK).dossier(), "T2N-01")

    assert rules.status == "WARN"
    assert documents.status == "PASS"
    assert rules.message.zh == (
        "疑似跨年不衔接：表二“规章”行：现行有效件数12+本年废止件数0；上年现行有效件数10+本年制发件数0，相差2，请核实"
    )


def test_an_office_may_allow_a_stock_to_be_off_by_some() -> None:
    tolerant = Rules(limits={"T2N-01": {"tolerance": Decimal(2)}})

    assert raised(scene(STOCK).dossier(), "T2N-01", rules=tolerant) == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda dossier: replace(dossier, unit=_founded(dossier.unit, 2023)), id="a unit founded this year"
        ),
        pytest.param(lambda dossier: replace(dossier, previous=dossier.extraction), id="one document for both years"),
        pytest.param(lambda dossier: replace(dossier, previous=None), id="no report known on the year before"),
        pytest.param(
            lambda dossier: replace(
                dossier,
                previous=replace(dossier.previous, report=replace(dossier.previous.report, report_year=2019)),
            ),
            id="last year's report names another year",
        ),
    ],
)
def test_years_that_are_not_to_be_compared_raise_nothing(change: Callable[[Dossier], Dossier]) -> None:
    dossier = change(scene((*STOCK, *CARRIED, "last year: proactive.fees.amount_wan = 1")).dossier())

    assert raised(dossier, "T2N-01", "T2N-04", "T3-08", "T3-09") == []


def test_what_other_forms_count_is_never_held_against_this_years_stock() -> None:
    old = scene(("year: 2022", "last year: form: form_2019", "last year: proactive.rules.made = 7"))
    mixed = old.dossier()

    assert mixed.previous is not None
    assert mixed.previous.report.form == "form_2019"
    assert [one.status.value for one in of(mixed, "T2N-01")] == ["NOT_APPLICABLE"]


def test_totals_are_compared_before_columns_and_told_once() -> None:
    (carried,) = of(scene((*CARRIED, "requests.carried_in.total = 1")).dossier(), "T3-08")

    assert (carried.status, carried.severity) == ("WARN", "high")
    assert [str(address) for address in carried.cells] == [
        "requests.carried_in.total",
        "requests.carried_in.natural_person",
    ]
    assert "上年结转1；上年报告结转下年度2，相差1，请核实（自然人列亦不同）" in carried.message.zh


def test_an_applicant_counted_as_another_kind_is_a_lighter_matter() -> None:
    lines = (*CARRIED, "requests.carried_in.total = 2", "requests.carried_in.business = 2")

    (carried,) = of(scene(lines).dossier(), "T3-08")

    assert (carried.status, carried.severity) == ("WARN", "low")


def test_a_cell_of_last_year_that_we_are_not_sure_of_decides_nothing() -> None:
    lines = (*CARRIED, "last year: unsure: requests.carried_out.total", "requests.carried_in.total = 1")

    assert raised(scene(lines).dossier(), "T3-08") == [("T3-08", "UNDETERMINED")]


def test_an_amount_that_prints_another_unit_is_quoted() -> None:
    dossier = scene(()).dossier()
    assert dossier.extraction is not None
    report = dossier.extraction.report
    printed = Cell(CellState.NUMBER, Decimal("25.1"), "251000元", unit="元")
    cells = {**report.cells, Address("proactive", "fees", "amount_wan"): printed}

    (fees,) = of(
        replace(dossier, extraction=replace(dossier.extraction, report=replace(report, cells=cells))), "T2N-04"
    )

    assert (fees.status, fees.quotes) == ("WARN", ("251000元",))


def _founded(unit: Unit | None, year: int) -> Unit:
    assert unit is not None
    return replace(unit, obliged_from=year)
