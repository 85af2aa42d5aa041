"""The ledger of loosenings in the database."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.rule_ledger import Affected, Effect, Loosening
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
LATER = datetime(2025, 5, 1, 9, tzinfo=UTC)
OFF = Loosening("T3-06", "off", "on", "off", "area 3709", "张三", "市通知：不考核", "line 2")
LOW = Loosening("T3-04", "severity", "high", "low", "all units", "李四", "省通知", "line 7")
CELL = Address("requests", "granted", "total")


def test_a_loosening_is_kept_with_what_it_did(engine: Engine) -> None:
    gone = Affected("370902", Effect.VANISHED, "f" * 64, Text("有空白", "blank"), 7, (CELL,))
    with unit_of_work(engine) as work:
        work.rule_ledger.record(2024, OFF, 3, [gone], NOW)
        work.rule_ledger.record(2024, LOW, 5, [], NOW)

    with unit_of_work(engine) as work:
        first, second = work.rule_ledger.entries()

    assert (first.loosening, first.units, first.affected) == (OFF, 3, (gone,))
    assert (second.loosening, second.affected, second.effective_at, second.ended_at) == (LOW, (), NOW, None)


def test_what_ended_is_no_more_in_effect_and_stays_in_the_ledger(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        number = work.rule_ledger.record(2024, OFF, 3, [], NOW)
        work.rule_ledger.record(2024, LOW, 5, [], NOW)
        work.rule_ledger.end([number], LATER)

    with unit_of_work(engine) as work:
        assert [one.loosening for one in work.rule_ledger.in_effect(2024)] == [LOW]
        assert [one.ended_at for one in work.rule_ledger.entries(2024)] == [LATER, None]


def test_each_report_year_has_entries_of_its_own(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        for year in (2023, 2024):
            gone = Affected(f"of {year}", Effect.LOWERED, "f", Text("零", "none"))
            work.rule_ledger.record(year, OFF, 1, [gone], NOW)

        (entry,) = work.rule_ledger.entries(2023)

        assert [one.unit_id for one in entry.affected] == ["of 2023"]
        assert work.rule_ledger.in_effect(2022) == ()
