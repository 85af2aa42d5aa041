from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.finding import Outcome
from crawler.domain.report import Cell, CellState, Report, Statement, Subject, Unsure
from crawler.domain.unit import Level, UnitKind
from crawler.forms import all_forms
from monitor.checks import run_checks

pytestmark = pytest.mark.slow

AS_OF = datetime(2024, 4, 20, tzinfo=UTC)
TABLES = ("T2", "T2O", "T3", "T4", "NAR", "FRM-09")

figures = st.integers(0, 9).map(lambda value: Cell(CellState.NUMBER, Decimal(value), str(value)))
empty = st.sampled_from([Cell(CellState.BLANK), Cell(CellState.NOT_APPLICABLE), Cell(CellState.TEXT, raw="见附件")])
unsure = st.builds(lambda cell, why: replace(cell, unsure=why), st.one_of(figures, empty), st.sampled_from(Unsure))
uncertain = st.one_of(unsure, st.just(Cell(CellState.UNREAD)))
statements = st.builds(
    lambda subject, value: Statement(subject, Decimal(value), value == 0, "收到申请", "s1_overview"),
    st.sampled_from(Subject),
    st.integers(0, 5),
)


@st.composite
def uncertain_reports(draw: st.DrawFn) -> Report:
    form = draw(st.sampled_from(all_forms()))
    printed = [
        address
        for block in form.blocks()
        if draw(st.booleans())
        for row in block.rows
        for address in block.addresses(row)
    ]
    cells = draw(st.lists(uncertain, min_size=len(printed), max_size=len(printed)))
    tables = {address.table for address in printed}
    return Report(
        title="云溪县2023年政府信息公开工作年度报告",
        unit_name="云溪县",
        report_year=draw(st.sampled_from([2020, 2023])),
        form=form.key,
        blocks={block.key: form.key for block in form.blocks() if block.table in tables},
        cells=dict(zip(printed, cells, strict=True)),
        statements=tuple(draw(st.lists(statements, max_size=3))),
    )


@given(uncertain_reports())
def test_a_report_of_which_no_cell_is_certain_fails_no_check_of_its_tables(report: Report) -> None:
    extraction = Extraction(report, (), Medium.HTML, "digest")

    found = run_checks(Dossier(AS_OF, UnitKind.GOVERNMENT, Level.COUNTY, report.report_year, extraction))

    judged = [finding for finding in found if finding.check.startswith(TABLES)]
    assert not [finding for finding in judged if finding.status in (Outcome.FAIL, Outcome.RULE_ERROR)]
