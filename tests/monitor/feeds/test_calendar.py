from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from crawler.domain.clock import SHANGHAI
from crawler.domain.wording import Language, Text
from monitor.feeds.calendar import DueCalendar, DueDay, due_days, ical_of

AS_OF = datetime(2024, 12, 2, 9, 0, tzinfo=SHANGHAI)
LAW = Text("《政府信息公开条例》第四十九条", "article 49")
LOCAL = Text("按本地要求", "a local rule")
JANUARY = DueDay(2024, date(2025, 1, 31), ("教育局", "水利局"), (LAW,))
EVIL = "教育局\r\nEND:VEVENT\r\nBEGIN:VALARM;,\\\x00\u202e\ud83d🏛"


def calendar(*days: DueDay, language: Language = Language.CHINESE, area: str = "云溪县") -> DueCalendar:
    return DueCalendar("area/yunxi", area, language, AS_OF, days or (JANUARY,))


def events(dues: DueCalendar) -> list[Any]:
    written = ical_of(dues)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    read = Calendar.from_ical(written)
    assert read.errors == []
    return list(read.walk("VEVENT"))


def test_a_due_day_is_a_day_of_its_own_with_the_steps_of_the_ladder_before_it() -> None:
    found = {event["DTSTART"].dt: str(event["SUMMARY"]) for event in events(calendar())}

    assert found == {
        date(2025, 1, 31): "2024年年度报告公布期限（2家）",
        date(2025, 1, 8): "提醒：距2024年年度报告公布期限还有15个工作日",
        date(2025, 1, 15): "提醒：距2024年年度报告公布期限还有10个工作日",
        date(2025, 1, 22): "提醒：距2024年年度报告公布期限还有5个工作日",
        date(2025, 1, 26): "提醒：距2024年年度报告公布期限还有2个工作日",
        date(2025, 1, 27): "提醒：距2024年年度报告公布期限还有1个工作日",
    }


@pytest.mark.parametrize(("before", "days"), [((), []), ((4, 1), [date(2025, 1, 23), date(2025, 1, 27)])])
def test_the_steps_are_those_of_the_list_of_recipients(before: tuple[int, ...], days: list[date]) -> None:
    due, *reminders = events(replace(calendar(), before=before))

    assert [event["DTSTART"].dt for event in reminders] == days
    assert len(due.walk("VALARM")) == len(days)


def test_an_event_lasts_the_whole_day_and_says_whom_it_is_about_and_up_to_when() -> None:
    due = events(calendar())[0]

    assert due["DTEND"].dt == date(2025, 2, 1)
    assert due["DTSTAMP"].dt == AS_OF.astimezone(UTC)
    assert str(due["DESCRIPTION"]) == (
        "云溪县应于2025年1月31日前公布2024年政府信息公开工作年度报告的单位共2家：教育局、水利局\n"
        "依据：《政府信息公开条例》第四十九条。\n"
        "截至2024-12-02 09:00的名录和期限；是否已公布，以监测结果为准。\n"
        "监测结果由系统自动采集，请在发文前人工复核。"
    )


def test_the_due_day_rings_at_nine_on_every_day_of_the_ladder() -> None:
    [due] = [event for event in events(calendar()) if event.walk("VALARM")]

    midnight = datetime(2025, 1, 31)  # noqa: DTZ001 - a day of a calendar has no zone
    rings = [midnight + alarm["TRIGGER"].dt for alarm in due.walk("VALARM")]
    assert [(ring.month, ring.day, ring.hour) for ring in rings] == [
        (1, 8, 9),
        (1, 15, 9),
        (1, 22, 9),
        (1, 26, 9),
        (1, 27, 9),
    ]


def test_events_keep_their_ids_however_many_units_there_are_and_whenever_it_is() -> None:
    later = replace(calendar(replace(JANUARY, units=("另一局",))), as_of=AS_OF + timedelta(days=3), area="改名县")

    ids = [[str(event["UID"]) for event in events(dues)] for dues in (calendar(), later)]

    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 6


def test_areas_years_and_days_have_ids_of_their_own() -> None:
    years = [replace(JANUARY, report_year=year) for year in (2023, 2024)]
    days = [replace(JANUARY, day=date(2025, 3, 31))]

    ids = [str(event["UID"]) for event in events(calendar(*years, *days))]
    elsewhere = [str(event["UID"]) for event in events(replace(calendar(), key="area/other"))]

    assert len(set(ids) | set(elsewhere)) == 24


def test_a_year_whose_holidays_are_not_announced_says_so() -> None:
    reminder = events(calendar(replace(JANUARY, report_year=2029, day=date(2030, 1, 31))))[1]

    assert "节假日安排尚未公布" in str(reminder["DESCRIPTION"])


def test_it_speaks_the_language_of_the_office() -> None:
    due = events(calendar(language=Language.ENGLISH))[0]

    assert str(due["SUMMARY"]) == "Annual reports for 2024 are due (2 units)"
    assert "by 31 January 2025, annual reports for 2024 of 2 units: 教育局, 水利局" in str(due["DESCRIPTION"])


def test_names_forge_no_events() -> None:
    found = events(calendar(replace(JANUARY, units=(EVIL,)), area=EVIL))

    assert len(found) == 6
    assert "教育局 END:VEVENT BEGIN:VALARM;,\\��🏛" in str(found[0]["DESCRIPTION"])


def test_ten_thousand_units_are_counted_and_thirty_named() -> None:
    names = tuple(f"第{number}局" for number in range(10_000))

    due = events(calendar(replace(JANUARY, units=names)))[0]

    assert "共10000家" in str(due["DESCRIPTION"])
    assert "第29局等\n" in str(due["DESCRIPTION"])


@pytest.mark.parametrize("year", [2019, 2027])
def test_due_days_are_gathered_by_year_and_day(year: int) -> None:
    day, other = date(year + 1, 1, 31), date(year + 1, 3, 31)

    days = due_days([(year, other, "县政府", LAW), (year, day, "甲局", LAW), (year, day, "乙局", LOCAL)])

    assert days == (DueDay(year, day, ("甲局", "乙局"), (LAW, LOCAL)), DueDay(year, other, ("县政府",), (LAW,)))
