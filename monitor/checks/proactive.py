"""Table 2, what was disclosed unasked: that it is complete, and of what shape its figures are."""

from collections.abc import Iterator, Sequence

from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import CellState, Report
from crawler.domain.wording import Text
from crawler.forms import Block, Form, Row, find_form
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable, table_check
from monitor.checks.figure_shapes import shapes_of
from monitor.checks.phrases import caption_name, join, row_name
from monitor.checks.surplus import is_recognised
from monitor.checks.tables import is_printed_fact, proactive_tables

_Missing = tuple[Block, Row]
_NOT_READ = not_applicable("未读到表二", "table 2 was not read")


@extraction_check("T2-01", Severity.HIGH, Text("表二各项各行齐全", "table 2: every block and every row is there"))
def table_is_complete(extraction: Extraction) -> Iterator[Discrepancy]:
    """The form names what 条例 art. 20 wants counted; a block or a row left out hides it.

    Where our own reading may be what lacks the block, nothing is said against the unit. A block that follows the other
    form is complete by that form.

    Basis: 条例 art. 50(1); 国办公开办函〔2021〕30号 「不能遗漏」.
    Applies to: every kind of unit.

    Passes:
        proactive.licensing.decisions = blank
    Fails:
        proactive.licensing.decisions = not printed
        proactive.penalties.decisions = not printed
    Fails (UNDETERMINED):
        proactive.licensing.decisions = not printed
        doubt: block_unread
    """
    form = find_form(extraction.report.form)
    if form is None:
        return
    missing = tuple(_missing(extraction.report, form))
    if not missing:
        yield Discrepancy(Outcome.PASS, Text("表二未见缺项", "no block or row of table 2 is missing"))
        return
    sure = _is_certainly_missing(extraction, form, missing)
    yield Discrepancy(
        Outcome.FAIL if sure else Outcome.UNDETERMINED,
        _left_out(missing, sure=sure),
        tuple(address for block, row in missing for address in block.addresses(row)),
    )


@table_check("T2-02", Severity.LOW, Text("表二各格均填写数字", "table 2: every cell has a figure"))
def every_proactive_cell_is_filled(report: Report) -> Iterator[Discrepancy]:
    """A blank does not say that there is none; a warning only, since no rule demands a 0.

    A dash stands where a unit has no such power (规章 at a county, 许可 at a unit without any): it is counted and not
    raised.

    Basis: 国办公开办函〔2021〕30号 「不能遗漏」; no rule says that a cell without a case must hold 0.
    Applies to: every kind of unit.

    Passes:
        proactive.rules.* = /
    Fails (WARN):
        proactive.penalties.decisions = blank
    """
    cells = [(address, cell) for address, cell in report.cells.items() if address.table == "proactive"]
    if not cells:
        yield _NOT_READ
        return
    printed = [(address, cell) for address, cell in cells if is_printed_fact(cell)]
    blank = tuple(address for address, cell in printed if cell.state is CellState.BLANK)
    dashes = sum(cell.state is CellState.NOT_APPLICABLE for _, cell in printed)
    seen = Text(
        f"表二{len(cells)}格中有{len(blank)}格空白、{dashes}格填“/”",
        f"of the {len(cells)} cells of table 2, {len(blank)} are blank and {dashes} have a dash",
    )
    yield Discrepancy(Outcome.WARN if blank else Outcome.PASS, seen, blank)


@table_check(
    "T2-03",
    Severity.MEDIUM,
    Text("表二各数字形态正确", "table 2: every figure is of the shape it should be"),
)
def proactive_figures_have_their_shape(report: Report) -> Iterator[Discrepancy]:
    """Documents, decisions and projects are whole and not below 0, amounts of money not below 0.

    Only 本年增/减 may be below 0, and is whole. Words in place of a figure are told, not judged.

    Basis: logic; the columns of table 2 in 国办公开办函〔2021〕30号 and 〔2019〕60号.
    Applies to: every kind of unit.

    Passes:
        proactive.fees.amount_wan = 653.3
    Passes:
        form: form_2019
        proactive.licensing.prev_items = 5
        proactive.licensing.delta = -3
    Fails:
        proactive.penalties.decisions = 2.5
    Fails:
        proactive.fees.amount_wan = -1
    Fails (UNDETERMINED):
        proactive.penalties.decisions = text "见附件"
    """
    tables = tuple(proactive_tables(report))
    if tables:
        yield from shapes_of(tables, Text("表二", "table 2"))
    else:
        yield _NOT_READ


def _missing(report: Report, form: Form) -> Iterator[_Missing]:
    """The rows that are not printed; a block that follows another form is complete by that form."""
    for block in form.proactive:
        followed = _followed(report, block)
        printed = report.rows(block.table)
        yield from ((followed, row) for row in followed.rows if row.key not in printed)


def _followed(report: Report, block: Block) -> Block:
    form = find_form(report.blocks.get(block.key))
    if form is None:
        return block
    return next((other for other in form.proactive if other.key == block.key), block)


def _is_certainly_missing(extraction: Extraction, form: Form, missing: Sequence[_Missing]) -> bool:
    """Whether our eyes were open: other blocks were read, and no doubt of ours may be about these.

    A doubt that names no cells may be about any block, and a row of an image may be lost without one. On the form of
    another year it is open which blocks are due at all (FRM-09).
    """
    report = extraction.report
    read = any(address.table == "proactive" and cell.certain for address, cell in report.cells.items())
    due = report.report_year is None or form.is_for(report.report_year)
    clear = not is_recognised(extraction, "proactive")
    return read and due and clear and not any(_may_be_about(doubt, missing) for doubt in extraction.doubts)


def _may_be_about(doubt: Doubt, missing: Sequence[_Missing]) -> bool:
    rows = {(block.table, row.key) for block, _ in missing for row in block.rows}
    return not doubt.cells or any((address.table, address.row) in rows for address in doubt.cells)


def _left_out(missing: Sequence[_Missing], *, sure: bool) -> Text:
    captions = join(caption_name(block) for block in dict.fromkeys(block for block, _ in missing))
    rows = join(row_name(row) for _, row in missing)
    cells = sum(len(block.columns) for block, _ in missing)
    zh = f"表二{captions.zh}未见以下各行：{rows.zh}，共{len(missing)}行{cells}格"
    en = f"table 2, {captions.en}: these rows were not seen: {rows.en}; {len(missing)} rows, {cells} cells"
    if sure:
        return Text(f"{zh}，请核实", en)
    return Text(f"疑似缺项：{zh}，但可能系原文未能完整识读", f"{en}; our own reading may be what lacks them")
