"""Opening the database, and work that happens as a whole or not at all."""

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from crawler.domain.errors import DatabaseUnavailable
from storage.schema import upgrade
from storage.unit_of_work import UnitOfWork, open_database, unit_of_work

NOW = datetime(2025, 4, 1, tzinfo=UTC)


def test_work_that_ends_well_is_kept(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.runs.begin("crawl", NOW)

    with unit_of_work(engine) as work:
        assert work.runs.last("crawl") is not None


def test_work_that_fails_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(LookupError, match="no run 7"), unit_of_work(engine) as work:
        _begin_and_fail(work)

    with unit_of_work(engine) as work:
        assert work.runs.last("crawl") is None


def _begin_and_fail(work: UnitOfWork) -> None:
    work.runs.begin("crawl", NOW)
    work.runs.end(7, NOW, "finished", {})


def test_a_database_without_tables_is_an_error_of_ours(empty_engine: Engine) -> None:
    """Each database calls it by another name, and neither lets it pass."""
    with pytest.raises(Exception, match="runs"), unit_of_work(empty_engine) as work:
        work.runs.begin("crawl", NOW)


def test_sqlite_lets_readers_read_while_one_writes(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")

    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }

    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("sqlite:////nowhere/at/all/store.db", id="no such folder"),
        pytest.param("postgresql://someone@127.0.0.1:1/nothing", id="nobody listens"),
        pytest.param("mysql://someone@127.0.0.1/nothing", id="a database we do not know"),
        pytest.param("postgresql+nodriver://127.0.0.1/nothing", id="a driver nobody has"),
        pytest.param("store.db", id="no address at all"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_database_that_cannot_be_opened_says_so(url: str) -> None:
    with pytest.raises(DatabaseUnavailable):
        open_database(url)


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_text("年度报告" * 500)

    with pytest.raises(DatabaseUnavailable, match="not a database"):
        open_database(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["postgresql://me:secret@127.0.0.1:1/x", "mysql://me:secret@h/x", "me:secret@h"])
def test_no_error_tells_a_password(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        open_database(url)

    assert "secret" not in str(caught.value)


def _write_runs(url: str, times: int) -> None:
    engine = open_database(url)
    for _ in range(times):
        with unit_of_work(engine) as work:
            work.runs.last("crawl")
            work.runs.begin("crawl", NOW)
    engine.dispose()


@pytest.mark.slow
def test_several_processes_write_without_getting_into_each_others_way(url: str) -> None:
    start = multiprocessing.get_context("spawn")
    writers = [start.Process(target=_write_runs, args=(url, 40)) for _ in range(3)]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    engine = open_database(url)
    with unit_of_work(engine) as work:
        assert len(work.runs.all_since(NOW)) == 120
    engine.dispose()


def _upgrade(url: str) -> None:
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()


@pytest.mark.slow
def test_two_upgrades_at_once_wait_for_each_other(empty_url: str) -> None:
    start = multiprocessing.get_context("spawn")
    upgrades = [start.Process(target=_upgrade, args=(empty_url,)) for _ in range(3)]

    for process in upgrades:
        process.start()
    for process in upgrades:
        process.join(60)

    assert [process.exitcode for process in upgrades] == [0, 0, 0]
