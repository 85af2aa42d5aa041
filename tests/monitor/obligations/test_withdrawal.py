"""A report that was there and is gone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from crawler.domain.dossier import Status
from crawler.domain.evidence import Failure, Publication, Visit
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
