from datetime import UTC, datetime

from crawler.domain.dossier import Standing, Status
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.summaries import UnitSummaryInput, summarise

SOMEBODY = Unit("a", "甲局", UnitKind.DEPARTMENT, Level.COUNTY, None, "http://a.gov.cn/")


def finding(check: str, message: str = "", root: str | None = None) -> Finding:
    return Finding(check, Outcome.FAIL, Severity.HIGH, Text("规则", "rule"), Text(message, message), root=root)


def nested(*findings: Finding) -> list[tuple[str, list[str]]]:
    unit = UnitSummaryInput(Standing(SOMEBODY, 2024, Status.ON_TIME), findings)
    [row] = summarise(2024, datetime(2025, 4, 1, tzinfo=UTC), [unit]).rows
    return [(head.check + head.message.zh, [other.check for other in folded]) for head, folded in row.nested()]


def test_where_a_check_found_twice_what_it_explains_goes_under_the_first() -> None:
    found = nested(finding("T3-05", "甲"), finding("T3-05", "乙"), finding("T3-02", root="T3-05"))

    assert found == [("T3-05甲", ["T3-02"]), ("T3-05乙", [])]


def test_a_finding_whose_root_is_not_shown_stands_by_itself() -> None:
    assert nested(finding("T3-02", root="T3-05")) == [("T3-02", [])]


def test_a_chain_of_roots_loses_nothing() -> None:
    found = nested(finding("T3-05"), finding("T3-03", root="T3-05"), finding("T3-02", root="T3-03"))

    assert found == [("T3-02", []), ("T3-05", ["T3-03"])]
