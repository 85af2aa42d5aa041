"""What the narrative says of applications, reviews and lawsuits, held against the tables."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, CellState, Report, Statement, Subject
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import figure, join
from monitor.checks.tables import is_empty, is_positive

# A statement on a part of the year's applications, or on a kind of outcome, is no statement on them all.
_PARTIAL = re.compile(
    r"其中|通过|网上|网络|在线|线上|平台|信函|邮寄|邮件|邮箱|传真|当面|现场|书面|口头|季度|半年|月|本级|办公[室厅]"
    r"|上年|去年|上一年|结转|同比|较"
    r"|纠|败诉|撤销|审结|改判|违法|变更|复议后|未经复议|超期|逾期"
)
_WHOLE_YEAR = re.compile(r"1月1日.{0,8}?12月31日")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_NEW = Address("requests", "new_received", "total")
_CARRIED_IN = Address("requests", "carried_in", "total")
_ROWS = {
    Subject.APPLICATIONS: (("requests", "new_received"),),
    Subject.REVIEWS: (("disputes", "review"),),
    Subject.LITIGATION: (("disputes", "direct"), ("disputes", "after_review")),
}
_NAMES = {
    Subject.APPLICATIONS: Text("表三本年新收", "table 3, newly received"),
    Subject.REVIEWS: Text("表四行政复议", "table 4, reviews"),
    Subject.LITIGATION: Text("表四行政诉讼", "table 4, lawsuits"),
}
_BEST_FIRST = (
    Outcome.PASS,
    Outcome.PASS_IF_BLANK_ZERO,
    Outcome.UNDETERMINED,
    Outcome.FAIL,
    Outcome.NOT_APPLICABLE,
)


@table_check(
    "NAR-01", Severity.HIGH, Text("正文所称申请数与表三一致", "the text counts as many applications as table 3")
)
def applications_agree(report: Report) -> Iterator[Discrepancy]:
    """The narrative counts what was received, with or without what was carried in; one statement that fits will do.

    A statement that there was none is held against the table by NAR-09.
    """
    counted = [statement for statement in _on(report, Subject.APPLICATIONS) if not statement.negated]
    new, carried_in = report.cells.get(_NEW), report.cells.get(_CARRIED_IN)
    if not counted or new is None:
        yield not_applicable("正文未称申请数或未读到表三", "the text counts no applications, or table 3 was not read")
        return
    outcome = _best(verdict for statement in counted for verdict in _fits(statement, new, carried_in))
    said = join(_quote(statement) for statement in counted)
    seen = Text(
        f"{said.zh}；表三本年新收总计{figure(new).zh}、上年结转总计{figure(carried_in).zh}",
        f"{said.en}; table 3, totals: newly received {figure(new).en}, carried in {figure(carried_in).en}",
    )
    end = {Outcome.FAIL: "，不一致，请核实", Outcome.UNDETERMINED: "，尚不能判定"}.get(outcome, "")
    yield Discrepancy(outcome, Text(seen.zh + end, seen.en), (_NEW, _CARRIED_IN))


@table_check(
    "NAR-09",
    Severity.CRITICAL,
    Text(
        "正文称“无”的事项，表格中无数；正文称有的，表格不为0",
        "what the text says there was none of is none in the tables",
    ),
)
def none_is_none(report: Report) -> Iterator[Discrepancy]:
    """A text that says none beside a table that counts some: one of the two is not true (30号: 发布内容不准确)."""
    for subject in _ROWS:
        statements = _on(report, subject)
        none = next((statement for statement in statements if statement.negated), None)
        some = next((statement for statement in statements if statement.value > 0), None)
        if none is not None:
            yield _said_none(report, subject, none, some)
        elif some is not None and subject is not Subject.APPLICATIONS:
            yield _said_some(report, subject, some)


def _on(report: Report, subject: Subject) -> tuple[Statement, ...]:
    """The statements on all of a subject in the year of the report."""
    return tuple(
        statement
        for statement in report.statements
        if statement.subject is subject
        and not _PARTIAL.search(_WHOLE_YEAR.sub("", statement.text))
        and all(int(year) == report.report_year for year in _YEAR.findall(statement.text))
    )


def _fits(statement: Statement, new: Cell, carried_in: Cell | None) -> Iterator[Verdict]:
    said = Cell(CellState.NUMBER, Decimal(statement.value))
    yield decide([said], [new])
    yield decide([said], [new, carried_in])


def _best(verdicts: Iterable[Verdict]) -> Outcome:
    return min((verdict.outcome for verdict in verdicts), key=_BEST_FIRST.index)


def _said_none(report: Report, subject: Subject, none: Statement, some: Statement | None) -> Discrepancy:
    cells = _cells_on(report, subject)
    outcome = _none_against(cells.values())
    if outcome is Outcome.FAIL and some is not None:
        outcome = Outcome.WARN
    counted = {address: cell for address, cell in cells.items() if is_positive(cell)}
    shown = join(figure(cell) for cell in counted.values())
    table, said = _NAMES[subject], _quote(none)
    if not counted:
        return Discrepancy(
            outcome, Text(f"{said.zh}；{table.zh}未见大于0的数字", f"{said.en}; {table.en}: nothing above 0")
        )
    also = Text(f"（另处称“{some.text}”）", f" (elsewhere: {some.text!r})") if some is not None else Text("", "")
    return Discrepancy(
        outcome,
        Text(f"{said.zh}{also.zh}；{table.zh}填{shown.zh}，请核实", f"{said.en}{also.en}; {table.en} has {shown.en}"),
        tuple(counted),
    )


def _none_against(cells: Iterable[Cell]) -> Outcome:
    """What a table says of "none": any figure above 0 that we are sure of contradicts it."""
    printed = tuple(cells)
    positive = [cell for cell in printed if is_positive(cell)]
    if not printed:
        return Outcome.NOT_APPLICABLE
    if positive:
        return Outcome.FAIL if any(cell.certain for cell in positive) else Outcome.UNDETERMINED
    if any(cell.state in (CellState.UNREAD, CellState.TEXT) for cell in printed):
        return Outcome.UNDETERMINED
    return Outcome.PASS_IF_BLANK_ZERO if any(map(is_empty, printed)) else Outcome.PASS


def _said_some(report: Report, subject: Subject, some: Statement) -> Discrepancy:
    """Warns at most: a body that decides reviews for others counts those in its text, too."""
    cells = _cells_on(report, subject)
    table, said = _NAMES[subject], _quote(some)
    if not cells or any(is_positive(cell) for cell in cells.values()) or not _on_disclosure(some):
        return Discrepancy(
            Outcome.PASS if cells else Outcome.NOT_APPLICABLE, Text(f"{said.zh}；与{table.zh}无出入", said.en)
        )
    zero = all(cell.certain and cell.state is CellState.NUMBER for cell in cells.values())
    return Discrepancy(
        Outcome.WARN if zero else Outcome.UNDETERMINED,
        Text(f"{said.zh}；{table.zh}为0或空白，请核实", f"{said.en}; {table.en} are 0 or blank"),
        tuple(cells),
    )


def _on_disclosure(statement: Statement) -> bool:
    return statement.section == "s4_disputes" or "信息公开" in statement.text


def _cells_on(report: Report, subject: Subject) -> dict[Address, Cell]:
    return {address: cell for address, cell in report.cells.items() if (address.table, address.row) in _ROWS[subject]}


def _quote(statement: Statement) -> Text:
    return Text(f"正文称“{statement.text}”", f"the text says {statement.text!r}")
