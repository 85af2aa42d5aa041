"""The coverage record says, point by point, what a visit saw of what a report would have stood among."""

from dataclasses import replace
from typing import Any

from crawler.domain.evidence import Listed, SearchOutcome, SeenList, VisitOutcome
from monitor.obligations.coverage_record import coverage_record, points_of

LIST = SeenList("http://www.yunxi.gov.cn/nb/", 3, 41, 3, 41)


def test_a_visit_that_saw_everything_leaves_a_complete_record(unit: Any, visited: Any) -> None:
    one = unit()
    visit = replace(
        visited("2025-02-03"),
        looked_for=(one.fingerprint,),
        identified_by=one.name,
        lists=(LIST,),
        listed=(Listed(one.id, 2023), Listed("other", 2024), Listed(one.id, 2022)),
        search=SearchOutcome.TRIED,
    )

    record = coverage_record(one, visit)

    assert record.complete
    assert record.looked_for
    assert record.canary == (2022, 2023)
    assert [point.zh for point in points_of(record)] == [
        f"网站标识：{one.name}",
        "已浏览列表3/3页41/41条（http://www.yunxi.gov.cn/nb/）",
        "可见该单位2022、2023年年度报告",
        "站内检索：已检索",
    ]


def test_a_look_at_the_fronts_is_no_complete_record(unit: Any, visited: Any) -> None:
    assert not coverage_record(unit(), replace(visited("2025-02-03"), thorough=False)).complete


def test_a_blocked_visit_says_so(unit: Any, visited: Any) -> None:
    record = coverage_record(unit(), replace(visited("2025-02-03"), outcome=VisitOutcome.BLOCKED))

    assert record.blocked
    assert not record.exhausted
