"""Table 3 as a form: its rows and columns, its blanks, the shape of its figures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.normalise import normalise
from crawler.domain.report import Report
from crawler.domain.wording import Text
from crawler.forms import Row
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable, table_check
from monitor.checks.figure_shapes import shapes_of
from monitor.checks.phrases import join, row_name
from monitor.checks.rules import Limits
from monitor.checks.surplus import is_recognised, may_lack, surplus_of
from monitor.checks.tables import Printed, requests_table

_NOT_READ = not_applicable("未读到表三", "table 3 was not read")
_TABLE_3 = Text("表三", "table 3")


@extraction_check(
    "T3-01",
    Severity.MEDIUM,
    Text("表三的行列与格式一致", "table 3 has the rows and columns of its form"),
    limits={"rows": "3"},
)
def requests_have_their_shape(extraction: Extraction, limits: Limits) -> Iterator[Discrepancy]:
    """The form has 25 rows of 7 columns (161 cells in that of 60号): no row is left out, none has a figure too many.

    A row or two with a figure too many may be our own reading, so `rows` of them are asked for; so may rows that are
    left out where anything about the table is in doubt. Sums of groups, which some reports add, are T3-10.

    Basis: 国办公开办函〔2021〕30号 and 〔2019〕60号, the form of table 3.
    Applies to: every kind of unit.

    Passes:
        requests.granted.* = blank
    Fails (WARN):
        requests.partial.* = not printed
    Fails (UNDETERMINED):
        requests.denied_state_secret.* = not printed
        sum: (三)不予公开 0 0 0 0 0 0 0
    Fails (UNDETERMINED):
        requests.partial.* = not printed
        doubt: unknown_label
    Fails (WARN):
        figures: requests.granted 8
        figures: requests.partial 8
        figures: requests.new_received 8
    Fails (UNDETERMINED):
        figures: requests.granted 8
    """
    table = requests_table(extraction.report)
    if table is None:
        yield _NOT_READ
        return
    missing = [row for row in table.block.rows if not table.row(row.key)]
    wide = surplus_of(extraction, table.block.table)
    if missing:
        yield _rows_missing(extraction, table, missing)
    if wide:
        sure = len(wide) >= limits["rows"] and not is_recognised(extraction, table.block.table)
        yield _rows_too_wide(table, wide, sure=sure)
    if not missing and not wide:
        seen = f"{len(table.block.rows)}×{len(table.columns)}"
        yield Discrepancy(Outcome.PASS, Text(f"表三为{seen}格，与格式一致", f"table 3 has its {seen} cells"))


@table_check(
    "T3-06",
    Severity.LOW,
    Text("表三各格均填写数字", "table 3: every cell has a figure"),
    limits={"many": "0.1"},
)
def every_request_cell_is_filled(report: Report, limits: Limits) -> Iterator[Discrepancy]:
    """A blank or a dash says neither how many nor none; a warning only, since no rule demands a 0.

    It weighs more from the share `many` of all cells on, and never raises anything else by itself.

    Basis: 国办公开办函〔2021〕30号 「不能遗漏」; no rule says that a cell without a case must hold 0.
    Applies to: every kind of unit.

    Passes:
    Fails (WARN):
        requests.granted.research = blank
    Fails (WARN):
        requests.carried_in.* = /
    """
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
        Severity.MEDIUM if len(empty) >= limits["many"] * Decimal(size) else None,
    )


@table_check(
    "T3-07",
    Severity.MEDIUM,
    Text("表三各数字为不小于0的整数", "table 3: every figure is whole and not below 0"),
)
def request_figures_are_counts(report: Report) -> Iterator[Discrepancy]:
    """Applications are counted: 2.5 of them, or −1, cannot be. A unit behind the figure (1件) is no fault.

    Words in place of a figure are told, not judged: they may be our own misreading.

    Basis: logic; table 3 counts 件 of applications.
    Applies to: every kind of unit.

    Passes:
        requests.granted.research = blank
    Fails:
        requests.carried_in.research = -1
    Fails:
        requests.carried_in.research = 0.5
    Fails (UNDETERMINED):
        requests.carried_in.research = text "见附件"
    """
    table = requests_table(report)
    if table is None:
        yield _NOT_READ
        return
    yield from shapes_of([table], _TABLE_3)


def _rows_missing(extraction: Extraction, table: Printed, missing: list[Row]) -> Discrepancy:
    names = join(map(row_name, missing))
    cells = tuple(address for row in missing for address in table.block.addresses(row))
    sure = not may_lack(extraction, cells) and not _may_be_elsewhere(extraction, table, missing)
    zh = f"表三格式为{len(table.block.rows)}行，未见以下{len(missing)}行：{names.zh}"
    en = f"{len(missing)} of the {len(table.block.rows)} rows of table 3 were not seen: {names.en}"
    if sure:
        return Discrepancy(Outcome.WARN, Text(f"{zh}，请核实", en), cells)
    return Discrepancy(
        Outcome.UNDETERMINED,
        Text(f"疑似缺行：{zh}，但可能系原文未能完整识读", f"{en}; our own reading may be what lacks them"),
        cells,
    )


def _may_be_elsewhere(extraction: Extraction, table: Printed, missing: list[Row]) -> bool:
    """Whether what we took for the row of another form or for the sum of a group may be one of them."""
    sums = {address.row for address in table.report.subtotals}
    unlabelled = any(row.group is not None and normalise(row.group) in sums for row in missing)
    return unlabelled or table.mixes_forms() or is_recognised(extraction, table.block.table)


def _rows_too_wide(table: Printed, wide: Mapping[str, int], *, sure: bool) -> Discrepancy:
    rows = [row for row in table.block.rows if f"{table.block.table}.{row.key}" in wide]
    seen = join(_width(row, wide[f"{table.block.table}.{row.key}"]) for row in rows)
    columns = len(table.columns)
    end = Text("请核实", "to be looked at") if sure else Text("尚不能判定，请核实", "not decided")
    return Discrepancy(
        Outcome.WARN if sure else Outcome.UNDETERMINED,
        Text(
            f"表三格式为{columns}列，疑似多列：{seen.zh}，{end.zh}",
            f"table 3 has {columns} columns, and these rows print more figures: {seen.en}: {end.en}",
        ),
        tuple(address for row in rows for address in table.block.addresses(row)),
    )


def _width(row: Row, printed: int) -> Text:
    name = row_name(row)
    return Text(f"“{name.zh}”行印有{printed}个数字", f"{name.en} prints {printed}")
