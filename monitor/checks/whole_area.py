"""Whose figures the tables of a government's report are: those of its whole area, where the report itself says so."""

import re
from collections.abc import Iterator

from crawler.domain.normalise import squeeze
from crawler.domain.report import Address, CellState, Report, Scope, Subject

_BODIES = r"(?:部门|单位|乡镇|镇|乡|街道|县区|区县|县市区|各县|各区|下级)"
# 「本年报中所列的统计数据涵盖所辖三镇六乡和县政府各部门」; a platform of data may reach them as well.
_COVERS = re.compile(
    r"(?:(?:报告|年报)[^。;；,，]{0,12}|统计)(?:数据|数字|范围|口径)(?!平台|共享|资源)[^。;；,，不未平台]{0,8}"
    rf"(?:涵盖|汇总|覆盖|包括|包含)[^。;；]{{0,40}}{_BODIES}[^。;；]{{0,30}}"
)
_TOTALS = {
    Subject.APPLICATIONS: Address("requests", "new_received", "total"),
    Subject.HANDLED: Address("requests", "total_handled", "total"),
    Subject.REVIEWS: Address("disputes", "review", "total"),
}


def said_of_whole_area(report: Report) -> dict[str, str]:
    """For each table that gives the figures of the whole area, the passage of the report that says so.

    Either the report says that its figures cover the bodies of its area, or its text counts, for 全市 or 全县, exactly
    what the table has.
    """
    covers = _COVERS.search(squeeze("\n".join((report.preface, report.narrative))))
    if covers is not None:
        return dict.fromkeys(("proactive", "requests", "disputes"), covers[0])
    return dict(_counted_for_the_area(report))


def _counted_for_the_area(report: Report) -> Iterator[tuple[str, str]]:
    for statement in report.statements:
        address = None if statement.subject is None else _TOTALS.get(statement.subject)
        cell = None if address is None else report.cells.get(address)
        if address is None or cell is None or cell.state is not CellState.NUMBER or statement.approximate:
            continue
        if (
            statement.scope is Scope.AREA
            and not statement.negated
            and statement.value == cell.value
            and statement.value
        ):
            yield address.table, statement.quote or statement.text
