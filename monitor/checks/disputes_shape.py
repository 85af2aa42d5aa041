"""Table 4 beside its form and beside table 3: its columns, and how many cases there are for how many applications."""

from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable, table_check
from monitor.checks.phrases import number
from monitor.checks.rules import Limits
from monitor.checks.surplus import is_recognised, surplus_of
from monitor.checks.tables import Printed, disputes_table, is_empty, requests_table, sure_value

_NOT_READ = not_applicable("未读到表四", "table 4 was not read")
_CAME_IN = ("new_received", "carried_in")
_LEFT_OUT = Text("（上年结转空白，未计入）", " (those carried in are blank and left out)")


@extraction_check("T4-01", Severity.LOW, Text("表四为15列", "table 4 has 15 columns"))
def disputes_have_their_columns(extraction: Extraction) -> Iterator[Discrepancy]:
    """Three groups of five columns: with more figures than 15 it is open which figure stands in which.

    Fewer figures may be blanks, and those are T4-03. Strokes on an image may be taken for figures: not decided there.

    Basis: 国办公开办函〔2021〕30号 and 〔2019〕60号, the form of table 4.
    Applies to: every kind of unit.

    Passes:
        disputes.review.other = blank
    Fails (WARN):
        figures: disputes 16
    """
    table = disputes_table(extraction.report)
    if table is None:
        yield _NOT_READ
        return
    columns = len(table.block.rows) * len(table.columns)
    printed = surplus_of(extraction, table.block.table).get(table.block.table)
    if printed is None:
        yield Discrepancy(Outcome.PASS, Text(f"表四未见多于{columns}列的数字", f"no more than {columns} figures"))
        return
    sure = not is_recognised(extraction, table.block.table)
    end = (
        Text("请核实", "to be looked at")
        if sure
        else Text("系由图像识别，尚不能判定，请核实", "recognised on an image")
    )
    yield Discrepancy(
        Outcome.WARN if sure else Outcome.UNDETERMINED,
        Text(
            f"表四印有{printed}个数字，格式为{columns}列，{end.zh}",
            f"table 4 prints {printed} figures and has {columns} columns: {end.en}",
        ),
        tuple(address for row in table.block.rows for address in table.block.addresses(row)),
    )


@table_check(
    "T4-05",
    Severity.INFO,
    Text("复议诉讼数与申请数相称", "cases are not many for so many applications"),
    limits={"share": "0.3", "applications": "10", "cases": "30", "corrected": "0.3"},
)
def disputes_are_plausible(report: Report, limits: Limits) -> Iterator[Discrepancy]:
    """More cases than applications, or more than `share` of at least `applications` of them, are worth a look.

    So is a share of more than `corrected` that were corrected, from `cases` cases on. Cases may be about earlier years'
    answers, or about none at all (不作为): a note, never a reproach.

    Basis: logic and experience; tables 3 and 4 of 国办公开办函〔2021〕30号 count different things.
    Applies to: every kind of unit.

    Passes:
        disputes.review.upheld = 3
        disputes.review.total = 3
    Fails (INFO):
        disputes.review.upheld = 4
        disputes.review.total = 4
    Fails (INFO):
        requests.new_received.total = 100
        disputes.review.corrected = 15
        disputes.review.upheld = 15
        disputes.review.total = 30
    """
    table, came = disputes_table(report), _came_in(report)
    if table is None or came is None:
        yield not_applicable("未读到表四，或收到数不是确定的数字", "no table 4, or what came in is no certain figure")
        return
    worth_a_look = tuple(_worth_a_look(table, came, limits))
    yield from worth_a_look
    if not worth_a_look:
        yield Discrepancy(Outcome.PASS, Text("复议诉讼数未见异常", "nothing amiss with the number of cases"))


def _worth_a_look(table: Printed, came: Decimal, limits: Limits) -> Iterator[Discrepancy]:
    cases = _known(table, "total")
    if cases > came or (came >= limits["applications"] and cases > limits["share"] * came):
        cells = tuple(table.address(row.key, "total") for row in table.block.rows)
        blank = _is_surely_blank(table.report.cell("requests", "carried_in", "total"))
        seen = _many(cases, came, _LEFT_OUT if blank else Text("", ""))
        yield Discrepancy(Outcome.INFO, seen, (*cells, *_addresses_of_applications()))
    if cases >= limits["cases"] and _known(table, "corrected") > limits["corrected"] * cases:
        yield _often_corrected(table, cases)


def _came_in(report: Report) -> Decimal | None:
    """How many applications there were; a 上年结转 that is blank is left out, as the message then says."""
    table = requests_table(report)
    new, carried_in = (None, None) if table is None else (table.cell(row, "total") for row in _CAME_IN)
    received, carried = sure_value(new), sure_value(carried_in)
    if received is None or (carried is None and not _is_surely_blank(carried_in)):
        return None
    return received + (carried or 0)


def _is_surely_blank(cell: Cell | None) -> bool:
    return cell is not None and cell.certain and is_empty(cell)


def _known(table: Printed, column: str) -> Decimal:
    """How many cases there are for sure: those of a blank or unsure cell are left out."""
    values = (sure_value(table.cell(row.key, column)) for row in table.block.rows)
    return sum((value for value in values if value is not None), Decimal(0))


def _addresses_of_applications() -> tuple[Address, ...]:
    return tuple(Address("requests", row, "total") for row in _CAME_IN)


def _many(cases: Decimal, came: Decimal, left_out: Text) -> Text:
    n, of = number(cases).zh, number(came).zh
    share = f"，占{_percent(cases, came)}" if came else ""
    share_en = f" ({_percent(cases, came)})" if came else ""
    return Text(
        f"表四复议、诉讼总计{n}件，表三收到申请{of}件{left_out.zh}{share}，可能涉及以前年度的答复，供参考",
        f"table 4 counts {n} cases, table 3 {of} applications{left_out.en}{share_en}; they may be about earlier years",
    )


def _often_corrected(table: Printed, cases: Decimal) -> Discrepancy:
    corrected = _known(table, "corrected")
    n, of, share = number(corrected).zh, number(cases).zh, _percent(corrected, cases)
    return Discrepancy(
        Outcome.INFO,
        Text(f"表四结果纠正{n}件，总计{of}件，占{share}，供参考", f"table 4: {n} of {of} cases corrected ({share})"),
        tuple(table.address(row.key, column) for row in table.block.rows for column in ("corrected", "total")),
    )


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{(100 * part / whole).quantize(Decimal('0.1'))}%"
