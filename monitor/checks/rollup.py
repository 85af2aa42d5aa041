"""ROL-01 and ROL-02: the figures of a government's report beside those of the units below it, which it sums up."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from crawler.domain.dossier import Dossier, Subordinate
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Text
from crawler.forms import Form, find_form
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.phrases import figure, join, number
from monitor.checks.rules import Limits
from monitor.checks.sums_below import SUMMED_UP, Beside, cell_name, cells_beside, missing_below
from monitor.checks.trust import trusted
from monitor.checks.whole_area import said_of_whole_area

_NOTHING_BELOW = not_applicable("无所属单位的可比报告", "no comparable report of a unit below is known")
_TABLES = {
    "proactive": Text("表二", "table 2"),
    "requests": Text("表三", "table 3"),
    "disputes": Text("表四", "table 4"),
}
_LISTED = 5


@dossier_check(
    "ROL-01",
    Severity.HIGH,
    Text("汇总数不小于所属单位数", "a sum is not less than what a unit below prints"),
    scope=SUMMED_UP,
    limits={"share": "0.02", "count": "5"},
)
def no_sum_is_less_than_its_part(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """What a government reports for its whole area is not less than what one unit of the area reports of itself.

    Decided only on cells of tables 3 and 4 that are certain on both sides, where the report says that its figures are
    those of the area, and the unit's own totals hold together; else a person has to look. A blank of the sum counts
    as 0 only where its other results are already all. Less than all units below together is for a person, too, with
    some tolerance.

    Basis: 条例 art. 49(2), the report of 本级政府; logic of a sum.
    Applies to: government.

    Passes:
        below: requests.new_received.total = 3
    Passes (NOT_APPLICABLE):
        kind: government
    Fails (WARN):
        below: requests.new_received.total = 4
    Fails:
        preface: 本报告统计数据涵盖县政府各部门和各乡镇。
        below: requests.new_received.total = 4
        below: requests.carried_out.total = 1
    Fails (WARN):
        preface: 本报告统计数据涵盖县政府各部门和各乡镇。
        below: requests.new_received.total = 4
    Fails (UNDETERMINED):
        unsure: requests.new_received.total
        below: requests.new_received.total = 4
    """
    read = trusted(dossier.extraction)
    beside = [] if read is None else list(cells_beside(read.report, dossier.subordinates))
    form = None if read is None else find_form(read.report.form)
    if read is None or form is None or not beside:
        yield _NOTHING_BELOW
        return
    area, seen = said_of_whole_area(read.report), False
    for table in _TABLES:
        for outcome, cells in _less_than_a_part([one for one in beside if one.address.table == table], table in area):
            seen = True
            yield _part_exceeds(form, table, outcome, cells, area.get(table))
    if not seen:
        yield _together(form, read.report, beside, limits)


@dossier_check(
    "ROL-02",
    Severity.MEDIUM,
    Text("汇总数与所属单位合计相符", "a sum is what the units below come to"),
    scope=SUMMED_UP,
    limits={"share": "0.02", "count": "5"},
)
def sum_is_what_its_parts_come_to(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """Where every unit below that owes a report has one, read in full, the sum is about what they come to.

    The government's own part is that of its office, so that without the office's own report nothing is compared;
    the message names what is missing from the sum.

    Basis: logic of a sum; practice, not printed in the form.
    Applies to: government.

    Passes:
        below: kind: office
        below: requests.new_received.total = 3
    Passes (NOT_APPLICABLE):
        below: requests.new_received.total = 40
    Fails (WARN):
        requests.new_received.total = 60
        below: kind: office
        below: requests.new_received.total = 40
    """
    read = trusted(dossier.extraction)
    beside = [] if read is None else list(cells_beside(read.report, dossier.subordinates))
    form = None if read is None else find_form(read.report.form)
    if read is None or form is None or not beside:
        yield _NOTHING_BELOW
        return
    lacking = missing_below(dossier.subordinates, form.key)
    if lacking or not any(one.unit.kind is UnitKind.OFFICE for one in dossier.subordinates):
        yield _incomplete(lacking)
        return
    yield _equal(form, [one for one in beside if one.address.table == "requests"], limits)


def _less_than_a_part(beside: Sequence[Beside], area: bool) -> Iterator[tuple[Outcome, list[Beside]]]:
    """The cells that are less than one below them, by how sure that is."""
    less = [one for one in beside if one.least is not None and one.most[1] > one.least]
    sure = [one for one in less if one.cell.certain]
    unsure = [one for one in less if not one.cell.certain]
    sound = all(one.most[0].sound for one in sure)
    decided = area and bool(sure) and sound and sure[0].address.table != "proactive"
    if sure:
        yield Outcome.FAIL if decided else Outcome.WARN, sure
    elif unsure:
        yield Outcome.UNDETERMINED, unsure


def _part_exceeds(
    form: Form, table: str, outcome: Outcome, cells: Sequence[Beside], passage: str | None
) -> Discrepancy:
    shown = [_beside_in_words(form, one) for one in cells[:_LISTED]]
    more = Text(f"等{len(cells)}处", f"; {len(cells)} cells in all") if len(cells) > _LISTED else Text("", "")
    area = Text(f"；报告称“{passage}”", f"; it says {passage!r}") if passage else Text("", "")
    place = _TABLES[table]
    return Discrepancy(
        outcome,
        Text(
            f"{place.zh}疑似小于所属单位数：{'；'.join(text.zh for text in shown)}{more.zh}{area.zh}，请核实",
            f"{place.en} is less than a unit below: {'; '.join(text.en for text in shown)}{more.en}{area.en}",
        ),
        tuple(one.address for one in cells),
        quotes=(passage,) if passage else (),
    )


def _beside_in_words(form: Form, one: Beside) -> Text:
    name, printed, (unit, theirs) = cell_name(form, one.address), figure(one.cell), one.most
    return Text(
        f"“{name.zh}”{printed.zh}，{unit.unit.name}{number(theirs).zh}",
        f"{name.en} {printed.en}, {unit.unit.name} {number(theirs).en}",
    )


def _sum_in_words(form: Form, one: Beside) -> Text:
    name, printed, units = cell_name(form, one.address), figure(one.cell), len(one.below)
    return Text(
        f"“{name.zh}”{printed.zh}，{units}个所属单位合计{number(one.sum).zh}",
        f"{name.en} {printed.en}, {units} units below {number(one.sum).en}",
    )


def _together(form: Form, report: Report, beside: Sequence[Beside], limits: Limits) -> Discrepancy:
    """The sum beside all units below that are known: what is missing of them makes their sum only smaller."""
    area = said_of_whole_area(report)
    less = [
        one
        for one in beside
        if one.address.table in area and one.least is not None and one.sum - one.least > _tolerance(one.least, limits)
    ]
    if not less:
        return Discrepancy(Outcome.PASS, Text("未见小于所属单位数的汇总数", "no sum is less than its parts"))
    outcome = Outcome.WARN if all(one.cell.certain for one in less) else Outcome.UNDETERMINED
    return _differing(form, less, outcome, Text("疑似小于所属单位合计", "less than the units below together"))


def _equal(form: Form, beside: Sequence[Beside], limits: Limits) -> Discrepancy:
    other = [
        one
        for one in beside
        if one.least is not None and one.cell.certain and abs(one.sum - one.least) > _tolerance(one.least, limits)
    ]
    if not other:
        return Discrepancy(Outcome.PASS, Text("与所属单位合计相符", "as much as the units below"))
    return _differing(form, other, Outcome.WARN, Text("疑似与所属单位合计不符", "not what the units below come to"))


def _differing(form: Form, cells: Sequence[Beside], outcome: Outcome, what: Text) -> Discrepancy:
    shown = [_sum_in_words(form, one) for one in cells[:_LISTED]]
    return Discrepancy(
        outcome,
        Text(
            f"{what.zh}：{'；'.join(text.zh for text in shown)}，请核实", f"{what.en}: {'; '.join(t.en for t in shown)}"
        ),
        tuple(one.address for one in cells),
    )


def _incomplete(lacking: Sequence[Subordinate]) -> Discrepancy:
    """The sum is not compared; what it would lack is named."""
    if not lacking:
        return not_applicable(
            "缺政府办公室（本级）数据，未作合计比对", "the office's own figures are not known: not summed up"
        )
    names = join(Text(one.unit.name, one.unit.name) for one in lacking[:_LISTED])
    return not_applicable(
        f"缺{names.zh}{f'等{len(lacking)}个单位' if len(lacking) > _LISTED else ''}的完整数据，未作合计比对",
        f"not summed up: nothing complete is known of {names.en} ({len(lacking)} in all)",
    )


def _tolerance(figure_above: Decimal, limits: Limits) -> Decimal:
    return max(limits["share"] * figure_above, limits["count"])
