"""The shape of the database, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from crawler.domain.errors import DatabaseTooNew, DatabaseUnavailable
from crawler.forms import standard_addresses
from storage.migrations.versions.m0001_first_tables import FIGURES
from storage.schema import check_revision, upgrade
from storage.tables import figure_column, metadata


def test_the_migrations_lead_exactly_to_the_tables(empty_engine: Engine) -> None:
    upgrade(empty_engine)

    with empty_engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata())

    assert differences == []


def test_the_migrations_know_every_standard_cell() -> None:
    assert set(FIGURES) == {figure_column(address) for address in standard_addresses()}


def test_no_column_name_is_longer_than_postgresql_takes() -> None:
    assert max(len(column.name) for table in metadata().tables.values() for column in table.columns) <= 63


def test_upgrading_twice_is_harmless(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    upgrade(empty_engine)

    check_revision(empty_engine)
    assert "captures" in inspect(empty_engine).get_table_names()


def test_a_database_without_tables_says_what_to_do(empty_engine: Engine) -> None:
    with pytest.raises(DatabaseUnavailable, match="gongkai db upgrade"):
        check_revision(empty_engine)


def test_a_database_of_a_newer_version_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseTooNew, match="9999"):
        check_revision(engine)
    with pytest.raises(DatabaseTooNew, match="9999"):
        upgrade(engine)


def test_an_upgrade_that_fails_leaves_nothing_behind(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        connection.execute(text("CREATE TABLE letters (id INTEGER)"))

    with pytest.raises(Exception, match="letters"):
        upgrade(empty_engine)

    assert inspect(empty_engine).get_table_names() == ["letters"]


def test_upgrading_needs_no_particular_folder(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")

    upgrade(empty_engine)

    check_revision(empty_engine)
