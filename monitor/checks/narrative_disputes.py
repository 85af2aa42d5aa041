"""What the narrative says of reviews and lawsuits, how many and how they ended, held against table 4."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, Report, Statement, Subject
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable
from monitor.checks.dispute_endings import ROWS, WORDS, endings
from monitor.checks.equations import decide
from monitor.checks.narrative import is_on_disclosure
from monitor.checks.phrases import join, number, terms
from monitor.checks.plain_counts import is_plain_count
from monitor.checks.statements import (
    as_cell,
    borne,
    may_be_partial,
    on_the_whole,
    passages,
    quoted,
    sentences,
)
from monitor.checks.tables import Printed, disputes_table, is_positive

_NAMES = {Subject.REVIEWS: Text("行政复议", "reviews"), Subject.LITIGATION: Text("行政诉讼", "lawsuits")}
_IN_A_TABLE = re.compile(r"行政复议行政诉讼|结果维持结果纠正|未经复议直接起诉")


@extraction_check(
    "T4-04",
    Severity.HIGH,
    Text("正文所称行政复议、诉讼件数及结果与表四一致", "the text counts reviews and lawsuits as table 4 does"),
)
def disputes_agree(extraction: Extraction) -> Iterator[Discrepancy]:
    """Reviews and lawsuits that the text counts are as many as table 4 has in all, and all ended as it says.

    Lawsuits are those brought directly and those after review together. Decided only where one figure stands
    for all: several figures, or a body's own beside those of others, need a person. A figure against none at all is
    NAR-09's. 均获维持 beside cases that were corrected or are pending needs a person, too.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确); 条例 art. 50(3).
    Applies to: every kind of unit.

    Passes:
        s4_disputes: 因政府信息公开引起行政复议2件，均获维持；未发生行政诉讼。
    Passes:
        disputes.direct.total = 1
        disputes.after_review.total = 1
        s4_disputes: 行政复议2件，行政诉讼2件。
    Fails:
        s4_disputes: 因政府信息公开引起行政复议3件；未发生行政诉讼。
    Fails (WARN):
        disputes.review.upheld = 1
        disputes.review.pending = 1
        s4_disputes: 因政府信息公开引起行政复议2件，均获维持；未发生行政诉讼。
    Fails (WARN):
        s4_disputes: 因政府信息公开引起行政复议2件，其中维持1件、纠正1件。
    Fails (WARN):
        s4_disputes: 被提起政府信息公开行政诉讼1件。
    Fails (WARN):
        s4_disputes: 因政府信息公开引起行政复议0件，行政诉讼0件。
    """
    table = disputes_table(extraction.report)
    found = [] if table is None else [*_counts(extraction, table), *endings(extraction, table)]
    if not found:
        yield not_applicable("正文未称复议、诉讼件数，或未读到表四", "the text counts no disputes, or no table 4")
        return
    yield from found


@extraction_check(
    "T4-06",
    Severity.INFO,
    Text("表四有案件的，正文应有说明", "the text mentions the reviews and lawsuits that table 4 counts"),
)
def disputes_are_told(extraction: Extraction) -> Iterator[Discrepancy]:
    """Where table 4 counts reviews or lawsuits, the text speaks of them somewhere.

    The form asks for the table only, so silence is no fault: this is a hint for whoever reads the report.

    Basis: 条例 art. 50(3); the form asks for nothing beyond the table.
    Applies to: every kind of unit.

    Passes:
        disputes.direct.total = 1
        s4_disputes: 被提起政府信息公开行政诉讼1件，行政复议2件。
    Passes:
        s4_disputes: 涉及政府信息公开的行政复议案件，结果维持的有两件。
    Fails (INFO):
        s4_disputes:
    """
    report, table = extraction.report, disputes_table(extraction.report)
    if table is None or not report.sections:
        yield not_applicable("未读到表四或正文", "table 4 or the text was not read")
        return
    cells = {
        subject: {address: cell for address, cell in _totals(table, subject) if cell is not None and is_positive(cell)}
        for subject in ROWS
    }
    silent = [subject for subject in ROWS if cells[subject] and not _mentions(report, subject)]
    if not silent:
        yield Discrepancy(Outcome.PASS, Text("未见正文遗漏", "nothing that the text leaves out"))
        return
    told = join(_counted(subject, cells[subject].values()) for subject in silent)
    sure = all(cell.certain for subject in silent for cell in cells[subject].values())
    yield Discrepancy(
        Outcome.INFO if sure else Outcome.UNDETERMINED,
        Text(f"表四填有{told.zh}，正文未提及", f"table 4 counts {told.en}, of which the text says nothing"),
        tuple(address for subject in silent for address in cells[subject]),
    )


def _counts(extraction: Extraction, table: Printed) -> Iterator[Discrepancy]:
    for subject in ROWS:
        said = [
            statement
            for statement in on_the_whole(extraction.report, subject)
            if not statement.negated and is_on_disclosure(extraction.report, statement)
        ]
        said = [statement for statement in said if statement.value > 0] or said
        if said:
            yield _held(extraction, table, subject, said)


def _held(extraction: Extraction, table: Printed, subject: Subject, said: Sequence[Statement]) -> Discrepancy:
    report = extraction.report
    addresses, cells = zip(*_totals(table, subject), strict=True)
    sums = {statement.value for statement in said} | {sum((one.value for one in said), Decimal(0))}
    outcomes = [decide([as_cell(value)], cells).outcome for value in sorted(sums)]
    outcome = next((one for one in outcomes if one is not Outcome.FAIL), Outcome.FAIL)
    counted_none = all(not is_positive(cell) for cell in _row_cells(table, subject))
    if outcome is Outcome.FAIL:
        unsettled = counted_none or len({one.value for one in said}) > 1 or said[0].value == 0
        unsettled = unsettled or any(may_be_partial(report, one) or not is_plain_count(report, one) for one in said)
        outcome = Outcome.WARN if unsettled else outcome
    outcome = borne(extraction, outcome)
    text, shown = join(quoted(one) for one in said), _printed(table, subject)
    end = "" if outcome.passed else "，疑似不一致，请核实"
    message = Text(f"{text.zh}；表四{shown.zh}{end}", f"{text.en}; table 4: {shown.en}")
    root = "NAR-09" if counted_none and not outcome.passed else None
    return Discrepancy(outcome, message, addresses, root=root, quotes=passages(said))


def _totals(table: Printed, subject: Subject) -> tuple[tuple[Address, Cell | None], ...]:
    return tuple((table.address(row, "total"), table.cell(row, "total")) for row in ROWS[subject])


def _row_cells(table: Printed, subject: Subject) -> tuple[Cell, ...]:
    return tuple(cell for row in ROWS[subject] for cell in table.row(row))


def _printed(table: Printed, subject: Subject) -> Text:
    return terms((table.row_name(address.row), cell) for address, cell in _totals(table, subject))


def _counted(subject: Subject, cells: Iterable[Cell]) -> Text:
    values = [cell.value for cell in cells if cell.value is not None]
    total = number(sum(values, Decimal(0)))
    name = _NAMES[subject]
    return Text(f"{name.zh}{total.zh}件", f"{total.en} {name.en}")


def _mentions(report: Report, subject: Subject) -> bool:
    """Whether any sentence of the text speaks of them; what is left of a table's header is no sentence."""
    if any(statement.subject is subject for statement in report.statements):
        return True
    return any(
        WORDS[subject].search(sentence.text) and not _IN_A_TABLE.search(sentence.text) for sentence in sentences(report)
    )
