"""The fees for answering applications: what the narrative says was collected, and what section 6 must then say."""

import re
from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, Report, Subject
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable, table_check
from monitor.checks.equations import decide
from monitor.checks.phrases import figure, number
from monitor.checks.scope import ON_FORM_2021
from monitor.checks.statements import as_cell, borne, is_of_the_year, passages, quoted
from monitor.checks.tables import is_positive

_OTHER_MONEY = re.compile(r"退|减免|免收|应收|未收|标准|每件|每页|元/|上年|去年|较|同比|最高|不超过")
_REQUESTS = tuple(Address("requests", row, "total") for row in ("new_received", "carried_in"))
_NO_FEE = Address("requests", "other_no_fee", "total")
_SAYS_FEES = re.compile(r"收费|信息处理费|缴费|缴纳|费用")


@extraction_check(
    "NAR-05",
    Severity.LOW,
    Text("收取信息处理费的，表三应有申请", "a fee for answering applications was collected where there were some"),
)
def fees_come_from_applications(extraction: Extraction) -> Iterator[Discrepancy]:
    """A fee that the text says was collected goes with applications in table 3.

    Decided only where both 本年新收 and 上年结转 certainly are 0. The amount is in 元 and is never compared with
    行政事业性收费 of table 2, which is in 万元 and another thing; what is waived, owed or a rate is no fee collected.

    Basis: 国办函〔2020〕109号; 条例 art. 42.
    Applies to: every kind of unit.

    Passes:
        s6_other: 本年度收取信息处理费1200元。
    Passes (NOT_APPLICABLE):
        s6_other: 本年度未收取信息处理费。
    Fails:
        requests.*.* = 0
        s6_other: 本年度收取信息处理费1200元。
    """
    report = extraction.report
    said = [
        statement
        for statement in report.statements
        if statement.subject is Subject.FEES
        and statement.value > 0
        and not _OTHER_MONEY.search(statement.text)
        and is_of_the_year(report, statement)
    ]
    cells: list[Cell | None] = [report.cells.get(address) for address in _REQUESTS]
    if not said:
        yield not_applicable("正文未称收取信息处理费", "the text does not say that a fee was collected")
        return
    none = decide([as_cell(Decimal(0))], cells).outcome
    outcome = Outcome.FAIL if none is Outcome.PASS and all(cell and cell.certain for cell in cells) else Outcome.PASS
    text, shown = quoted(said[0]), [figure(cell) for cell in cells]
    message = Text(
        f"{text.zh}；表三本年新收总计{shown[0].zh}、上年结转总计{shown[1].zh}"
        + ("，请核实" if outcome is Outcome.FAIL else ""),
        f"{text.en}; table 3, totals: newly received {shown[0].en}, carried in {shown[1].en}",
    )
    yield Discrepancy(borne(extraction, outcome), message, _REQUESTS, quotes=passages(said))


@table_check(
    "T3-12",
    Severity.LOW,
    Text("有逾期未缴费而不再处理的，第六部分应说明收费情况", "section 6 tells of fees where some were not paid"),
    scope=ON_FORM_2021,
)
def unpaid_fees_are_told(report: Report) -> Iterator[Discrepancy]:
    """Where applications were dropped for fees not paid, section 6 says something of fee notices or fees.

    It needs no amount: what was not paid was not collected.

    Basis: 国办公开办函〔2021〕30号, section 6: 收取信息处理费情况在此处报告; 国办函〔2020〕109号.
    Applies to: every kind of unit; form_2021.

    Passes:
        requests.other_no_fee.total = 1
    Fails (WARN):
        requests.other_no_fee.total = 1
        s6_other: 无。
    """
    cell = report.cells.get(_NO_FEE)
    section = next((section for section in report.sections if section.key == "s6_other"), None)
    if cell is None or section is None or not is_positive(cell):
        yield not_applicable("表三无逾期未缴费的申请，或未读到第六部分", "no application was dropped for a fee")
        return
    if _SAYS_FEES.search("".join(section.text.split())):
        yield Discrepancy(Outcome.PASS, Text("第六部分提及收费", "section 6 speaks of fees"))
        return
    shown = number(cell.value or Decimal(0))
    yield Discrepancy(
        Outcome.WARN if cell.certain else Outcome.UNDETERMINED,
        Text(
            f"表三“申请人逾期未按收费通知要求缴纳费用”总计{shown.zh}，第六部分未见收费通知或信息处理费的说明，请核实",
            f"table 3, fee not paid, total {shown.en}; section 6 says nothing of fee notices or fees",
        ),
        (_NO_FEE,),
        quotes=(section.text.strip(),) if section.text.strip() else (),
    )
