"""The rows of lists that come as JSON, and what is said of the whole list."""

from datetime import date

import pytest

from spiders.records import data_of, records_in, total_in

FILE = {"name": "附件.pdf", "url": "/1.pdf"}


def test_the_files_and_columns_of_a_row_are_no_rows() -> None:
    data = {
        "list": [{"title": "甲", "url": "/1.html", "attachment": [FILE], "column": {"name": "年报", "url": "/nb/"}}]
    }

    assert [record.url for record in records_in(data)] == ["/1.html"]


def test_what_lies_around_a_list_is_no_row() -> None:
    data = {"name": "年报", "url": "/nb/", "post_count": 1, "articles": [{"title": "甲", "url": "/1.html"}]}

    assert [record.url for record in records_in(data)] == ["/1.html"]
    assert total_in(data) == 1


def test_rows_are_found_inside_the_parts_of_a_list() -> None:
    data = {
        "hits": [{"_source": {"doctitle": "甲", "docpuburl": "/1.html"}}, {"_source": {"title": "乙", "url": "/2"}}]
    }

    assert [record.title for record in records_in(data)] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("row", "day"),
    [
        pytest.param({"date": "2025-01-20"}, date(2025, 1, 20), id="text"),
        pytest.param({"display_publish_time": 1737360000}, date(2025, 1, 20), id="seconds"),
        pytest.param({"time": 1737360000000}, date(2025, 1, 20), id="milliseconds"),
        pytest.param({"publishedTimeStr": "2024-01-30 10:00:00"}, date(2024, 1, 30), id="a moment"),
        pytest.param({"date": None, "created_at": "2025-01-20"}, date(2025, 1, 20), id="the first that says one"),
        pytest.param({"date": "尽快"}, None, id="none"),
    ],
)
def test_the_day_of_a_row_is_read_however_it_is_written(row: dict[str, object], day: date | None) -> None:
    (record,) = records_in([{"title": "甲", "url": "/1.html"} | row])

    assert record.day == day


def test_marks_in_a_title_are_taken_off() -> None:
    (record,) = records_in([{"titleHtml": "云溪县<em>2024年</em>报告&amp;说明", "url": "/1.html"}])

    assert record.title == "云溪县2024年报告&说明"


@pytest.mark.parametrize("text", ['{"a": 1}', '\ufeff{"a": 1}', 'callback({"a": 1});', ' jQuery1_2({"a": 1}) '])
def test_data_is_read_bare_or_wrapped_into_a_call(text: str) -> None:
    assert data_of(text) == {"a": 1}


@pytest.mark.parametrize("text", ["", "<html>", "{broken", "call(x)", "var a = 1"])
def test_a_page_is_no_data(text: str) -> None:
    assert data_of(text) is None
