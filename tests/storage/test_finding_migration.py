"""Findings that were kept before they had a history keep all that was known of them."""

from datetime import UTC, datetime

from sqlalchemy import JSON, Engine, Integer, column, insert, table
from sqlalchemy import Text as Text_

from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.finding_life import State, Step
from crawler.domain.wording import Text
from monitor.findings.identity import by_fingerprint
from storage.columns import Moment
from storage.schema import upgrade
from storage.unit_of_work import unit_of_work

APRIL, MAY = (datetime(2025, month, 1, tzinfo=UTC) for month in (4, 5))
TOTAL = "requests.total_handled.total"
OLD = table(
    "findings",
    column("report_year", Integer),
    column("cells", JSON),
    *(column(name, Moment) for name in ("opened_at", "last_seen_at", "resolved_at")),
    *(column(name, Text_) for name in ("unit_id", "fingerprint", "check", "status", "severity")),
    *(column(name, Text_) for name in ("title_zh", "title_en", "message_zh", "message_en")),
)
KEPT = (
    ("T3-02", "相差2", [TOTAL], APRIL, MAY),
    ("T3-02", "相差3", [TOTAL], MAY, None),
    ("FRM-01", "标题为“2024年工作报告”", [], APRIL, None),
)


def test_each_has_its_state_and_its_history_and_is_known_again(empty_engine: Engine) -> None:
    upgrade(empty_engine, "0004")
    with empty_engine.begin() as connection:
        for number, (check, message, cells, opened, resolved) in enumerate(KEPT):
            words = {"title_zh": "", "title_en": "", "message_zh": message, "message_en": "", "cells": cells}
            moments = {"opened_at": opened, "last_seen_at": opened, "resolved_at": resolved}
            judged = {"check": check, "status": "FAIL", "severity": "high", **words, **moments}
            row = {"unit_id": "370902", "report_year": 2024, "fingerprint": f"by message {number}", **judged}
            connection.execute(insert(OLD).values(row))
    upgrade(empty_engine)

    with unit_of_work(empty_engine) as work:
        found = {stored.finding.message.zh: stored for stored in work.findings.of_year(2024)}
        steps = {message: work.findings.history(stored.id) for message, stored in found.items()}
    assert {message: stored.state for message, stored in found.items()} == {
        "相差2": State.RESOLVED,
        "相差3": State.OPEN,
        "标题为“2024年工作报告”": State.OPEN,
    }
    assert [(event.step, event.at) for event in steps["相差2"]] == [(Step.OPENED, APRIL), (Step.RESOLVED, MAY)]
    assert [(event.step, event.at) for event in steps["相差3"]] == [(Step.OPENED, MAY)]
    for message in ("相差3", "标题为“2024年工作报告”"):
        assert found[message].fingerprint in by_fingerprint([seen_now(found[message].finding)])


def seen_now(kept: Finding) -> Finding:
    """The same defect as it is found today, in other words."""
    words = Text(f"疑似{kept.message.zh}", "")
    return Finding(kept.check, Outcome.FAIL, Severity.LOW, words, words, tuple(kept.cells))
