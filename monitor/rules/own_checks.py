"""Checks that an office wrote itself: an equation over cells, decided by the blank logic of all checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell, CellState, Report
from crawler.domain.wording import Text
from monitor.checks import Check
from monitor.checks.catalogue import Discrepancy, not_applicable
from monitor.checks.equations import Verdict, decide, decide_at_most
from monitor.checks.phrases import number, terms
from monitor.checks.rules import Limits
from monitor.checks.scope import Scope
from monitor.checks.trust import trusted
from monitor.rules.equation import Equation, Relation
from monitor.rules.layout import Layout, expanded, layout_of, name_of
from monitor.rules.model import Applies, OwnCheck

_STEP = Decimal("0.000000001")
"""Less than any two printed figures differ by: what is below another stays so with this added."""

_NO_TABLES = not_applicable("未取得可核对的表格，未作核对", "there are no tables that can be judged")
_NOT_ITS_CELLS = not_applicable("所用表格与该检查项所列各格不一致，未作核对", "the tables are not those that it names")
_AS_SAID = {
    Relation.EQUAL: Text("等于", "equal to"),
    Relation.AT_MOST: Text("不大于", "at most"),
    Relation.AT_LEAST: Text("不小于", "at least"),
    Relation.BELOW: Text("小于", "below"),
    Relation.ABOVE: Text("大于", "above"),
}


@dataclass(frozen=True, slots=True)
class _Side:
    """Cells with the numbers they are taken times, none of them below 0, and a number beside them."""

    cells: Mapping[Address, tuple[Decimal, Cell | None]]
    constant: Decimal

    def scaled(self) -> tuple[Cell | None, ...]:
        """What the blank logic sums up."""
        taken = tuple(_times(cell, times) for times, cell in self.cells.values())
        return (*taken, _figure(self.constant))

    def in_words(self, layout: Layout) -> Text:
        """The side as a message prints it; of many cells only those that print something else than 0."""
        told = {address: taken for address, taken in self.cells.items() if taken[1] is None or taken[1].value != 0}
        named = [(_named(address, times, layout), cell) for address, (times, cell) in (told or self.cells).items()]
        said = [terms(named)] if named else []
        said += [number(self.constant)] if self.constant or not named else []
        return Text("+".join(text.zh for text in said), " + ".join(text.en for text in said))


def to_check(own: OwnCheck, equation: Equation) -> Check:
    """An own check as the catalogue runs it."""
    scope = _scope(own.applies)

    def look(dossier: Dossier, _: Limits) -> Iterator[Discrepancy]:
        extraction = trusted(dossier.extraction)
        yield _NO_TABLES if extraction is None else _judged(own, equation, extraction.report)

    title = Text(own.title.zh, own.title.en)
    purpose = f"{own.equation} ({own.raises.value} where it is not so)\n\nBasis: {own.basis}"
    purpose += f"\nApplies to: {scope.in_words.en}."
    return Check(own.id, own.severity, title, purpose, look, scope)


def _scope(applies: Applies) -> Scope:
    return Scope(
        kinds=frozenset(applies.kind) or None,
        levels=frozenset(applies.level) or None,
        forms=frozenset(applies.form) or None,
        since=applies.since,
        until=applies.until,
    )


def _judged(own: OwnCheck, equation: Equation, report: Report) -> Discrepancy:
    layout = layout_of(report)
    sides = _sides(equation, report, layout)
    if sides is None:
        return _NOT_ITS_CELLS
    left, right = sides
    verdict = _decided(left, right, equation.relation)
    first, second = left.in_words(layout), right.in_words(layout)
    end = _end(verdict, left, right, equation.relation)
    return Discrepancy(
        own.raises if verdict.outcome is Outcome.FAIL else verdict.outcome,
        Text(f"{first.zh}；{second.zh}，{end.zh}", f"{first.en}; {second.en}: {end.en}"),
        (*left.cells, *right.cells),
    )


def _sides(equation: Equation, report: Report, layout: Layout) -> tuple[_Side, _Side] | None:
    """Both sides with everything that one takes off added to the other; None where their cells are not certain."""
    taken, given = expanded(equation.left, layout), expanded(equation.right, layout)
    if taken is None or given is None:
        return None
    times = {address: taken.get(address, Decimal(0)) - given.get(address, Decimal(0)) for address in {**taken, **given}}
    beside = equation.left.constant - equation.right.constant
    left = {address: (by, report.cells.get(address)) for address, by in times.items() if by > 0}
    right = {address: (-by, report.cells.get(address)) for address, by in times.items() if by < 0}
    return _Side(left, max(beside, Decimal(0))), _Side(right, max(-beside, Decimal(0)))


def _decided(left: _Side, right: _Side, relation: Relation) -> Verdict:
    if relation is Relation.EQUAL:
        return decide(left.scaled(), right.scaled())
    small, large = (left, right) if relation in (Relation.AT_MOST, Relation.BELOW) else (right, left)
    if relation in (Relation.AT_MOST, Relation.AT_LEAST):
        return decide_at_most(small.scaled(), large.scaled())
    return decide_at_most((*small.scaled(), _figure(_STEP)), large.scaled())


def _end(verdict: Verdict, left: _Side, right: _Side, relation: Relation) -> Text:
    """How the message ends; where the figures disagree both sums are told."""
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return Text("所需各格未印全，未作核对", "not all of their cells are printed: not checked")
    if verdict.outcome.passed:
        blank = verdict.outcome is Outcome.PASS_IF_BLANK_ZERO
        return Text("空白按0计时相符", "they agree if the blanks are 0") if blank else Text("相符", "they agree")
    first, second, said = _known(left), _known(right), _AS_SAID[relation]
    zh = f"已填数字合计分别为{first.zh}和{second.zh}，前者应{said.zh}后者"
    en = f"the figures given come to {first.en} and {second.en}; the former should be {said.en} the latter"
    if verdict.outcome is Outcome.FAIL:
        return Text(f"{zh}，请核实", en)
    unsure = "有空白或未能确认的内容，尚不能判定，请核实"
    return Text(f"{zh}；{unsure}", f"{en}; some are blank or unsure, so this is not decided")


def _known(side: _Side) -> Text:
    cells = (cell for cell in side.scaled() if cell is not None and cell.state is CellState.NUMBER)
    return number(sum((cell.value for cell in cells if cell.value is not None), Decimal(0)))


def _times(cell: Cell | None, times: Decimal) -> Cell | None:
    return cell if cell is None or cell.value is None else replace(cell, value=cell.value * times)


def _figure(value: Decimal) -> Cell:
    return Cell(CellState.NUMBER, value, str(value))


def _named(address: Address, times: Decimal, layout: Layout) -> Text:
    name, by = name_of(address, layout), number(times).zh
    return name if times == 1 else Text(f"{by}×{name.zh}", f"{by} × {name.en}")
