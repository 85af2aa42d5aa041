"""The database, and one piece of work on it that happens as a whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from crawler.domain.errors import DatabaseUnavailable
from storage.accounts import Accounts
from storage.acknowledgements import Acknowledgements
from storage.api_tokens import ApiTokens
from storage.archived_sources import ArchivedSources
from storage.audit import AuditLog
from storage.captures import Captures
from storage.changes import Changes
from storage.corrections import Corrections
from storage.crawl_knowledge import CrawlKnowledge
from storage.data_edition import DataEdition
from storage.editions import Editions
from storage.eyesight import Eyesight
from storage.findings import Findings
from storage.in_force import ReadingsInForce
from storage.journal import Journal
from storage.judgements import Judgements
from storage.knowledge import KnownSites
from storage.lessons import Lessons
from storage.likeness import Likenesses
from storage.marks import Marks
from storage.one_time_links import OneTimeLinks
from storage.operations import Operations
from storage.outbox import Outbox
from storage.read_before import ReadBefore
from storage.report_pages import ReportPages
from storage.reports import Reports
from storage.rule_ledger import RuleLedger
from storage.runs import Runs
from storage.sessions import Sessions
from storage.shown_bytes import ShownBytes
from storage.sightings import Sightings
from storage.slots import Slots
from storage.standing_counts import StandingCounts
from storage.standing_lists import StandingLists
from storage.standings import Standings
from storage.strays import Strays
from storage.suspicions import Suspicions
from storage.tellings import Tellings
from storage.triage import Triage
from storage.troubles import Troubles
from storage.unit_timeline import UnitTimeline
from storage.units import Units
from storage.visits import Visits

Database = Engine
"""An open database, for those who hold one without knowing what it is made of."""

_PATIENCE = 30
"""Seconds a writer waits for another one on SQLite."""

# With WAL and NORMAL a process that is killed loses nothing that it committed. A machine that loses its power may
# lose the last moments, all of a transaction or nothing: a crawl then asks for these once more. FULL would wait for
# the disk several times for every page.
_PRAGMAS = (
    f"busy_timeout = {_PATIENCE * 1000}",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
)

_CONNECT_TIMEOUT = 10

CONNECTIONS = 16
"""How many connections one process keeps open where so many threads work at once; more are closed again."""


class UnitOfWork:
    """The repositories, all within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.units = Units(connection)
        self.captures = Captures(connection)
        self.shown_bytes = ShownBytes(connection)
        self.reports = Reports(connection)
        self.report_pages = ReportPages(connection)
        self.editions = Editions(connection)
        self.in_force = ReadingsInForce(connection)
        self.likenesses = Likenesses(connection)
        self.visits = Visits(connection)
        self.strays = Strays(connection)
        self.suspicions = Suspicions(connection)
        self.findings = Findings(connection)
        self.judgements = Judgements(connection)
        self.marks = Marks(connection)
        self.corrections = Corrections(connection)
        self.archived_sources = ArchivedSources(connection)
        self.rule_ledger = RuleLedger(connection)
        self.runs = Runs(connection)
        self.journal = Journal(connection)
        self.crawl_knowledge = CrawlKnowledge(connection)
        self.read_before = ReadBefore(connection)
        self.sightings = Sightings(connection)
        self.lessons = Lessons(connection)
        self.known_sites = KnownSites(connection)
        self.slots = Slots(connection)
        self.outbox = Outbox(connection)
        self.troubles = Troubles(connection)
        self.eyesight = Eyesight(connection)
        self.tellings = Tellings(connection)
        self.acknowledgements = Acknowledgements(connection)
        self.accounts = Accounts(connection)
        self.sessions = Sessions(connection)
        self.api_tokens = ApiTokens(connection)
        self.one_time_links = OneTimeLinks(connection)
        self.audit = AuditLog(connection)
        self.data_edition = DataEdition(connection)
        self.standings = Standings(connection)
        self.changes = Changes(connection)
        self.standing_counts = StandingCounts(connection)
        self.standing_lists = StandingLists(connection)
        self.unit_timeline = UnitTimeline(connection)
        self.triage = Triage(connection)
        self.operations = Operations(connection)


@contextmanager
def unit_of_work(engine: Engine) -> Iterator[UnitOfWork]:
    """Work on the database: commits at the end, rolls back on any exception.

    Keep it short, for a writer holds up all others on SQLite. A database that is gone, locked or full
    raises DatabaseUnavailable.
    """
    try:
        with engine.begin() as connection:
            yield UnitOfWork(connection)
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailable(_printable(engine.url), str(error.orig)) from error


def open_database(url: str) -> Engine:
    """Open the database at a SQLAlchemy address: `sqlite:///path` or `postgresql://…`.

    Raises DatabaseUnavailable where that cannot be done.
    """
    address = _address(url)
    try:
        engine = create_engine(address, **_options(address))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        with engine.connect():
            return engine
    except (DBAPIError, sqlite3.Error) as error:
        reason = str(getattr(error, "orig", error)).strip()
        raise DatabaseUnavailable(_printable(address), reason) from error
    except (ArgumentError, ImportError) as error:
        raise DatabaseUnavailable(_printable(address), str(error)) from error


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        # The text may hold a password, so it is not repeated.
        raise DatabaseUnavailable("in the settings", "the address is not of the form dialect://…") from error
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseUnavailable(_printable(address), "only sqlite and postgresql are supported")
    return address


def _options(address: URL) -> dict[str, Any]:
    if address.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": _PATIENCE}, "pool_size": CONNECTIONS}
    return {"connect_args": {"connect_timeout": _CONNECT_TIMEOUT}, "pool_pre_ping": True, "pool_size": CONNECTIONS}


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Let readers read while one writes, and keep references honest."""
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _printable(url: URL) -> str:
    return url.render_as_string(hide_password=True)
