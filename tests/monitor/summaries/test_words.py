from datetime import date, timedelta

import pytest

from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.summaries.words import count_words, is_by_local_rule_alone, status_words, statute, visible

CIVIL = Unit("civil", "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY, "yunxi", "http://www.yunxi.gov.cn/")
LOCAL = Obligation(
    CIVIL, 2024, date(2025, 1, 26), DueBasis.LOCAL, statutory_due=date(2025, 1, 31), local_due=date(2025, 1, 26)
)


@pytest.mark.parametrize(("report_year", "article"), [(2018, "第三十一条"), (2019, "第四十九条"), (2026, "第四十九条")])
def test_each_year_is_judged_by_the_law_of_its_time(report_year: int, article: str) -> None:
    assert article in statute(report_year).zh


def test_marks_that_turn_the_direction_of_reading_are_taken_out() -> None:
    assert visible("\u202e县\u200b政府\x1b[2J\n") == "县政府[2J\n"


@pytest.mark.parametrize(
    ("status", "days", "breaks_law", "words"),
    [
        pytest.param(Status.MISSING, None, False, "超过本地规定时限，未监测到", id="missing by a local rule"),
        pytest.param(Status.MISSING, None, True, "逾期未公布", id="missing by law as well"),
        pytest.param(Status.LATE, 3, False, "晚于本地规定时限公布（晚3天）", id="late by a local rule"),
        pytest.param(Status.LATE, 10, True, "逾期公布（逾期5天）", id="late by law as well, counted from its day"),
    ],
)
def test_what_breaks_a_local_rule_is_called_so_until_it_breaks_the_law(
    status: Status, days: int | None, breaks_law: bool, words: str
) -> None:
    published_on = None if days is None else date(2025, 1, 26) + timedelta(days=days)
    standing = Standing(CIVIL, 2024, status, LOCAL, published_on, days_late=days, breaks_law=breaks_law)

    assert status_words(standing).zh == words
    assert is_by_local_rule_alone(standing) is not breaks_law
    assert count_words([standing]).zh == ("1" if breaks_law else "1（其中按本地要求 1）")
