"""Dates that contradict the year of work, our visits, or each other; each trap of its row in the rules."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from crawler.domain.dossier import Dossier, DueBasis, Obligation, Standing, Status
from crawler.domain.finding import Finding, Outcome
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene

IDS = frozenset(check.id for check in all_checks())
SEEN_LATER = ("seen first: 2024-04-12", "visited: 2024-04-05")


def judged(dossier: Dossier, check: str) -> list[Finding]:
    """What one check says; the others are left out, for they take their time."""
    return [one for one in run_checks(dossier, Rules(off=IDS - {check})) if one.check == check]


def raised(check: str, *lines: str) -> list[Finding]:
    """What one check raises of an example."""
    return [one for one in judged(scene(lines).dossier(), check) if not one.status.passed]


def outcomes(check: str, lines: Iterable[str]) -> list[tuple[Outcome, str | None]]:
    return [(finding.status, finding.root) for finding in raised(check, *lines)]


@pytest.mark.parametrize(
    ("lines", "early"),
    [
        pytest.param(("page date: 2023-12-31",), True, id="on the last day of the year"),
        pytest.param(("page date: 2024-01-01",), False, id="on the day after"),
        pytest.param(("page date: none",), False, id="no date"),
        pytest.param(("page date: none", "date in address: 2023-12-20"), False, id="a day in the address"),
        pytest.param(("page date: 2023-12-20", "year named: 2023", "period: none"), True, id="no period"),
        pytest.param(
            ("page date: 2023-12-20", "period: 2022-01-01 to 2022-12-31"), False, id="a slip in the title's year"
        ),
        pytest.param(("standing: published_early, published 2023-12-20",), True, id="by its standing"),
        pytest.param(("page date: 2023-12-20", "standing: on_time"), False, id="the standing outranks the page"),
    ],
)
def test_a_report_is_not_dated_before_its_year_is_over(lines: tuple[str, ...], early: bool) -> None:
    assert [status for status, _ in outcomes("PUB-04", lines)] == [Outcome.WARN] * early


def test_a_back_dated_report_is_told_once_with_what_was_seen_when() -> None:
    lines = (*SEEN_LATER, "standing: date_disputed, published 2024-03-20")

    (finding,) = raised("PUB-05", *lines)

    assert finding.message.zh == (
        "页面所载日期为2024-03-20，2024-04-05监测时栏目可正常浏览，尚未监测到该报告，首次监测到为2024-04-12，疑似倒签，请核实"
    )
    assert outcomes("PUB-02", lines) == [(Outcome.UNDETERMINED, "PUB-05")], "the same cause is not told twice"


def test_a_day_that_nobody_vouches_for_makes_nobody_a_forger() -> None:
    dossier = scene((*SEEN_LATER, "standing: date_disputed, published 2024-03-20")).dossier()
    assert dossier.standing is not None
    by_address = replace(dossier, standing=replace(dossier.standing, published_basis="url"))

    found = {one.check: one for one in run_checks(by_address) if not one.status.passed}

    assert "PUB-05" not in found
    assert (found["PUB-02"].status, found["PUB-02"].root) == (Outcome.UNDETERMINED, None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("signed: 2024-01-18",), [], id="before the page"),
        pytest.param(("signed: 2024-01-20",), [], id="on the day of the page"),
        pytest.param(("signed: none",), [], id="not signed"),
        pytest.param(("signed: 2024-01-21",), [(Outcome.WARN, None)], id="a day after the page"),
        pytest.param(("signed: 2023-12-31",), [(Outcome.WARN, None)], id="in the year itself"),
        pytest.param(("signed: 2022-01-18",), [(Outcome.WARN, None)], id="a year too early, as on an old paper"),
        pytest.param(("signed: 2024-04-02", "page date: none"), [(Outcome.WARN, "PUB-02")], id="late, told there"),
        pytest.param(
            ("signed: 2024-04-02", "page date: 2024-04-09", "standing: late, 9 days, published 2024-04-09"),
            [(Outcome.WARN, "PUB-02")],
            id="late, as the report is",
        ),
        pytest.param(
            ("signed: 2024-04-02", "page date: none", "standing: on_time"),
            [(Outcome.WARN, None)],
            id="late, though we saw it in time",
        ),
        pytest.param(
            ("kind: department", "signed: 2024-02-10", "page date: 2024-02-20"),
            [(Outcome.WARN, "PUB-02")],
            id="after the term of a department",
        ),
        pytest.param(
            ("kind: township", "level: township", "signed: 2024-02-10", "page date: 2024-02-20"),
            [],
            id="no law sets a term for a township",
        ),
        pytest.param(("signed: 2022-01-18", "medium: image"), [], id="recognised on an image"),
    ],
)
def test_a_signature_fits_its_time(lines: tuple[str, ...], expected: list[tuple[Outcome, str | None]]) -> None:
    assert outcomes("PUB-06", lines) == expected


def test_the_signature_of_a_report_under_the_old_law_has_until_march() -> None:
    dossier = scene(("kind: department", "signed: 2024-02-10", "page date: 2024-02-20")).dossier()
    assert dossier.unit is not None
    march = Obligation(dossier.unit, 2023, date(2024, 3, 31), DueBasis.STATUTORY)
    standing = Standing(dossier.unit, 2023, Status.ON_TIME, march)

    found = judged(replace(dossier, standing=standing), "PUB-06")

    assert [one.status for one in found] == [Outcome.PASS]
