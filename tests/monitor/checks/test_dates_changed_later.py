"""A page that is given another date after it was seen: earlier ones are looked at, later ones are its site's affair."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.domain.dossier import Dossier, Edition
from crawler.domain.finding import Finding, Outcome
from crawler.domain.report import Dates
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene

OFF = frozenset(check.id for check in all_checks()) - {"PUB-05", "PUB-07", "PUB-12"}
SEEN = (datetime(2024, 4, 20, 1, tzinfo=UTC), datetime(2024, 5, 2, 1, tzinfo=UTC))


def dated(*days: str | None, reader: str = "") -> Dossier:
    """The report of a county, due on 31 March, whose page showed one date after the other."""
    dossier = scene(()).dossier()
    (first,) = dossier.editions
    editions = []
    for number, (seen, day) in enumerate(zip(SEEN, days, strict=True)):
        dates = Dates(page=date.fromisoformat(day) if day else None)
        extraction = replace(first.extraction, report=replace(first.extraction.report, dates=dates))
        editions.append(Edition(first.url, seen, str(number), extraction, reader if number else ""))
    return replace(dossier, editions=tuple(editions))


def raised(dossier: Dossier) -> list[Finding]:
    return [one for one in run_checks(dossier, Rules(off=OFF)) if not one.status.passed]


def test_a_date_after_the_term_that_becomes_one_within_it_is_told() -> None:
    (finding,) = raised(dated("2024-04-12", "2024-03-29"))

    assert (finding.check, finding.status) == ("PUB-05", Outcome.WARN)
    assert (
        "所载公布日期由2024-04-12改为2024-03-29，原日期晚于公布期限2024-03-31，疑似倒签，请核实" in finding.message.zh
    )


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(("2024-03-20", "2024-05-01"), id="dated anew after a move"),
        pytest.param(("2024-03-20", "2024-03-18"), id="both in the term"),
        pytest.param(("2024-04-20", "2024-04-12"), id="both after the term"),
        pytest.param(("2024-04-12", None), id="no date any more"),
        pytest.param((None, "2024-03-29"), id="no date before"),
        pytest.param(("2024-12-03", "2024-03-12"), id="a slip: the day was still to come when it was seen"),
    ],
)
def test_other_changes_of_a_date_accuse_nobody(days: tuple[str | None, str | None]) -> None:
    assert raised(dated(*days)) == []


def test_a_date_that_only_another_state_of_our_code_reads_so_accuses_nobody() -> None:
    assert raised(dated("2024-04-12", "2024-03-29", reader="newer")) == []


GONE = tuple(f"visited: 2024-05-{day} gone" for day in ("02", "09", "16"))


@pytest.mark.parametrize(
    ("lines", "days", "since", "told"),
    [
        pytest.param(GONE, ("2024-04-12", "2024-03-29"), 30, True, id="put back with an earlier date"),
        pytest.param(GONE[:2], ("2024-04-12", "2024-03-29"), 30, False, id="not gone for certain"),
        pytest.param((), ("2024-04-12", "2024-03-29"), 30, False, id="the first address is still there"),
        pytest.param(GONE, ("2024-04-12", "2024-03-29"), -1, False, id="it stood at both"),
        pytest.param(GONE, ("2024-03-29", "2024-05-20"), 30, False, id="moved, and dated anew"),
    ],
)
def test_a_report_that_is_put_back_elsewhere_within_the_term_is_told(
    lines: tuple[str, ...], days: tuple[str, str], since: int, told: bool
) -> None:
    dossier = scene(("seen first: 2024-04-20", "standing: on_time, published 2024-03-29", *lines)).dossier()
    (one,) = dossier.publications
    old = replace(one, page_date=date.fromisoformat(days[0]))
    seen = old.first_seen + timedelta(days=since)
    new = replace(old, url=f"{old.url}?2", page_date=date.fromisoformat(days[1]), first_seen=seen, last_seen=seen)

    found = raised(replace(dossier, publications=(old, new)))

    assert [(finding.check, finding.status) for finding in found] == [("PUB-05", Outcome.WARN)] * told
