"""The many ways in which reports say how many applications came in."""

from decimal import Decimal

import pytest

from crawler.domain.report import Section, Subject
from crawler.parse.narrative.statements import read_statements


@pytest.mark.parametrize(
    "said",
    [
        "全年收到依申请公开政府信息申请12件。",
        "收到依申请公开政府信息的申请12件。",
        "收到依申请公开申请12件。",
        "共收到政府信息依申请公开12件。",
        "受理依申请公开政府信息12件。",
        "收到群众依申请公开12件，均按期答复。",
        "共收到政府信息公开申请12宗。",
    ],
)
def test_each_of_them_counts_applications(said: str) -> None:
    (statement,) = read_statements([Section("s1_overview", "一、总体情况", said)])

    assert (statement.subject, statement.value) == (Subject.APPLICATIONS, Decimal(12))
