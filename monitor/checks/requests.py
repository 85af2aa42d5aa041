"""Table 3, what came in and what became of it: the identities of its columns and rows."""

from collections.abc import Callable, Iterator, Sequence

from crawler.domain.finding import Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from crawler.forms.form import Role
from monitor.checks import lone_cell, missing_sum, one_sided
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.equations import Verdict, decide
from monitor.checks.lone_cell import Slip, lone_slip
from monitor.checks.phrases import conclusion, terms
from monitor.checks.tables import Printed, is_positive, requests_table

_NOT_READ = not_applicable("未读到表三", "table 3 was not read")
_TOTAL = "total"
BALANCE = "T3-02"
_BALANCE = {
    "new_received": Text("本年新收", "newly received"),
    "carried_in": Text("上年结转", "carried in"),
    "total_handled": Text("办理结果总计", "handled"),
    "carried_out": Text("结转下年", "carried out"),
}


@table_check(
    BALANCE,
    Severity.HIGH,
    Text(
        "表三每列：第一项加第二项之和，等于第三项加第四项之和",
        "table 3, each column: what came in = handled + carried out",
    ),
)
def balance_holds(report: Report) -> Iterator[Discrepancy]:
    """What came in is what was handled and what is carried over: the one identity that the form itself prints.

    It is decided column by column, gravest in that of the totals. It does not say which of the four figures is wrong.

    Basis: the corner note of table 3 in 国办公开办函〔2021〕30号 and 〔2019〕60号.
    Applies to: every kind of unit.

    Passes:
        requests.new_received.natural_person = 5
        requests.new_received.total = 5
        requests.carried_out.natural_person = 2
        requests.carried_out.total = 2
    Passes (PASS_IF_BLANK_ZERO):
        requests.carried_in.* = blank
    Fails:
        requests.new_received.natural_person = 5
        requests.new_received.total = 5
    Fails (UNDETERMINED):
        requests.total_handled.total = blank
    """
    yield from _in_each_column(report, _balance_of)


@table_check(
    "T3-03",
    Severity.HIGH,
    Text("表三每列：各项办理结果之和等于（七）总计", "table 3, each column: the results sum up to row (7)"),
)
def results_sum_up(report: Report) -> Iterator[Discrepancy]:
    """Every application handled stands in one row of results, so these rows make （七）总计.

    A table that prints rows of both forms is not summed up: which of its rows count twice is not certain.

    Basis: 国办公开办函〔2021〕30号 and 〔2019〕60号, table 3: 部分公开 counts one case once (只计这一情形).
    Applies to: every kind of unit.

    Passes:
        requests.granted.natural_person = 2
        requests.granted.total = 2
        requests.partial.natural_person = 1
        requests.partial.total = 1
    Fails:
        requests.granted.natural_person = 2
        requests.granted.total = 2
    Fails (UNDETERMINED):
        requests.granted.total = blank
    """
    yield from _in_each_column(report, _sum_of_results)


@table_check(
    lone_cell.CHECK,
    Severity.HIGH,
    Text("表三每行：各类申请人之和等于总计", "table 3, each row: the kinds of applicant sum up to the total"),
)
def applicants_sum_up(report: Report) -> Iterator[Discrepancy]:
    """Every application has one applicant of one kind, so the six columns make 总计.

    Where one cell alone breaks all identities that are broken, this finding names it with the figure that mends them,
    and the columns that it breaks are listed under it.

    Basis: 国办公开办函〔2021〕30号 and 〔2019〕60号, table 3: 申请人情况, six kinds and 总计.
    Applies to: every kind of unit.

    Passes:
        requests.granted.natural_person = 1
        requests.granted.business = 2
    Fails:
        requests.granted.business = 1
    Fails (UNDETERMINED):
        requests.granted.total = blank
    """
    table = requests_table(report)
    if table is None:
        yield _NOT_READ
        return
    slip, sided = lone_slip(table), one_sided.rows_of(table)
    for row in table.block.rows:
        if table.row(row.key):
            yield _sum_of_applicants(table, row.key, slip, sided=row.key in sided)


def _in_each_column(report: Report, judge: Callable[..., Discrepancy]) -> Iterator[Discrepancy]:
    """One judgement for each column of table 3; each knows what explains it."""
    table = requests_table(report)
    if table is None:
        yield _NOT_READ
        return
    root = root_of_columns(table)
    for column in table.columns:
        yield judge(table, column, root=root)


