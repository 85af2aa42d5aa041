"""A report that was there and is gone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from crawler.domain.dossier import Status
from crawler.domain.evidence import NONE_OF_YEAR, NOT_SHOWN, Failure, Publication, Stray, Visit, VisitOutcome
from crawler.domain.unit import Unit
from monitor.obligations import standing_of

URL, COPY = "http://www.yunxi.gov.cn/zfxxgk/nb/1.html", "http://www.yunxi.gov.cn/tzgg/1.html"
DAYS = ("2025-02-05", "2025-02-12", "2025-02-19")
AS_OF = "2025-03-01"


@pytest.fixture
def gone(visited: Callable[..., Visit]) -> Callable[..., list[Visit]]:
    """Visits on some days that find nothing at some addresses."""

    def build(days: tuple[str, ...] = DAYS, *urls: str) -> list[Visit]:
        failures = tuple(Failure(url, "answered with status 404") for url in urls or (URL,))
        return [visited(day, failures=failures) for day in days]

    return build


def test_a_report_that_is_gone_from_all_its_addresses_is_withdrawn(
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    gone: Callable[..., list[Visit]],
    at: Callable[[str], datetime],
) -> None:
    report = published("2025-02-03", page="2025-02-02")

    standing = standing_of(unit(), 2024, (report,), gone(), (), at(AS_OF))

    assert standing.status is Status.WITHDRAWN
    assert standing.days_late == 2, "that it was late before stays known"
    assert "曾监测到该报告，此时已无法打开（服务器返回状态码404）" in [one.what.zh for one in standing.evidence]
    assert [one.at for one in standing.evidence][-2:] == [at(DAYS[0]), at(DAYS[-1])]


@pytest.mark.parametrize(
    ("addresses", "dead", "days"),
    [
        pytest.param((URL,), (URL,), DAYS[:2], id="seen to be gone twice only"),
        pytest.param((URL, COPY), (URL,), DAYS, id="it stands at another address"),
        pytest.param((URL,), (COPY,), DAYS, id="another page is gone"),
    ],
)
def test_what_is_not_proven_leaves_it_published(
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    gone: Callable[..., list[Visit]],
    at: Callable[[str], datetime],
    addresses: tuple[str, ...],
    dead: tuple[str, ...],
    days: tuple[str, ...],
) -> None:
    reports = tuple(published("2025-01-20", address, page="2025-01-20") for address in addresses)

    assert standing_of(unit(), 2024, reports, gone(days, *dead), (), at(AS_OF)).status is Status.ON_TIME


def test_it_comes_back_when_the_page_does(
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    visited: Callable[..., Visit],
    gone: Callable[..., list[Visit]],
    at: Callable[[str], datetime],
) -> None:
    report: Any = published("2025-01-20", page="2025-01-20")
    back = [*gone(), visited("2025-02-26")]

    assert standing_of(unit(), 2024, (report,), gone(), (), at(AS_OF)).status is Status.WITHDRAWN
    assert standing_of(unit(), 2024, (report,), back, (), at(AS_OF)).status is Status.ON_TIME


@pytest.mark.parametrize("cause", [NOT_SHOWN, NONE_OF_YEAR])
def test_where_nothing_of_its_kind_is_to_be_seen_the_site_has_moved_what_it_carries(
    cause: str,
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    gone: Callable[..., list[Visit]],
    at: Callable[[str], datetime],
) -> None:
    report = published("2025-01-20", page="2025-01-20")
    blind = [
        replace(visit, outcome=VisitOutcome.LISTING_INCOMPLETE, failures=(Failure("c", cause), *visit.failures))
        for visit in gone()
    ]

    assert standing_of(unit(), 2024, (report,), blind, (), at(AS_OF)).status is Status.ON_TIME
    seen_again = [*blind, *gone(("2025-02-21", "2025-02-23", "2025-02-26"))]
    assert standing_of(unit(), 2024, (report,), seen_again, (), at(AS_OF)).status is Status.WITHDRAWN


@pytest.mark.parametrize(
    ("url", "year", "day", "withdrawn"),
    [
        pytest.param(COPY, 2024, "2025-02-12", False, id="met since, on that year"),
        pytest.param(URL, 2024, "2025-02-12", True, id="the dead link itself"),
        pytest.param(COPY, 2023, "2025-02-12", True, id="on another year"),
        pytest.param(COPY, 2024, "2025-01-10", True, id="from before"),
    ],
)
def test_a_document_that_we_could_not_read_may_be_the_report_at_its_new_address(
    url: str,
    year: int,
    day: str,
    withdrawn: bool,
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    gone: Callable[..., list[Visit]],
    stray: Callable[..., Stray],
    at: Callable[[str], datetime],
) -> None:
    report = published("2025-01-20", page="2025-01-20")
    met = replace(stray(year, day), url=url)

    standing = standing_of(unit(), 2024, (report,), gone(), (met,), at(AS_OF))

    assert standing.status is (Status.WITHDRAWN if withdrawn else Status.ON_TIME)
