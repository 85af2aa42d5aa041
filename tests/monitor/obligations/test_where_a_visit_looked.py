"""A visit that did not look where a report was found later says nothing of when it was put there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import Publication, Visit
from crawler.domain.unit import Unit
from monitor.obligations import standing_of

SITE = "http://www.yunxi.gov.cn"
COLUMN, NEWS, NEW_COLUMN = f"{SITE}/zfxxgk/nb/index.html", f"{SITE}/tzgg/", f"{SITE}/xxgk/jyj/nb/"


@pytest.fixture
def stands(
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    visited: Callable[..., Visit],
    at: Callable[[str], datetime],
) -> Callable[..., Standing]:
    """Where a department stands whose report we found on 12 February, having looked in vain on the 5th."""

    def judge(found_in: str, *looked_in: str, **dates: Any) -> Standing:
        report = replace(published("2025-02-12", **dates), lists=((found_in, "年报"),))
        visits = [visited(day, columns=(COLUMN,), listings=looked_in) for day in ("2025-02-05", "2025-02-12T08:00")]
        return standing_of(unit(), 2024, [report], visits[:1], [], at("2025-02-13"))

    return judge


@pytest.mark.parametrize("found_in", [COLUMN, f"{SITE}/zfxxgk/nb/index_3.html", f"{SITE}/zfxxgk/nb/2024/"])
def test_a_list_that_was_looked_through_shows_that_it_was_not_there(
    stands: Callable[..., Standing], found_in: str
) -> None:
    late = stands(found_in, COLUMN, f"{SITE}/zfxxgk/nb/index_2.html")

    assert (late.status, late.days_late) == (Status.LATE, 5)


@pytest.mark.parametrize("found_in", [NEWS, NEW_COLUMN])
def test_a_list_that_nobody_looked_at_before_convicts_nobody(stands: Callable[..., Standing], found_in: str) -> None:
    assert stands(found_in, COLUMN).status is Status.DATE_UNKNOWN
    assert stands(found_in, COLUMN, signed="2025-01-20").status is Status.ON_TIME_BY_SIGN_DATE
    assert stands(found_in, COLUMN, page="2025-01-20").status is Status.ON_TIME


def test_a_date_of_its_own_convicts_it_all_the_same(stands: Callable[..., Standing]) -> None:
    assert stands(NEWS, COLUMN, page="2025-02-10").status is Status.LATE


def test_what_no_list_led_to_is_judged_by_every_visit(stands: Callable[..., Standing]) -> None:
    assert stands("", COLUMN).status is Status.LATE


def test_that_it_is_in_the_column_later_does_not_say_that_it_was_nowhere_before(
    unit: Callable[..., Unit],
    published: Callable[..., Publication],
    visited: Callable[..., Visit],
    at: Callable[[str], datetime],
) -> None:
    notice = replace(published("2025-02-12", f"{NEWS}1.html"), lists=((NEWS, "通知公告"),))
    filed = replace(published("2025-02-20"), lists=((COLUMN, "年报"),))
    visits = [visited("2025-02-05", columns=(COLUMN,), listings=(COLUMN,))]

    assert standing_of(unit(), 2024, [notice, filed], visits, [], at("2025-02-21")).status is Status.DATE_UNKNOWN
