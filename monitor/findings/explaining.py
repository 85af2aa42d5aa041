"""Explains a finding: the rule, what it rests on, where that is kept, what would be told, and what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache

from crawler.domain.correction import BY_CORRECTION, Correction
from crawler.domain.dossier import Standing
from crawler.domain.finding import Finding
from crawler.domain.finding_life import CellSeen, Event, State
from crawler.domain.report import Address
from crawler.domain.unit import Unit
from crawler.domain.wording import Language, Text
from crawler.forms import Block, all_forms, find_form
from monitor.alerts.items import items_of
from monitor.checks import all_checks
from monitor.checks.phrases import caption_name, column_name, row_name
from monitor.dossiers import Dossiers
from monitor.examples import explained
from monitor.findings.words import withheld_words
from monitor.obligations import BY_LAW_ALONE, Terms
from monitor.summaries import UnitRow
from storage.archived_sources import ArchivedSource
from storage.findings import StoredFinding
from storage.unit_of_work import UnitOfWork

_TABLES = {
    "proactive": Text("表二", "table 2"),
    "requests": Text("表三", "table 3"),
    "disputes": Text("表四", "table 4"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check says of itself; `basis` and `applies_to` are "" where it does not say."""

    rule: str
    basis: str = ""
    applies_to: str = ""


@dataclass(frozen=True, slots=True)
class CellExplained:
    """A cell with its name as officials know it, and the correction that a person made of it."""

    seen: CellSeen
    label: Text
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """What a finding says, by which rule, of which figures."""

    stored: StoredFinding
    rule: Rule | None
    cells: tuple[CellExplained, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of one finding. `letter` is what would be told; where nothing is, `withheld` says why.

    `unit` is None where the register does not hold it any more.
    """

    stored: StoredFinding
    unit: Unit | None
    rule: Rule | None
    cells: tuple[CellExplained, ...]
    captures: tuple[ArchivedSource, ...]
    letter: str | None
    withheld: Text | None
    history: tuple[Event, ...]


def explanation_of(
    work: UnitOfWork, finding_id: int, as_of: datetime, language: Language, terms: Terms = BY_LAW_ALONE
) -> Explanation:
    """Explain a finding as it was last judged, with what a letter would say of it; raises UnknownFinding."""
    told = facts_of(work, work.findings.get(finding_id))
    letter = None if told.unit is None else _letter(work, told.stored, told.unit, as_of, language, terms)
    return replace(told, letter=letter, withheld=_withheld(told.stored, told.unit) if letter is None else None)


def facts_of(work: UnitOfWork, stored: StoredFinding) -> Explanation:
    """A finding explained, and nothing said of letters: to say what goes into one, the whole register is read."""
    return Explanation(
        stored=stored,
        unit=work.units.find(stored.unit_id),
        rule=_rule(stored.finding.check),
        cells=tuple(_cells(stored, _made_on(work, stored))),
        captures=work.archived_sources.of(stored.grounds.sources),
        letter=None,
        withheld=None,
        history=work.findings.history(stored.id),
    )


def formula_of(stored: StoredFinding, made: Iterable[Correction]) -> Formula:
    """A finding as beside its report; `made` are the corrections of the unit's figures on that year."""
    return Formula(stored, _rule(stored.finding.check), tuple(_cells(stored, made)))


@lru_cache(maxsize=4096)
def label_of(address: Address, form_key: str | None) -> Text:
    """A cell by table, row and column, as its form prints them; its address where no form has it."""
    form = find_form(form_key)
    forms = (form,) if form is not None else all_forms()
    for block in (block for one in forms for block in one.blocks()):
        row = next((row for row in block.rows if address in block.addresses(row)), None)
        if row is not None:
            table, name, column = _table(block), row_name(row), column_name(block, address.column)
            return Text(f"{table.zh}“{name.zh}”行“{column.zh}”列", f"{table.en}, row {name.en}, column {column.en}")
    return Text(str(address), str(address))


def _table(block: Block) -> Text:
    table, caption = _TABLES[block.table], caption_name(block)
    return Text(f"{table.zh}{caption.zh}", f"{table.en} {caption.en}") if block.caption else table


@cache
def _rule(check_id: str) -> Rule | None:
    check = next((check for check in all_checks() if check.id == check_id), None)
    if check is None:
        return None
    try:
        said = explained(check.purpose)
    except ValueError:
        return Rule(check.purpose)
    return Rule(" ".join(said.rule.split()), said.basis, said.applies_to)


def _made_on(work: UnitOfWork, stored: StoredFinding) -> Iterable[Correction]:
    return work.corrections.all(stored.report_year, stored.unit_id)


def _cells(stored: StoredFinding, made: Iterable[Correction]) -> Iterator[CellExplained]:
    digests = {shown.digest for shown in stored.grounds.sources}
    held = {one.address: one for one in made if one.in_force and one.digest in digests}
    for seen in stored.grounds.cells:
        ours = seen.cell is None or seen.cell.by != BY_CORRECTION
        yield CellExplained(seen, label_of(seen.address, seen.form), None if ours else held.get(seen.address))


def _withheld(stored: StoredFinding, unit: Unit | None) -> Text:
    if unit is None:
        return Text("该单位已不在登记范围，不告知", "the register does not hold the unit any more")
    return withheld_words(stored.state, stored.finding.status, stored.finding.root)


def _letter(
    work: UnitOfWork, stored: StoredFinding, unit: Unit, as_of: datetime, language: Language, terms: Terms
) -> str | None:
    """What a letter would say of a finding, with what it explains; None where no letter would."""
    if stored.state in (State.DISMISSED, State.RESOLVED):
        return None
    register = work.units.register()
    dossiers = Dossiers(work, register, stored.report_year, as_of, terms)
    standing = dossiers.of(unit).standing
    if standing is None:
        return None
    others = work.findings.open_findings(stored.report_year, stored.unit_id)
    if _told(standing, (stored.finding,), stored.finding.check, language) is None:
        return None
    return _told(standing, tuple(other.finding for other in others), stored.finding.check, language)


def _told(standing: Standing, findings: tuple[Finding, ...], check: str, language: Language) -> str | None:
    """What a letter would say of one check, which tells all its places together."""
    row = UnitRow(standing, findings, None, 0)
    return next((item.text for item in items_of(row, language) if f"/{check}/" in item.key), None)
