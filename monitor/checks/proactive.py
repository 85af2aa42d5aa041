"""Table 2, what was disclosed unasked: that it is complete, and what its figures say of each other."""

from collections.abc import Iterator, Sequence

from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from crawler.forms import Block, Form, Row, all_forms, find_form
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable, table_check
from monitor.checks.equations import decide_at_most
from monitor.checks.phrases import caption_name, conclusion, join, row_name, terms

_Missing = tuple[Block, Row]


@extraction_check("T2-01", Severity.HIGH, Text("表二各项各行齐全", "table 2: every block and every row is there"))
def table_is_complete(extraction: Extraction) -> Iterator[Discrepancy]:
    """The form names what 条例 art. 20 wants counted; a block left out hides it (art. 50(1), 30号 「不能遗漏」).

    Where our own reading may be what lacks the block, nothing is said against the unit.
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


@table_check(
    "T2O-01",
    Severity.HIGH,
    Text("本年新公开数量不大于对外公开总数量", "what was newly disclosed is part of all that is disclosed"),
)
def newly_disclosed_is_part_of_all(report: Report) -> Iterator[Discrepancy]:
    """对外公开总数量 holds 本年新公开数量; only the form of 60号 asks for the two."""
    old = [(address.row, cell) for address, cell in report.cells.items() if address.column == "disclosed"]
    if not old:
        yield not_applicable("所用格式无此两列", "the form has no such columns")
    for key, disclosed in old:
        total = report.cell("proactive", key, "disclosed_total")
        verdict = decide_at_most([disclosed], [total])
        left = terms([(Text("本年新公开数量", "newly disclosed"), disclosed)])
        right = terms([(Text("对外公开总数量", "disclosed in all"), total)])
        end = conclusion(verdict, (disclosed, total)) if not verdict.outcome.passed else Text("无出入", "nothing amiss")
        name = _row_name(key)
        cells = tuple(address for address in report.cells if address.row == key and "disclosed" in address.column)
        yield Discrepancy(
            verdict.outcome,
            Text(
                f"表二“{name.zh}”行：{left.zh}，{right.zh}，{end.zh}",
                f"table 2, {name.en}: {left.en}, {right.en}: {end.en}",
            ),
            cells,
        )


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

    A doubt that names no cells may be about any block. On the form of another year it is open which
    blocks are due at all (FRM-09).
    """
    report = extraction.report
    read = any(address.table == "proactive" and cell.certain for address, cell in report.cells.items())
    due = report.report_year is None or form.is_for(report.report_year)
    return read and due and not any(_may_be_about(doubt, missing) for doubt in extraction.doubts)


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


def _row_name(key: str) -> Text:
    rows = (row for form in all_forms() for block in form.proactive for row in block.rows)
    return row_name(next(row for row in rows if row.key == key))
