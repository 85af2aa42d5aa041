"""What the narrative says of applications, reviews and lawsuits, held against the tables."""

import re
from collections.abc import Iterable, Iterator

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, CellState, Report, Statement, Subject
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable
from monitor.checks.denials import is_plain_denial
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import figure, join
from monitor.checks.plain_counts import is_plain_count
from monitor.checks.statements import as_cell, behind, borne, may_be_partial, on_the_whole, opening_of, passages, quoted
from monitor.checks.tables import is_empty, is_positive

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
# A body that decides reviews for others counts those; and of all its cases it says which were about disclosure.
_OF_OTHERS = re.compile(r"(?:作为|系|是|履行)[^,;]{0,12}复议(?:机构|机关|职责|职能)")
_AMONG_THEM = re.compile(
    r"(?:其中|包括|包含)[^;]{0,12}公开|(?:与|和|同)[^,;]{0,10}公开[^,;]{0,6}[无有相]关|(?:非|不涉及|不属于|未涉及)[^,;]{0,10}公开"
)
_BEST_FIRST = (
    Outcome.PASS,
    Outcome.PASS_IF_BLANK_ZERO,
    Outcome.UNDETERMINED,
    Outcome.FAIL,
    Outcome.NOT_APPLICABLE,
)


@extraction_check(
    "NAR-01", Severity.HIGH, Text("正文所称申请数与表三一致", "the text counts as many applications as table 3")
)
def applications_agree(extraction: Extraction) -> Iterator[Discrepancy]:
    """The number of applications that the text says were received is that of table 3, with or without those carried in.

    One statement that fits will do. A statement on a part, on another year or on another body is not held against the
    table, and one that there was none is NAR-09's. Nothing official says which of the two readings the text must take.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确) and 条例 art. 50(2): text and table report the same year.
    Applies to: every kind of unit.

    Passes:
        s1_overview: 2023年共收到政府信息公开申请3件。
    Passes:
        requests.carried_in.total = 1
        s1_overview: 2023年共收到政府信息公开申请4件。
    Passes (NOT_APPLICABLE):
        s1_overview: 2022年，我县共收到政府信息公开申请7件。
    Fails:
        s1_overview: 2023年共收到政府信息公开申请5件。
    Fails (UNDETERMINED):
        s1_overview: 2023年共收到政府信息公开申请5件。
        requests.carried_in.total = blank
    """
    report = extraction.report
    counted = [statement for statement in on_the_whole(report, Subject.APPLICATIONS) if not statement.negated]
    new, carried_in = report.cells.get(_NEW), report.cells.get(_CARRIED_IN)
    if not counted or new is None:
        yield not_applicable("正文未称申请数或未读到表三", "the text counts no applications, or table 3 was not read")
        return
    outcome = _best(verdict for statement in counted for verdict in _fits(statement, new, carried_in))
    if outcome is Outcome.FAIL and any(_may_be_less(report, statement) for statement in counted):
        outcome = Outcome.WARN
    said = join(quoted(statement) for statement in counted)
    seen = Text(
        f"{said.zh}；表三本年新收总计{figure(new).zh}、上年结转总计{figure(carried_in).zh}",
        f"{said.en}; table 3, totals: newly received {figure(new).en}, carried in {figure(carried_in).en}",
    )
    ends = {
        Outcome.FAIL: "，不一致，请核实",
        Outcome.WARN: "，疑似不一致，请核实",
        Outcome.UNDETERMINED: "，尚不能判定",
    }
    outcome = borne(extraction, outcome)
    message = Text(seen.zh + ends.get(outcome, ""), seen.en)
    yield Discrepancy(outcome, message, (_NEW, _CARRIED_IN), quotes=passages(counted))


