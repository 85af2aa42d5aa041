"""Table 2 by the form of 60号: what procurement cost, beside how many projects there were."""

from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, not_applicable, table_check
from monitor.checks.phrases import number
from monitor.checks.proactive_rows import FINE, NO_SUCH_COLUMNS, both, of_row, rows_with
from monitor.checks.rules import Limits
from monitor.checks.tables import sure_value


@table_check(
    "T2O-06",
    Severity.LOW,
    Text("采购项目数量与采购总金额相称", "procurement: projects and amount go together"),
    limits={"least": "0.1", "most": "100000"},
)
def procurement_is_plausible(report: Report, limits: Limits) -> Iterator[Discrepancy]:
    """Projects cost something, and an amount is that of some project: of 万元 per project, from `least` to `most`.

    Outside of it the unit of the amount may have slipped. Small purchases are legitimate, so it only asks for a look.

    Basis: logic; 国办公开办函〔2019〕60号, table 2, 第二十条第（九）项.
    Applies to: every kind of unit.

    Passes:
        form: form_2019
        proactive.procurement.projects = 3
        proactive.procurement.amount_wan = 25.6835
    Fails (WARN):
        form: form_2019
        proactive.procurement.projects = 3
    Fails (WARN):
        form: form_2019
        proactive.procurement.projects = 3
        proactive.procurement.amount_wan = 0.2
    """
    rows = tuple(rows_with(report, "projects", "amount_wan"))
    if not rows:
        yield NO_SUCH_COLUMNS
    for table, row in rows:
        projects, amount = sure_value(table.cell(row, "projects")), sure_value(table.cell(row, "amount_wan"))
        if projects is None or amount is None:
            yield not_applicable("两数不全为确定的数字", "not both are certain figures")
            continue
        end = _mean(projects, amount, limits)
        seen = Text(
            f"采购项目数量{number(projects).zh}，采购总金额{number(amount).zh}万元",
            f"{number(projects).en} projects for {number(amount).en} 万元",
        )
        outcome = Outcome.PASS if end is FINE else Outcome.WARN
        yield of_row(table, row, outcome, both(seen, end), ("projects", "amount_wan"))


def _mean(projects: Decimal, amount: Decimal, limits: Limits) -> Text:
    if projects == 0 or amount == 0:
        one_only = (projects == 0) != (amount == 0)
        return Text("一项为0而另一项不为0，请核实", "one of the two is 0 and the other is not") if one_only else FINE
    mean = amount / projects
    if limits["least"] <= mean <= limits["most"]:
        return FINE
    shown = number(mean.quantize(Decimal("0.0001"))).zh
    return Text(
        f"平均每个项目{shown}万元，疑似金额单位有误，请核实", f"{shown} 万元 a project: the unit may have slipped"
    )
