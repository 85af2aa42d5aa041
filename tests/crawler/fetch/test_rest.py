"""A host that turns us away rests for longer each time, as long as it asks for, and not for ever."""

from datetime import UTC, datetime

import pytest

from crawler.fetch.rest import Rests, retry_after

HOST, OTHER = "www.yunxi.gov.cn", "www.heyang.gov.cn"
NOW = datetime(2025, 4, 10, 4, 0, tzinfo=UTC)


def test_a_rest_doubles_with_every_refusal_until_we_believe_it() -> None:
    rests = Rests(first=10, tries=3, spread=0)

    assert [rests.refused(HOST, now=0) for _ in range(5)] == [10, 20, 40, None, None]


def test_an_answer_starts_the_count_again() -> None:
    rests = Rests(first=10, tries=2, spread=0)
    rests.refused(HOST, now=0)
    rests.answered(HOST)

    assert [rests.refused(HOST, now=0) for _ in range(3)] == [10, 20, None]


def test_one_host_rests_and_no_other() -> None:
    rests = Rests(first=10, tries=3, spread=0)
    rests.refused(HOST, now=100)

    assert (rests.left(HOST, now=103), rests.left(HOST, now=110), rests.left(OTHER, now=103)) == (7, 0, 0)


def test_no_rest_is_longer_than_the_longest() -> None:
    rests = Rests(first=100, tries=9, longest=300, patience=10_000, spread=0)

    assert [rests.refused(HOST, now=0) for _ in range(4)] == [100, 200, 300, 300]


def test_a_host_that_asks_for_a_while_gets_it_and_one_that_asks_for_a_day_is_given_up() -> None:
    rests = Rests(first=10, tries=3, longest=300, spread=0)

    assert rests.refused(HOST, now=0, asked=120) == 120
    assert rests.refused(HOST, now=120, asked=1) == 20, "less than its next rest is never waited"
    assert rests.refused(HOST, now=140, asked=86_400) is None


def test_a_host_is_not_waited_for_without_end_however_often_it_comes_back() -> None:
    rests, waited = Rests(first=10, tries=3, patience=60, spread=0), 0.0
    for now in range(0, 100_000, 100):
        waited += rests.refused(HOST, now) or 0
        rests.answered(HOST)

    assert waited == 60


def test_hosts_that_fail_together_come_back_one_by_one_and_the_same_each_time() -> None:
    hosts = [f"{number}.gov.cn" for number in range(20)]
    rests, again = (Rests(first=10, tries=3) for _ in range(2))

    first = [rests.refused(host, now=0) for host in hosts]

    assert first == [again.refused(host, now=0) for host in hosts]
    assert len(set(first)) == len(hosts)
    assert all(seconds is not None and 10 <= seconds <= 12.5 for seconds in first)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Thu, 10 Apr 2025 04:02:00 GMT", 120),
        ("Thu, 10 Apr 2025 12:02:00 +0800", 120),
        ("Thu, 10 Apr 2025 03:00:00 GMT", 0),
        ("9" * 4000, 999_999_999),
        ("-5", None),
        ("١٢٠", None),
        ("1.5 minutes", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
