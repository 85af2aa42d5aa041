"""Both databases, fresh for every test: SQLite in a file, PostgreSQL in a throw-away cluster."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from monitor.doctor import find_postgresql
from storage.schema import upgrade
from storage.unit_of_work import open_database

_NUMBERS = count()


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server of our own; `shaped` is a database that holds the tables already."""

    port: int
    shaped: str = "shaped"

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str) -> str:
        self._run(f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.url(database)

    def drop(self, database: str) -> None:
        self._run(f"DROP DATABASE {database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    found = find_postgresql(os.environ)
    if found is None:
        reason = "initdb and pg_ctl of PostgreSQL are not installed"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with running_cluster(Path(found)) as running:
        yield running


@contextmanager
def running_cluster(programs: Path) -> Iterator[Cluster]:
    """A server of these programs, gone with all it held at the end."""
    # Not below pytest's own folder, which other users may not enter.
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    try:
        yield from _served(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shaped_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shaped") / "shaped.db"
    _shape(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without any table."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        yield from _fresh(request.getfixturevalue("cluster"), "template1")


@pytest.fixture
def url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of today's shape, with nothing in it."""
    if dialect == "sqlite":
        path = shutil.copy(request.getfixturevalue("shaped_file"), tmp_path / "store.db")
        yield f"sqlite:///{path}"
    else:
        cluster = request.getfixturevalue("cluster")
        yield from _fresh(cluster, cluster.shaped)


def _fresh(cluster: Cluster, template: str) -> Iterator[str]:
    database = f"fresh_{next(_NUMBERS)}"
    yield cluster.create(database, template)
    cluster.drop(database)


def _shape(url: str) -> None:
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()


def _served(programs: Path, folder: Path) -> Iterator[Cluster]:
    user = _server_user()
    if user is not None:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    _run(user, folder, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-F -p {port} -k {folder} -c listen_addresses=127.0.0.1"
    _run(user, folder, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        cluster = Cluster(port)
        _shape(cluster.create(cluster.shaped, "template1"))
        yield cluster
    finally:
        _run(user, folder, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(user: str | None, folder: Path, *command: str | Path) -> None:
    subprocess.run([str(part) for part in command], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