@extraction_check(
    "NAR-09",
    Severity.CRITICAL,
    Text(
        "正文称“无”的事项，表格中无数；正文称有的，表格不为0",
        "what the text says there was none of is none in the tables",
    ),
)
def none_is_none(extraction: Extraction) -> Iterator[Discrepancy]:
    """What the text says there was none of, the tables do not count, and the other way round.

    Held against the tables are applications, reviews and lawsuits. A denial of one kind of outcome, of one channel, of
    another year or of another body is no denial of them all; a text that says both, or that denies in other than plain
    words, needs a person. A case that the text counts and the table does not is told at most as a warning: bodies that
    decide reviews for others count those, too.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确); 条例 art. 50(2) and (3).
    Applies to: every kind of unit.

    Passes:
        s4_disputes: 因政府信息公开引起行政复议2件；未发生行政诉讼。
    Passes:
        disputes.review.* = 0
        s4_disputes: 本年度未发生因政府信息公开引起的行政复议和行政诉讼。
    Passes (PASS_IF_BLANK_ZERO):
        disputes.*.* = blank
        s4_disputes: 未发生行政复议、行政诉讼。
    Fails:
        s4_disputes: 本年度没有收到因政府信息公开产生的行政复议和行政诉讼案件。
    Fails:
        s1_overview: 2023年，我县未收到政府信息公开申请。
    Fails (WARN):
        s4_disputes: 因政府信息公开引起行政复议2件。被提起政府信息公开行政诉讼1件。
    """
    report = extraction.report
    for subject in _ROWS:
        statements = on_the_whole(report, subject)
        none = next((statement for statement in statements if statement.negated), None)
        some = next((statement for statement in statements if statement.value > 0), None)
        if none is not None:
            yield _said_none(extraction, subject, none, some)
        elif some is not None and subject is not Subject.APPLICATIONS:
            yield _said_some(extraction, subject, some)


def _may_be_less(report: Report, statement: Statement) -> bool:
    return may_be_partial(report, statement) or not is_plain_count(report, statement)


def _fits(statement: Statement, new: Cell, carried_in: Cell | None) -> Iterator[Verdict]:
    said = as_cell(statement.value)
    yield decide([said], [new])
    yield decide([said], [new, carried_in])


def _best(verdicts: Iterable[Verdict]) -> Outcome:
    return min((verdict.outcome for verdict in verdicts), key=_BEST_FIRST.index)


def _said_none(extraction: Extraction, subject: Subject, none: Statement, some: Statement | None) -> Discrepancy:
    report = extraction.report
    cells = _cells_on(report, subject)
    outcome = _none_against(cells.values())
    if outcome is Outcome.FAIL:
        outcome = _how_far(report, none, some)
    counted = {address: cell for address, cell in cells.items() if is_positive(cell)}
    shown = join(figure(cell) for cell in counted.values())
    table, said = _NAMES[subject], quoted(none)
    if not counted:
        return Discrepancy(
            outcome, Text(f"{said.zh}；{table.zh}未见大于0的数字", f"{said.en}; {table.en}: nothing above 0")
        )
    also = Text(f"（另处称“{some.text}”）", f" (elsewhere: {some.text!r})") if some is not None else Text("", "")
    return Discrepancy(
        borne(extraction, outcome),
        Text(f"{said.zh}{also.zh}；{table.zh}填{shown.zh}，请核实", f"{said.en}{also.en}; {table.en} has {shown.en}"),
        tuple(counted),
        quotes=passages([none] if some is None else [none, some]),
    )


def _how_far(report: Report, none: Statement, some: Statement | None) -> Outcome:
    """How far a denial contradicts a table: one in other words, beside a count, denies something narrower."""
    plain = is_plain_denial(none)
    if some is not None and not plain:
        return Outcome.PASS
    return Outcome.FAIL if plain and some is None and not may_be_partial(report, none) else Outcome.WARN


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


def _said_some(extraction: Extraction, subject: Subject, some: Statement) -> Discrepancy:
    """Warns at most: a body that decides reviews for others counts those in its text, too."""
    cells = _cells_on(extraction.report, subject)
    table, said = _NAMES[subject], quoted(some)
    if not cells or any(is_positive(cell) for cell in cells.values()) or not is_on_disclosure(extraction.report, some):
        return Discrepancy(
            Outcome.PASS if cells else Outcome.NOT_APPLICABLE, Text(f"{said.zh}；与{table.zh}无出入", said.en)
        )
    zero = all(cell.certain and cell.state is CellState.NUMBER for cell in cells.values())
    return Discrepancy(
        borne(extraction, Outcome.WARN if zero else Outcome.UNDETERMINED),
        Text(f"{said.zh}；{table.zh}为0或空白，请核实", f"{said.en}; {table.en} are 0 or blank"),
        tuple(cells),
        quotes=passages([some]),
    )


def is_on_disclosure(report: Report, statement: Statement) -> bool:
    """Whether a dispute that the text counts is said to be about information disclosure."""
    before, after = opening_of(report, statement), behind(report, statement)
    if _OF_OTHERS.search(before) or (_AMONG_THEM.search(after) and "公开" not in statement.text):
        return False
    return statement.section == "s4_disputes" or "信息公开" in before + statement.text


def _cells_on(report: Report, subject: Subject) -> dict[Address, Cell]:
    return {address: cell for address, cell in report.cells.items() if (address.table, address.row) in _ROWS[subject]}