def root_of_columns(table: Printed) -> str | None:
    """One defect, one root: a row （七） that was not summed up, or one cell that breaks its row as well."""
    if missing_sum.explains_the_rest(table):
        return missing_sum.CHECK
    return lone_cell.CHECK if lone_slip(table) is not None else None


def _balance_of(table: Printed, column: str, *, root: str | None) -> Discrepancy:
    new, carried_in, handled, carried_out = (table.cell(row, column) for row in _BALANCE)
    verdict = decide([new, carried_in], [handled, carried_out])
    return Discrepancy(
        verdict.outcome,
        lambda: _balance_in_words(table, column, verdict),
        tuple(table.address(row, column) for row in _BALANCE),
        Severity.CRITICAL if column == _TOTAL else None,
        _unless_passed(root, verdict),
    )


def _balance_in_words(table: Printed, column: str, verdict: Verdict) -> Text:
    came, went = (
        terms((_BALANCE[row], table.cell(row, column)) for row in rows)
        for rows in (("new_received", "carried_in"), ("total_handled", "carried_out"))
    )
    end = conclusion(verdict, [table.cell(row, column) for row in _BALANCE])
    return _in_column(table, column, Text(f"{came.zh}；{went.zh}，{end.zh}", f"{came.en}; {went.en}: {end.en}"))


def _sum_of_results(table: Printed, column: str, *, root: str | None) -> Discrepancy:
    parts, total = missing_sum.parts_of(table, column), table.cell(missing_sum.ROW, column)
    verdict = decide(parts, [total])
    rows = [row.key for row in table.rows(Role.PART)]
    filled = [row for row in rows if (cell := table.cell(row, column)) is not None and is_positive(cell)]
    return Discrepancy(
        verdict.outcome,
        lambda: _results_in_words(table, column, filled, verdict),
        tuple(table.address(row, column) for row in (*filled, missing_sum.ROW)),
        root=_unless_passed(root, verdict),
    )


def _results_in_words(table: Printed, column: str, filled: Sequence[str], verdict: Verdict) -> Text:
    parts, total = missing_sum.parts_of(table, column), table.cell(missing_sum.ROW, column)
    results = terms((table.row_name(row), table.cell(row, column)) for row in filled)
    seen = results if filled else Text("各项办理结果未见大于0的数字", "no result is above 0")
    sum_row = terms([(table.row_name(missing_sum.ROW), total)])
    end = conclusion(verdict, (*parts, total))
    return _in_column(table, column, Text(f"{seen.zh}；{sum_row.zh}，{end.zh}", f"{seen.en}; {sum_row.en}: {end.en}"))


def _sum_of_applicants(table: Printed, row: str, slip: Slip | None, *, sided: bool) -> Discrepancy:
    *kinds, total = table.columns
    verdict = decide([table.cell(row, kind) for kind in kinds], [table.cell(row, total)])
    return Discrepancy(
        verdict.outcome,
        lambda: _applicants_in_words(table, row, slip, verdict),
        tuple(table.address(row, column) for column in table.columns),
        _severity_of(slip, row),
        _unless_passed(one_sided.CHECK if sided else None, verdict),
    )


def _applicants_in_words(table: Printed, row: str, slip: Slip | None, verdict: Verdict) -> Text:
    *kinds, total = table.columns
    left = terms((table.column_name(kind), table.cell(row, kind)) for kind in kinds)
    right = terms([(table.column_name(total), table.cell(row, total))])
    name, end = table.row_name(row), conclusion(verdict, table.row(row))
    if slip is not None and slip.address.row == row:
        mended = slip.in_words(table)
        end = Text(f"{mended.zh}；{end.zh}", f"{end.en}; {mended.en}")
    return Text(
        f"表三“{name.zh}”行：{left.zh}；{right.zh}，{end.zh}",
        f"table 3, row {name.en}: {left.en}; {right.en}: {end.en}",
    )


def _severity_of(slip: Slip | None, row: str) -> Severity | None:
    """A cell that breaks the balance of the totals is as grave as that balance, which is listed under it."""
    breaks = slip is not None and slip.address.row == row and slip.address.column == _TOTAL
    return Severity.CRITICAL if breaks and row in _BALANCE else None


def _in_column(table: Printed, column: str, seen: Text) -> Text:
    name = table.column_name(column)
    return Text(f"表三“{name.zh}”列：{seen.zh}", f"table 3, column {name.en}: {seen.en}")


def _unless_passed(root: str | None, verdict: Verdict) -> str | None:
    return None if verdict.outcome.passed else root
