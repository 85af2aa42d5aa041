"""Table 3, what came in and what became of it: balance, sums of columns and rows, blanks."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from crawler.forms.form import Role
from monitor.checks import missing_sum
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import conclusion, terms
from monitor.checks.tables import Printed, is_empty, is_positive, requests_table

_NOT_READ = not_applicable("未读到表三", "table 3 was not read")
_MANY_BLANKS = Decimal("0.1")
_BALANCE = {
    "new_received": Text("本年新收", "newly received"),
    "carried_in": Text("上年结转", "carried in"),
    "total_handled": Text("办理结果总计", "handled"),
    "carried_out": Text("结转下年", "carried out"),
}


@table_check(
    "T3-02",
    Severity.HIGH,
    Text(
        "表三每列：第一项加第二项之和，等于第三项加第四项之和",
        "table 3, each column: what came in = handled + carried out",
    ),
)
def balance_holds(report: Report) -> Iterator[Discrepancy]:
    """What came in is what was handled and what is carried over: the one identity that the form itself prints.

    The corner note of table 3 in 国办公开办函〔2021〕30号 and 〔2019〕60号.
    """
    yield from _in_each_column(report, _balance_of)


@table_check(
    "T3-03",
    Severity.HIGH,
    Text("表三每列：各项办理结果之和等于（七）总计", "table 3, each column: the results sum up to row (7)"),
)
def results_sum_up(report: Report) -> Iterator[Discrepancy]:
    """Every application handled stands in one row of results, so these rows make （七）总计 (30号, 60号, table 3)."""
    yield from _in_each_column(report, _sum_of_results)


@table_check(
    "T3-04",
    Severity.HIGH,
    Text("表三每行：各类申请人之和等于总计", "table 3, each row: the kinds of applicant sum up to the total"),
)
def applicants_sum_up(report: Report) -> Iterator[Discrepancy]:
    """Every application has one applicant of one kind, so the six columns make 总计 (30号, 60号, table 3)."""
    table = requests_table(report)
    if table is None:
        yield _NOT_READ
        return
    for row in table.block.rows:
        if table.row(row.key):
            yield _sum_of_applicants(table, row.key)


@table_check(
    missing_sum.CHECK, Severity.HIGH, Text("表三（七）总计应汇总各项办理结果", "table 3: row (7) sums up the results")
)
def sum_is_filled_in(report: Report) -> Iterator[Discrepancy]:
    """A （七）总计 left blank or 0 beside results that have figures: the root of all it breaks."""
    table = requests_table(report)
    if table is None or not table.row(missing_sum.ROW):
        yield _NOT_READ
        return
    outcome = missing_sum.outcome_of(table)
    cells = tuple(table.address(missing_sum.ROW, column) for column in table.columns)
    if outcome.passed:
        fine = Text("表三“（七）总计”行与各项办理结果无出入", "table 3, row (7) has figures where the results have")
        yield Discrepancy(outcome, fine, cells)
    else:
        yield Discrepancy(outcome, _not_summed(table), (*cells, *missing_sum.filled_parts(table)))


@table_check("T3-06", Severity.LOW, Text("表三各格均填写数字", "table 3: every cell has a figure"))
def every_request_cell_is_filled(report: Report) -> Iterator[Discrepancy]:
    """A blank or a dash says neither how many nor none; a warning only, since no rule demands a 0."""
    table = requests_table(report)
    if table is None:
        yield _NOT_READ
        return
    empty, size = tuple(table.empty()), table.size()
    if not empty:
        yield Discrepancy(Outcome.PASS, Text("表三未见空白格", "no cell of table 3 is blank"))
        return
    yield Discrepancy(
        Outcome.WARN,
        Text(f"表三{size}格中有{len(empty)}格空白或填“/”", f"{len(empty)} of the {size} cells of table 3 are blank"),
        empty,
        Severity.MEDIUM if len(empty) >= _MANY_BLANKS * size else None,
    )


def _in_each_column(report: Report, judge: Callable[..., Discrepancy]) -> Iterator[Discrepancy]:
    """One judgement for each column of table 3; each knows whether a missing sum explains it."""
    table = requests_table(report)
    if table is None:
        yield _NOT_READ
        return
    explained = missing_sum.explains_the_rest(table)
    for column in table.columns:
        yield judge(table, column, explained=explained)


def _balance_of(table: Printed, column: str, *, explained: bool) -> Discrepancy:
    new, carried_in, handled, carried_out = (table.cell(row, column) for row in _BALANCE)
    verdict = decide([new, carried_in], [handled, carried_out])
    came, went = (
        terms((_BALANCE[row], table.cell(row, column)) for row in rows)
        for rows in (("new_received", "carried_in"), ("total_handled", "carried_out"))
    )
    end = conclusion(verdict, (new, carried_in, handled, carried_out))
    return Discrepancy(
        verdict.outcome,
        _in_column(table, column, Text(f"{came.zh}；{went.zh}，{end.zh}", f"{came.en}; {went.en}: {end.en}")),
        tuple(table.address(row, column) for row in _BALANCE),
        Severity.CRITICAL if column == "total" else None,
        _root(verdict, explained=explained),
    )


def _sum_of_results(table: Printed, column: str, *, explained: bool) -> Discrepancy:
    parts, total = missing_sum.parts_of(table, column), table.cell(missing_sum.ROW, column)
    verdict = decide(parts, [total])
    rows = [row.key for row in table.rows(Role.PART)]
    filled = [row for row in rows if (cell := table.cell(row, column)) is not None and is_positive(cell)]
    results = terms((table.row_name(row), table.cell(row, column)) for row in filled)
    seen = results if filled else Text("各项办理结果未见大于0的数字", "no result is above 0")
    sum_row = terms([(table.row_name(missing_sum.ROW), total)])
    end = conclusion(verdict, (*parts, total))
    return Discrepancy(
        verdict.outcome,
        _in_column(table, column, Text(f"{seen.zh}；{sum_row.zh}，{end.zh}", f"{seen.en}; {sum_row.en}: {end.en}")),
        tuple(table.address(row, column) for row in (*filled, missing_sum.ROW)),
        root=_root(verdict, explained=explained),
    )


def _sum_of_applicants(table: Printed, row: str) -> Discrepancy:
    *kinds, total = table.columns
    verdict = decide([table.cell(row, kind) for kind in kinds], [table.cell(row, total)])
    left = terms((table.column_name(kind), table.cell(row, kind)) for kind in kinds)
    right = terms([(table.column_name(total), table.cell(row, total))])
    name, end = table.row_name(row), conclusion(verdict, table.row(row))
    return Discrepancy(
        verdict.outcome,
        Text(
            f"表三“{name.zh}”行：{left.zh}；{right.zh}，{end.zh}",
            f"table 3, row {name.en}: {left.en}; {right.en}: {end.en}",
        ),
        tuple(table.address(row, column) for column in table.columns),
    )


def _not_summed(table: Printed) -> Text:
    seen, again = missing_sum.parts_as_printed(table), missing_sum.recomputed(table)
    state = _state_of_sum(table)
    zh = f"表三“（七）总计”行{state.zh}，而{seen.zh}"
    en = f"table 3, row (7) is {state.en}, while {seen.en}"
    if again.zh:
        return Text(f"{zh}；重新汇总为：{again.zh}，请核实", f"{en}; summed up again: {again.en}")
    return Text(f"{zh}，请核实", en)


def _state_of_sum(table: Printed) -> Text:
    empty = {is_empty(cell) for cell in table.row(missing_sum.ROW)}
    if empty == {True}:
        return Text("空白", "blank")
    return Text("空白或填0", "blank or 0") if True in empty else Text("填0", "0")


def _in_column(table: Printed, column: str, seen: Text) -> Text:
    name = table.column_name(column)
    return Text(f"表三“{name.zh}”列：{seen.zh}", f"table 3, column {name.en}: {seen.en}")


def _root(verdict: Verdict, *, explained: bool) -> str | None:
    """One defect, one root: an identity that fails only because （七） was not summed up is listed under that."""
    return missing_sum.CHECK if explained and not verdict.outcome.passed else None
