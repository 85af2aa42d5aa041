"""Reports and dossiers to judge: a sound one, and what a test changes in it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.finding import Finding, Outcome
from crawler.domain.report import Address, Cell, CellState, Dates, Report, Statement, Subject, Unsure
from crawler.domain.unit import Level, UnitKind
from crawler.forms import find_form
from monitor.checks import findings_of, run_checks

AS_OF = datetime(2024, 4, 20, 1, tzinfo=UTC)
_FILLED = {
    f"requests.{row}.{column}": 3
    for row in ("new_received", "granted", "total_handled")
    for column in ("natural_person", "total")
} | {"disputes.review.upheld": 2, "disputes.review.total": 2}
_MARKS = {"": CellState.BLANK, "/": CellState.NOT_APPLICABLE, "text": CellState.TEXT, "unread": CellState.UNREAD}

Changes = Mapping[str, object]


def _cell(printed: object) -> Cell:
    if isinstance(printed, Cell):
        return printed
    if isinstance(printed, str):
        return Cell(_MARKS[printed])
    return Cell(CellState.NUMBER, Decimal(str(printed)))


def _cells(form_key: str, changes: Changes) -> dict[Address, Cell]:
    form = find_form(form_key)
    assert form is not None
    printed = {str(address): 0 for address in form.addresses()} | _FILLED | dict(changes)
    return {Address.parse(address): _cell(figure) for address, figure in printed.items() if figure is not None}


@pytest.fixture
def report() -> Callable[..., Report]:
    """A sound report on 2023, or on 2020 in the old form; `cells` are changes by address, None takes one away."""

    def build(cells: Changes | None = None, *, form: str = "form_2021", **facts: Any) -> Report:
        layout = find_form(form)
        assert layout is not None
        year = 2023 if form == "form_2021" else 2020
        sound = Report(
            title=f"云溪县人民政府{year}年政府信息公开工作年度报告",
            unit_name="云溪县人民政府",
            report_year=year,
            form=form,
            blocks={block.key: form for block in layout.blocks()},
            dates=Dates(page=date(year + 1, 1, 20)),
            period=(date(year, 1, 1), date(year, 12, 31)),
            cells=_cells(form, cells or {}),
        )
        return replace(sound, **facts)

    return build


@pytest.fixture
def judge() -> Callable[..., dict[str, list[Finding]]]:
    """Everything the catalogue says of a document by itself, by check, without what passed."""

    def run(read: Report | None, *doubts: Doubt, passes: bool = False, **facts: Any) -> dict[str, list[Finding]]:
        extraction = None if read is None else Extraction(read, doubts, Medium.HTML, "digest")
        year = read.report_year if read is not None else None
        known = {"kind": UnitKind.GOVERNMENT, "level": Level.COUNTY, "expected_year": year} | facts
        found: dict[str, list[Finding]] = {}
        look = run_checks if passes else findings_of
        for finding in look(Dossier(AS_OF, extraction=extraction, **known)):
            found.setdefault(finding.check, []).append(finding)
        return found

    return run


@pytest.fixture
def unsure() -> Callable[..., Cell]:
    """A figure that we are not sure of."""
    return lambda value, why=Unsure.VALUE: Cell(CellState.NUMBER, Decimal(value), str(value), why)


@pytest.fixture
def said() -> Callable[..., Statement]:
    """What a narrative says of how many; None says none."""

    def build(subject: Subject, value: int | None, text: str = "收到政府信息公开申请") -> Statement:
        return Statement(subject, Decimal(value or 0), value is None, text, "s1_overview")

    return build


@pytest.fixture(scope="session")
def expected_findings(real_reports: Path) -> dict[str, Any]:
    """What must be found in the real reports and what must not; it lies beside them, outside the project."""
    path = Path(os.environ.get("GONGKAI_SHARED", real_reports.parent)) / "domain" / "expected_findings.yaml"
    if not path.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{path} is not there; GONGKAI_SHARED names its folder")
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


@pytest.fixture
def statuses() -> Callable[..., list[Outcome]]:
    """The outcomes of the findings of one check."""
    return lambda found, check: [finding.status for finding in found.get(check, [])]
