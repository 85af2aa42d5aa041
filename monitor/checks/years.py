"""What the figures of a report say of those on the year before: stocks, carried-over applications, sudden changes."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, CellState, Report
from crawler.domain.wording import Text
from crawler.forms import Block, Row
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.equations import decide
from monitor.checks.phrases import join, row_name
from monitor.checks.rules import Limits
from monitor.checks.scope import Scope
from monitor.checks.tables import Printed, requests_table
from monitor.checks.two_years import Term, TwoYears, across, softened, told, two_years

_NOTHING = not_applicable(
    "上年度无可比的报告，或两个年度的该部分表格不同式", "last year has nothing this could be held against"
)
_BLOCKS_OF_ITEMS = ("proactive.5", "proactive.6", "proactive.8")
_THIS_YEAR = Text("", "")
_LAST_YEAR = Text("上年", "last year: ")


@dossier_check(
    "T2N-01",
    Severity.MEDIUM,
    Text("现行有效件数=上年现行有效件数+本年制发-本年废止", "in force = in force last year + made - repealed"),
    scope=Scope(forms=frozenset({"form_2021"}), since=2022),
    limits={"tolerance": "0"},
)
def stock_goes_on(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """What is in force at the end of a year is what was a year before, what was made added and what was repealed not.

    It is no identity of the form: clean-ups are counted in different ways, and a government may sum up other
    bodies than a year before. So it warns at most, and only where both years follow the form of 30号.

    Basis: the columns of 第二十条第（一）项 in 国办公开办函〔2021〕30号; the equation is practice, not printed there.
    Applies to: every kind of unit; form_2021; reports on 2022 and later.

    Passes:
        last year: proactive.normative_documents.valid = 10
        proactive.normative_documents.made = 3
        proactive.normative_documents.repealed = 2
        proactive.normative_documents.valid = 11
    Passes (NOT_APPLICABLE):
        proactive.normative_documents.valid = 11
    Fails (WARN):
        last year: proactive.normative_documents.valid = 10
        proactive.normative_documents.made = 3
        proactive.normative_documents.repealed = 2
        proactive.normative_documents.valid = 12
    Fails (UNDETERMINED):
        last year: proactive.normative_documents.valid = 10
        last year: unsure: proactive.normative_documents.valid
        proactive.normative_documents.valid = 12
    """
    rows = _rows(dossier, "proactive.1", "form_2021", "form_2021")
    if not rows:
        yield _NOTHING
    for pair, block, row in rows:
        left = _terms(pair.now, block, row, "valid", "repealed")
        right = (*_terms(pair.before, block, row, "valid", of=_LAST_YEAR), *_terms(pair.now, block, row, "made"))
        yield across(_place(row), left, right, limits["tolerance"], block.addresses(row))


@dossier_check(
    "T2X-01",
    Severity.LOW,
    Text("2021年期初存量与2020年对外公开总数量衔接", "the stock at the start of 2021 is what was disclosed in 2020"),
    scope=Scope(forms=frozenset({"form_2021"}), since=2021, until=2021),
    limits={"tolerance": "0"},
)
def stock_goes_on_over_the_change_of_forms(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """What was in force when 2021 began, by its own figures, beside all that the report on 2020 says is disclosed.

    The two forms count different things there, so that this is for a person to look at and never decided.

    Basis: 第二十条第（一）项 in 国办公开办函〔2019〕60号 and 〔2021〕30号.
    Applies to: every kind of unit; form_2021; reports on 2021 to 2021.

    Passes:
        year: 2021
        last year: proactive.normative_documents.disclosed_total = 32
        proactive.normative_documents.made = 5
        proactive.normative_documents.valid = 37
    Fails (WARN):
        year: 2021
        last year: proactive.normative_documents.disclosed_total = 0
        proactive.normative_documents.made = 37
        proactive.normative_documents.repealed = 5
        proactive.normative_documents.valid = 48
    """
    total = Text("上年对外公开总数量", "last year: disclosed in all")
    rows = _rows(dossier, "proactive.1", "form_2021", "form_2019")
    if not rows:
        yield _NOTHING
    for pair, block, row in rows:
        left = _terms(pair.now, block, row, "valid", "repealed")
        before = pair.before.cell(block.table, row.key, "disclosed_total")
        right = ((total, before), *_terms(pair.now, block, row, "made"))
        yield across(_place(row), left, right, limits["tolerance"], block.addresses(row))


@dossier_check(
    "T2O-04",
    Severity.LOW,
    Text("上一年项目数量=上年报告的项目数量+增/减", "items of the year before = what last year's report comes to"),
    scope=Scope(forms=frozenset({"form_2019"}), since=2020, until=2020),
    limits={"tolerance": "0"},
)
def items_go_on(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """The items that a report says there were a year before are those that last year's report comes to.

    Lists of powers are revised, and a government may sum up other bodies than before: a person has to look.

    Basis: 第二十条第（五）（六）（八）项 in 国办公开办函〔2019〕60号, which only the reports on 2019 and 2020 follow.
    Applies to: every kind of unit; form_2019; reports on 2020 to 2020.

    Passes:
        form: form_2019
        last year: proactive.licensing.prev_items = 20
        last year: proactive.licensing.delta = -3
        proactive.licensing.prev_items = 17
    Fails (WARN):
        form: form_2019
        last year: proactive.licensing.prev_items = 20
        last year: proactive.licensing.delta = -3
        proactive.licensing.prev_items = 20
    Fails (UNDETERMINED):
        form: form_2019
        last year: proactive.licensing.prev_items = 20
        last year: proactive.licensing.delta = blank
        proactive.licensing.prev_items = 17
    """
    rows = [one for key in _BLOCKS_OF_ITEMS for one in _rows(dossier, key, "form_2019", "form_2019")]
    if not rows:
        yield _NOTHING
    for pair, block, row in rows:
        left = _terms(pair.now, block, row, "prev_items")
        right = _terms(pair.before, block, row, "prev_items", "delta", of=_LAST_YEAR)
        cells = (Address(block.table, row.key, "prev_items"),)
        yield _with_signs(across(_place(row), left, right, limits["tolerance"], cells), right)


@dossier_check(
    "T3-08",
    Severity.HIGH,
    Text("表三上年结转=上年报告的结转下年", "table 3: what was carried in is what last year's report carried out"),
    limits={"tolerance": "0"},
)
def applications_are_carried_over(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """What a report carries over into the next year is what the next one carries in; both forms have the two rows.

    The totals are compared first. Where they agree and columns do not, an applicant was counted as another kind: a
    lighter matter. A report may have been corrected since, or the unit reorganised, so that it warns at most.

    Basis: rows 二 and 四 of table 3 in 国办公开办函〔2019〕60号 and 〔2021〕30号; the equation is practice.
    Applies to: every kind of unit.

    Passes:
        last year: requests.carried_out.total = 2
        last year: requests.carried_out.natural_person = 2
        requests.carried_in.total = 2
        requests.carried_in.natural_person = 2
    Passes (PASS_IF_BLANK_ZERO):
        last year: requests.carried_out.* = blank
    Fails (WARN):
        last year: requests.carried_out.total = 2
        requests.carried_in.total = 1
    Fails (UNDETERMINED):
        last year: requests.carried_out.total = 2
        requests.carried_in.total = blank
    """
    pair = two_years(dossier)
    if isinstance(pair, Discrepancy):
        yield pair
        return
    now, before = requests_table(pair.now), requests_table(pair.before)
    if now is None or before is None:
        yield _NOTHING
        return
    yield _carried_over(now, before, limits["tolerance"])


def _rows(dossier: Dossier, key: str, form_now: str, form_before: str) -> list[tuple[TwoYears, Block, Row]]:
    """The rows of a block that both years print by these forms."""
    pair = two_years(dossier)
    block = None if isinstance(pair, Discrepancy) else pair.block(key, form_now, form_before)
    return [] if isinstance(pair, Discrepancy) or block is None else [(pair, block, row) for row in block.rows]


def _terms(report: Report, block: Block, row: Row, *columns: str, of: Text = _THIS_YEAR) -> tuple[Term, ...]:
    """Cells of a row under the names of their columns."""
    labels = {column.key: column.labels[0] for column in block.columns}
    return tuple(
        (Text(of.zh + labels[key], of.en + key.replace("_", " ")), report.cell(block.table, row.key, key))
        for key in columns
    )


def _place(row: Row) -> Text:
    name = row_name(row)
    return Text(f"表二“{name.zh}”行", f"table 2, {name.en}")


def _with_signs(seen: Discrepancy, signed: tuple[Term, ...]) -> Discrepancy:
    """An increase may be below 0, so that a blank one could make up any difference."""
    unknown = any(cell is not None and cell.state is not CellState.NUMBER for _, cell in signed)
    return replace(seen, outcome=Outcome.UNDETERMINED) if unknown and seen.outcome is Outcome.WARN else seen


def _carried_over(now: Printed, before: Printed, tolerance: Decimal) -> Discrepancy:
    *kinds, total = now.columns
    outcome = _verdict(now, before, total, tolerance)
    differing = [kind for kind in kinds if _verdict(now, before, kind, tolerance) is Outcome.WARN]
    if not outcome.passed or not differing or outcome is Outcome.NOT_APPLICABLE:
        columns = [total, *differing] if outcome is Outcome.WARN else [total]
        cells = tuple(now.address("carried_in", column) for column in columns)
        return Discrepancy(outcome, _carried_total(now, before, differing if outcome is Outcome.WARN else []), cells)
    names = join(now.column_name(kind) for kind in differing)
    message = Text(
        f"表三“上年结转”总计与上年“结转下年度”相符，但{names.zh}列不同，疑似申请人类别有调整，请核实",
        f"table 3, carried in: the total agrees with last year's carried out, but not in the columns {names.en}",
    )
    return Discrepancy(
        Outcome.WARN, message, tuple(now.address("carried_in", kind) for kind in differing), severity=Severity.LOW
    )


def _verdict(now: Printed, before: Printed, column: str, tolerance: Decimal) -> Outcome:
    return softened(decide([now.cell("carried_in", column)], [before.cell("carried_out", column)]), tolerance)


def _carried_total(now: Printed, before: Printed, differing: list[str]) -> Text:
    total = now.columns[-1]
    left: list[tuple[Text, Cell | None]] = [(Text("上年结转", "carried in"), now.cell("carried_in", total))]
    right = [(Text("上年报告结转下年度", "carried out last year"), before.cell("carried_out", total))]
    verdict = decide([left[0][1]], [right[0][1]])
    seen = told(Text("表三总计列", "table 3, total"), left, right, verdict, softened(verdict, Decimal(0)))
    if not differing:
        return seen
    also = join(now.column_name(kind) for kind in differing)
    return Text(f"{seen.zh}（{also.zh}列亦不同）", f"{seen.en} (also: {also.en})")
