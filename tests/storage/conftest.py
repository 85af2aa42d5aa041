"""Both databases, fresh for every test: SQLite in a file, PostgreSQL in a throw-away cluster."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from crawler.domain.capture import Capture, CaptureKind, Reading, Trail
from crawler.domain.extraction import Attribution, Extraction, Medium
from crawler.domain.report import Address, Cell, CellState, Dates, Report, Section
from storage.archive import Archive, Location
from storage.reports import Saved
from storage.revisions import Cause
from storage.schema import upgrade
from storage.unit_of_work import UnitOfWork, open_database

_NUMBERS = count()


NEW_RECEIVED = Address("requests", "new_received", "total")


class Samples:
    """Captures and readings to store: everything is plausible, and what a test is about can be said."""

    site = "www.example.gov.cn"
    page = "http://www.example.gov.cn/2025/nb.html"
    somewhere = Location("sample.warc.gz", 0, 1)

    def at(self, day: int, month: int = 3) -> datetime:
        return datetime(2025, month, day, 1, 2, 3, 456789, tzinfo=UTC)

    def capture(self, body: bytes = b"<p>38</p>", *, day: int = 1, url: str | None = None, **facts: object) -> Capture:
        trail = Trail(self.site, link_text="2024年年度报告", list_date=date(2025, 1, 20))
        usual = {"kind": CaptureKind.REPORT, "fetched_at": self.at(day), "trail": trail}
        return Capture(url=url or self.page, body=body, **(usual | facts))

    def extraction(
        self, number: int | None = 38, *, text: str = "全年共收到申请38件。", signed: int = 20
    ) -> Extraction:
        cell = Cell(CellState.BLANK) if number is None else Cell(CellState.NUMBER, Decimal(number), str(number))
        report = Report(
            title="2024年年度报告",
            unit_name="样例县人民政府",
            report_year=2024,
            form="form_2021",
            dates=Dates(signed=date(2025, 1, signed)),
            sections=(Section("s1_overview", "一、总体情况", text),),
            cells={NEW_RECEIVED: cell},
        )
        return Extraction(report, (), Medium.HTML, "0" * 64)

    def reading(self, capture: Capture | None = None, number: int | None = 38, **facts: object) -> Reading:
        usual = {"unit_id": "370902", "report_year": 2024, "reason": "the title"}
        return Reading(capture or self.capture(), self.extraction(number), Attribution(**(usual | facts)))

    def store(self, work: UnitOfWork, reading: Reading, cause: Cause = Cause.PUBLISHED) -> Saved:
        if reading.capture.carrier is not None:
            work.captures.keep(reading.capture.carrier, self.somewhere)
        work.captures.keep(reading.capture, self.somewhere)
        return work.reports.save(reading, cause)

    def more_certain(self, reading: Reading) -> Reading:
        report = reading.extraction.report
        cells = {**report.cells, Address("requests", "carried_in", "total"): Cell(CellState.NUMBER, Decimal(0), "0")}
        return replace(reading, extraction=replace(reading.extraction, report=replace(report, cells=cells)))


@pytest.fixture
def samples() -> Samples:
    return Samples()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive(tmp_path / "archive")) as archive:
        yield archive


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
    programs = _programs()
    if programs is None:
        reason = "initdb and pg_ctl of PostgreSQL are not installed"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
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


@pytest.fixture(params=["sqlite", "postgresql"])
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


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    yield from _opened(empty_url)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    yield from _opened(url)


def _opened(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


def _fresh(cluster: Cluster, template: str) -> Iterator[str]:
    database = f"fresh_{next(_NUMBERS)}"
    yield cluster.create(database, template)
    cluster.drop(database)


def _shape(url: str) -> None:
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()


def _programs() -> Path | None:
    """The folder that holds initdb and pg_ctl, newest version first."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


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
