import pytest

from monitor.summaries.words import statute, visible


@pytest.mark.parametrize(("report_year", "article"), [(2018, "第三十一条"), (2019, "第四十九条"), (2026, "第四十九条")])
def test_each_year_is_judged_by_the_law_of_its_time(report_year: int, article: str) -> None:
    assert article in statute(report_year).zh


def test_marks_that_turn_the_direction_of_reading_are_taken_out() -> None:
    assert visible("\u202e县\u200b政府\x1b[2J\n") == "县政府[2J\n"
