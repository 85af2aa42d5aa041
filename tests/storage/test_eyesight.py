"""What the store knows of how well we see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from crawler.domain.evidence import Failure, Relisted, Visit, VisitOutcome
from storage.eyesight import Look
from storage.tables import findings
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_last_looks_at_each_site_come_the_oldest_first(engine: Engine) -> None:
    timeout = (Failure("http://a/", "no answer: TimeoutError"), Failure("http://a/b", "the page does not exist"))
    with unit_of_work(engine) as work:
        for days in range(5):
            at = NOW - days * DAY
            work.visits.add(Visit("a", at, at, VisitOutcome.DOWN, failures=timeout, thorough=days > 1))
        work.visits.add(Visit("b", NOW - 3 * DAY, NOW, VisitOutcome.COMPLETE, columns=("http://b/nb/",)))

        looks = work.eyesight.looks(NOW - 10 * DAY, 2)
        recent = work.eyesight.looks(NOW - DAY, 6)
        thorough = work.eyesight.last_thorough(["a", "b", "c"])

    down = VisitOutcome.DOWN
    assert looks == {
        "a": (Look(NOW - DAY, down, (), timeout[0].cause), Look(NOW, down, (), timeout[0].cause)),
        "b": (Look(NOW - 3 * DAY, VisitOutcome.COMPLETE, ("http://b/nb/",)),),
    }
    assert [len(recent["a"]), "b" in recent] == [2, False]
    assert thorough == {"a": NOW - 2 * DAY, "b": NOW - 3 * DAY}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_report_is_met_by_a_list_that_names_it(engine: Engine, samples: Any) -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        seen = work.eyesight.last_met(["370902", "nobody"])
        work.sightings.listed_again(Relisted(samples.site, (samples.page,), samples.at(9)))
        listed = work.eyesight.last_met(["370902"])

    assert (seen, listed) == ({"370902": samples.at(1)}, {"370902": samples.at(9)})


def test_checks_that_crashed_are_counted_until_they_are_resolved(engine: Engine) -> None:
    words = {"title_zh": "", "title_en": "", "message_zh": "", "message_en": "", "state": "open", "evidence": ""}
    usual = {"report_year": 2024, "severity": "info", "cells": [], "quotes": [], "grounds": {}, **words}
    moments = {"opened_at": NOW, "last_seen_at": NOW}
    crashes = (("T3-02", "RULE_ERROR", None), ("T3-02", "RULE_ERROR", None), ("T3-03", "FAIL", None))
    over = ("T3-04", "RULE_ERROR", NOW)
    with engine.begin() as connection:
        for number, (check, status, resolved) in enumerate((*crashes, over)):
            seen = {"unit_id": f"{number}", "fingerprint": "", "check": check, "status": status}
            connection.execute(insert(findings).values(**usual, **moments, **seen, resolved_at=resolved))

    with unit_of_work(engine) as work:
        assert work.eyesight.rule_errors() == {"T3-02": 2}
