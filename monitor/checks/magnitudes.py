"""Table 2, orders of magnitude: figures that such a unit does not reach in a year."""

from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Report
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.phrases import join, number
from monitor.checks.rules import Limits
from monitor.checks.tables import Printed, proactive_tables, sure_value
from monitor.checks.trust import trusted

_BOUNDS = {
    "rules_of_province": "30",
    "rules_of_prefecture": "15",
    "documents_of_prefecture": "1500",
    "documents_of_county": "200",
    "fee_items": "300",
    "other_service_items": "50000",
}
_MADE_BY = {
    (Level.PROVINCE, "rules"): "rules_of_province",
    (Level.PREFECTURE, "rules"): "rules_of_prefecture",
    (Level.PREFECTURE, "normative_documents"): "documents_of_prefecture",
}
_ITEMS = {"fees": "fee_items", "other_services": "other_service_items"}
_BELOW_PREFECTURE = (Level.COUNTY, Level.TOWNSHIP)


@dossier_check(
    "T2-10", Severity.LOW, Text("表二数量级未见异常", "table 2: no figure is out of all proportion"), limits=_BOUNDS
)
def figures_are_in_proportion(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """More documents in a year, or more items, than such a unit ever has are often a slip of the pen or of the column.

    The bounds are a proposal and only ask for a look. There is none for 许可 and 处罚: those of a whole city reach
    millions. 规章 of a unit that may make none are T2N-03.

    Basis: bounds of experience for each level of government; no rule.
    Applies to: every kind of unit.

    Passes:
        proactive.normative_documents.made = 200
        proactive.normative_documents.valid = 200
    Fails (WARN):
        proactive.normative_documents.made = 201
        proactive.normative_documents.valid = 201
    Fails (WARN):
        level: prefecture
        proactive.rules.made = 16
        proactive.rules.valid = 16
    Fails (WARN):
        form: form_2019
        proactive.fees.prev_items = 7392
    """
    extraction = trusted(dossier.extraction)
    tables = () if extraction is None else tuple(proactive_tables(extraction.report))
    bounded = [(table, address, limits[name]) for table in tables for address, name in _bounded(table, dossier)]
    if not bounded:
        yield not_applicable("未读到设有上限的各格", "no cell was read that has a bound")
        return
    above = [(table, address, bound) for table, address, bound in bounded if _is_above(table.report, address, bound)]
    if not above:
        yield Discrepancy(Outcome.PASS, Text("表二数量级未见异常", "no figure of table 2 is above its bound"))
        return
    seen = join(_above(table, address, bound) for table, address, bound in above)
    yield Discrepancy(
        Outcome.WARN,
        Text(f"表二{seen.zh}，请核实", f"table 2, {seen.en}"),
        tuple(address for _, address, _ in above),
    )


def _bounded(table: Printed, dossier: Dossier) -> Iterator[tuple[Address, str]]:
    """The cells that have a bound, each with the name of it."""
    for row in table.block.rows:
        made = _bound_of_documents(dossier, row.key)
        if made is not None and "made" in table.columns:
            yield table.address(row.key, "made"), made
        if row.key in _ITEMS and "prev_items" in table.columns:
            yield table.address(row.key, "prev_items"), _ITEMS[row.key]


def _bound_of_documents(dossier: Dossier, row: str) -> str | None:
    """Above the county only the documents of a whole government have a bound."""
    if dossier.level in _BELOW_PREFECTURE:
        return "documents_of_county" if row == "normative_documents" else None
    if dossier.kind is not UnitKind.GOVERNMENT or dossier.level is None:
        return None
    return _MADE_BY.get((dossier.level, row))


def _is_above(report: Report, address: Address, bound: Decimal) -> bool:
    value = sure_value(report.cells.get(address))
    return value is not None and value > bound


def _above(table: Printed, address: Address, bound: Decimal) -> Text:
    named, most = table.named([address]), number(bound).zh
    return Text(f"{named.zh}（参考上限{most}）", f"{named.en} (bound {most})")
