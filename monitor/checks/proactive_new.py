"""Table 2 by the form of 30号: documents made, repealed and in force; and in both forms who may make 规章 at all."""

from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Report
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable, table_check
from monitor.checks.equations import decide_at_most
from monitor.checks.phrases import conclusion, terms
from monitor.checks.proactive_rows import FINE, NO_SUCH_COLUMNS, both, of_row, rows_with
from monitor.checks.scope import Scope
from monitor.checks.tables import Printed, proactive_tables, sure_value
from monitor.checks.trust import trusted

NO_POWER = "T2N-03"
_RULES = "rules"
_DISCLOSED_ONLY = frozenset({"disclosed", "disclosed_total"})
_JUDGED = frozenset(
    {UnitKind.GOVERNMENT, UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT}
)


@table_check(
    "T2N-02",
    Severity.HIGH,
    Text("本年制发件数不大于现行有效与本年废止件数之和", "what was made is in force or was repealed"),
)
def opening_stock_is_not_below_nought(report: Report) -> Iterator[Discrepancy]:
    """现行有效 − 本年制发 + 本年废止 is the stock that the year opened with, and no stock is below 0.

    It says nothing of what last year's report gave as its stock (T2N-01).

    Basis: logic; 国办公开办函〔2021〕30号, table 2, 第二十条第（一）项.
    Applies to: every kind of unit.

    Passes:
        proactive.normative_documents.made = 37
        proactive.normative_documents.repealed = 5
        proactive.normative_documents.valid = 48
    Fails:
        proactive.normative_documents.made = 37
        proactive.normative_documents.repealed = 5
        proactive.normative_documents.valid = 10
    Fails (UNDETERMINED):
        proactive.normative_documents.made = 37
        proactive.normative_documents.valid = blank
    """
    columns = ("made", "repealed", "valid")
    rows = tuple(rows_with(report, *columns))
    if not rows:
        yield NO_SUCH_COLUMNS
    for table, row in rows:
        made, repealed, valid = (table.cell(row, column) for column in columns)
        verdict = decide_at_most([made], [valid, repealed])
        left = terms([(Text("本年制发", "made"), made)])
        right = terms([(Text("现行有效", "in force"), valid), (Text("本年废止", "repealed"), repealed)])
        end = FINE if verdict.outcome.passed else conclusion(verdict, (made, repealed, valid))
        yield of_row(table, row, verdict.outcome, both(both(left, right), end), columns)


@dossier_check(
    NO_POWER,
    Severity.HIGH,
    Text("规章由有权机关制定", "规章 are made by those who have the power"),
    scope=Scope(kinds=_JUDGED),
)
def rules_are_made_by_those_who_may(dossier: Dossier) -> Iterator[Discrepancy]:
    """Governments of provinces and of cities with districts make 规章; counties, townships and departments do not.

    Documents of a higher body that a unit only published (本年新公开, 对外公开总数量 in the form of 60号) may have been
    counted with its own: that is for a person to see. Where the level of the unit is not known nothing is judged.

    Basis: 立法法 (地方政府规章); the rows 规章 of table 2 in 国办公开办函〔2021〕30号 and 〔2019〕60号.
    Applies to: department, government, office, subdistrict, township.

    Passes:
        level: prefecture
        proactive.rules.made = 3
        proactive.rules.valid = 3
    Fails:
        proactive.rules.made = 1
        proactive.rules.valid = 1
    Fails:
        kind: department
        level: prefecture
        proactive.rules.valid = 1
    Fails (WARN):
        form: form_2019
        proactive.rules.disclosed_total = 1
    """
    extraction = trusted(dossier.extraction)
    tables = () if extraction is None else tuple(proactive_tables(extraction.report))
    printed = [(table, address) for table in tables for address in _cells_of_rules(table)]
    may = _may_make_rules(dossier)
    if not printed or may is None:
        yield not_applicable("未读到规章行，或单位层级不明", "no row of 规章, or the level of the unit is not known")
        return
    above = [(table, address) for table, address in printed if (sure_value(table.report.cells[address]) or 0) > 0]
    if may or not above:
        fine = Text("规章各格与单位层级相符", "the cells of 规章 fit the level of the unit")
        yield Discrepancy(Outcome.PASS, fine, tuple(address for _, address in printed))
        return
    yield _without_power(above[0][0], tuple(address for _, address in above))


def _cells_of_rules(table: Printed) -> Iterator[Address]:
    return (address for address, _ in table.report.row(table.block.table, _RULES) if address.column in table.columns)


def _may_make_rules(dossier: Dossier) -> bool | None:
    """Whether such a unit may; the office of a government may report for it."""
    if dossier.level is None or dossier.kind is None:
        return None
    high = dossier.level in (Level.PROVINCE, Level.PREFECTURE)
    return high and dossier.kind in (UnitKind.GOVERNMENT, UnitKind.OFFICE)


def _without_power(table: Printed, cells: tuple[Address, ...]) -> Discrepancy:
    published_only = {address.column for address in cells} <= _DISCLOSED_ONLY
    seen = table.named(cells)
    end = Text("可能系公开上级机关的规章，请核实", "it may have published those of a higher body")
    if not published_only:
        end = Text(
            "县级及以下政府、各级政府部门无规章制定权，疑似误填，请核实", "such units have no power to make 规章"
        )
    return Discrepancy(
        Outcome.WARN if published_only else Outcome.FAIL,
        Text(f"表二{seen.zh}；{end.zh}", f"table 2, {seen.en}: {end.en}"),
        cells,
    )
