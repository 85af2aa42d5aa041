"""The record of who did what: it grows, and every other change is refused or seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from crawler.domain.errors import IllegalStep
from storage.unit_of_work import unit_of_work

AT = datetime(2025, 3, 31, 1, 2, 3, 456789, tzinfo=UTC)
UNLOCK = {
    "sqlite": ("DROP TRIGGER audit_log_update", "DROP TRIGGER audit_log_delete"),
    "postgresql": ("DROP TRIGGER audit_log_only_grows ON audit_log",),
}


def note(engine: Engine, *abouts: str) -> None:
    for number, about in enumerate(abouts):
        with unit_of_work(engine) as work:
            at = AT + timedelta(minutes=number)
            work.audit.note("li", "finding.dismiss", about, at, {"reason": "重复\x00", "n": 0.1}, "127.0.0.1")


def note_and_fail(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.audit.note("li", "finding.dismiss", "2", AT)
        raise IllegalStep(2, "gone", "dismissed")


def gap(engine: Engine) -> int | None:
    with unit_of_work(engine) as work:
        return work.audit.first_gap()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET actor = 'wu'",
        "UPDATE audit_log SET detail = '{}' WHERE id = 1",
        "DELETE FROM audit_log WHERE id = 2",
        "DELETE FROM audit_log",
    ],
)
def test_the_database_itself_refuses_to_change_or_forget(engine: Engine, statement: str) -> None:
    note(engine, "1", "2")

    with pytest.raises(DBAPIError, match="the audit log only grows"), engine.begin() as connection:
        connection.execute(text(statement))

    assert gap(engine) is None


@pytest.mark.parametrize(
    ("statement", "seen_at"),
    [
        pytest.param("UPDATE audit_log SET actor = 'wu' WHERE id = 2", 2, id="an entry changed"),
        pytest.param("DELETE FROM audit_log WHERE id = 2", 3, id="one left out"),
        pytest.param("DELETE FROM audit_log WHERE id = 3", 0, id="the last one left out"),
        pytest.param("DELETE FROM audit_log WHERE id = 1", 2, id="the first one left out"),
    ],
)
def test_who_has_power_over_the_database_is_seen(engine: Engine, statement: str, seen_at: int) -> None:
    note(engine, "1", "2", "3")

    with engine.begin() as connection:
        for unlocking in UNLOCK[engine.dialect.name]:
            connection.execute(text(unlocking))
        connection.execute(text(statement))

    assert gap(engine) == seen_at


def test_entries_come_back_as_they_were_put_in_the_newest_first(engine: Engine) -> None:
    note(engine, "1", "2", "3")

    with unit_of_work(engine) as work:
        newest, *_ = work.audit.latest(2)
        before = work.audit.latest(5, before=newest.id)

    assert (newest.about, newest.at, newest.address) == ("3", AT + timedelta(minutes=2), "127.0.0.1")
    assert newest.detail == {"reason": "重复\x00", "n": 0.1}
    assert [entry.about for entry in before] == ["2", "1"]


def test_what_is_not_done_is_not_written_down(engine: Engine) -> None:
    note(engine, "1")

    with pytest.raises(IllegalStep):
        note_and_fail(engine)

    note(engine, "3")
    with unit_of_work(engine) as work:
        assert [entry.about for entry in work.audit.latest(9)] == ["3", "1"]
    assert gap(engine) is None


def test_those_who_write_at_once_make_one_chain(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: note(engine, str(number), "again"), range(8)))

    with unit_of_work(engine) as work:
        assert len(work.audit.latest(99)) == 16
    assert gap(engine) is None


def test_the_edition_of_the_data_changes_with_what_somebody_did(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        before, still = work.data_edition.now(), work.data_edition.now()

    note(engine, "1")

    with unit_of_work(engine) as work:
        after = work.data_edition.now()
    assert before == still
    assert before != after
