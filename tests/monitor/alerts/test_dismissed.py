"""What a person dismissed is in no letter, neither as an item nor in its counts."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from crawler.domain.finding import Finding, Outcome, Severity
from tests.monitor.alerts.lone_office import letter_for

REVIEWED = datetime(2025, 4, 19, 1, tzinfo=UTC)
NOTHING_TOLD: frozenset[str] = frozenset()


def absence(area: Any) -> Finding:
    seen = area.finding()
    return replace(seen, check="PUB-01", status=Outcome.FAIL, severity=Severity.CRITICAL, cells=())


def test_a_unit_that_a_person_found_published_is_not_called_missing(area: Any, office: Any) -> None:
    denied = area.missing("教育局").without({absence(area): REVIEWED})

    letter = letter_for(office, area.summary(denied, area.missing("水利局")), NOTHING_TOLD)

    assert [item.key.split("/")[0] for item in letter.items] == ["水利局"]
    assert "未监测到1家" in letter.body
    assert "另有1家单位的公布情况经人工复核，监测结果不成立，不在以上统计之内。" in letter.body
    assert "教育局" not in letter.body


def test_what_else_there_is_to_say_of_such_a_unit_is_said(area: Any, office: Any) -> None:
    late = area.late("教育局")
    lateness = replace(absence(area), check="PUB-02")
    unit = replace(late, findings=(area.finding(),)).without({lateness: REVIEWED})

    letter = letter_for(office, area.summary(unit), NOTHING_TOLD)

    assert [item.key.split("/")[2] for item in letter.items] == [area.finding().check]


def test_a_dismissed_finding_is_no_row_of_the_summary(area: Any) -> None:
    unit = area.published("县政府", area.finding())

    (row,) = area.summary(unit.without({area.finding(): REVIEWED})).rows

    assert (row.findings, row.dismissed, row.denied) == ((), (area.finding(),), False)
