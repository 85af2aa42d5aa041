"""A store in memory, and what checks may say of one small report."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from crawler.domain.dossier import Dossier
from crawler.domain.evidence import Publication
from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.finding_life import Event, State, Step
from crawler.domain.report import Address, Cell, CellState, Report
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Text
from monitor.checks.rules import CATALOGUE, Rules
from monitor.findings import FindingKeeper, Verdicts
from monitor.findings.keeping import known_from
from monitor.findings.life import by_person
from storage.findings import StoredFinding
from storage.metadata import METADATA
from storage.tables import finding_history, findings
from storage.unit_of_work import UnitOfWork, open_database, unit_of_work

UNIT, YEAR, URL = "370902", 2024, "http://www.yunxi.gov.cn/1.html"
START = datetime(2025, 4, 1, 1, tzinfo=UTC)
GRANTED, TOTAL = (Address("requests", row, "total") for row in ("granted", "total_handled"))


def finding(status: Outcome = Outcome.FAIL, message: str = "不等，请核实", **facts: Any) -> Finding:
    """What a check says of two cells."""
    said = {"cells": (GRANTED, TOTAL)} | facts
    return Finding("T3-05", status, Severity.HIGH, Text("合计", "sums"), Text(message, "they differ"), **said)


def dossier(granted: object = 3, *, source: str | None = "aa", doubted: bool = False, read: bool = True) -> Dossier:
    """A report that grants some requests and counts none; `source` is the digest of its bytes."""
    cell = granted if isinstance(granted, Cell) else Cell(CellState.NUMBER, Decimal(str(granted)), str(granted))
    cells = {GRANTED: cell, TOTAL: Cell(CellState.NUMBER, Decimal(0), "0")}
    report = Report("年度报告", None, YEAR, "form_2021", {"requests": "form_2021"}, cells=cells)
    doubts = (Doubt("unsure", "blurred", (GRANTED,)),) if doubted else ()
    extraction = Extraction(report, doubts, Medium.HTML, source or "")
    published = () if source is None else (_publication(source),)
    kept = extraction if read and source is not None else None
    return Dossier(START, UnitKind.GOVERNMENT, Level.COUNTY, YEAR, kept, publications=published)


def _publication(source: str) -> Publication:
    days = (None, None, None, None)
    return Publication(UNIT, YEAR, URL, *days, START, START, source, 1)


@dataclass
class Book:
    """One unit's findings, judged once a day."""

    work: UnitOfWork
    now: datetime = START
    seen: Dossier = field(default_factory=dossier)
    said: Sequence[Finding] = ()

    def judge(self, seen: Dossier, *said: Finding, rules: Rules = CATALOGUE) -> None:
        self.now += timedelta(days=1)
        self.seen, self.said = seen, said
        keeper = FindingKeeper(self.work, YEAR, self.now)
        keeper.keep(seen, UNIT, said, rules)
        keeper.close()

    def person(self, step: Step, note: str = "已核对原件") -> None:
        self.now += timedelta(hours=1)
        event = by_person(known_from(self.only), step, "王芳", note, self.now)
        self.work.findings.take(self.only.id, event)

    @property
    def all(self) -> tuple[StoredFinding, ...]:
        return self.work.findings.of_year(YEAR)

    @property
    def only(self) -> StoredFinding:
        return self.all[0]

    @property
    def state(self) -> State:
        return self.only.state

    @property
    def history(self) -> tuple[Event, ...]:
        return self.work.findings.history(self.only.id)

    @property
    def last(self) -> tuple[Any, Any]:
        """The last step and its cause."""
        return self.history[-1].step, self.history[-1].cause

    @property
    def dismissed(self) -> frozenset[Finding]:
        return frozenset(Verdicts(self.work, YEAR).dismissed(self.seen, UNIT, self.said))


@contextmanager
def _opened() -> Iterator[Book]:
    engine = open_database("sqlite://")
    METADATA.create_all(engine, tables=[findings, finding_history])
    with unit_of_work(engine) as work:
        yield Book(work)
    engine.dispose()


@pytest.fixture
def book() -> Iterator[Book]:
    with _opened() as book:
        yield book


@pytest.fixture(scope="module")
def new_book() -> Callable[[], Any]:
    """For tests that need many."""
    return _opened


@pytest.fixture(scope="session")
def say() -> Callable[..., Finding]:
    return finding


@pytest.fixture(scope="session")
def show() -> Callable[..., Dossier]:
    return dossier
