"""The shape of the database: bringing it up to date, and refusing to work on another."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from crawler.domain.errors import DatabaseTooNew, DatabaseUnavailable

_MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 4_152_076_011
"""The number under which PostgreSQL keeps two upgrades apart; it only has to be always the same."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to the newest shape or to an earlier one, whole or not at all; twice is harmless."""
    config = _config()
    try:
        with engine.begin() as connection:
            _wait_for_our_turn(connection)
            _refuse_unknown(engine, _revision(connection))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    except OperationalError as error:
        raise DatabaseUnavailable(_printable(engine), str(error.orig)) from error


def check_revision(engine: Engine) -> None:
    """Raise unless the database has the shape this version works on."""
    try:
        with engine.connect() as connection:
            revision = _revision(connection)
    except OperationalError as error:
        raise DatabaseUnavailable(_printable(engine), str(error.orig)) from error
    _refuse_unknown(engine, revision)
    if revision != _scripts().get_current_head():
        state = "it has no tables yet" if revision is None else f"it is at the older revision {revision}"
        raise DatabaseUnavailable(_printable(engine), f"{state}; run `gongkai db upgrade`")


def _wait_for_our_turn(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # The driver would not put the creation of tables into a transaction by itself.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _refuse_unknown(engine: Engine, revision: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseTooNew(_printable(engine), revision)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _printable(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)
