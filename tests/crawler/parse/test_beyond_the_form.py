"""What a table prints that its form does not have: counted or kept, and never taken for the cells of the form."""

from crawler.domain.report import CellState, Report
from crawler.flow import read_bytes

TITLE = "云溪县2023年政府信息公开工作年度报告"
HEAD = (
    "<tr><td colspan=3>（本列数据的勾稽关系为：…）</td><td>自然人</td><td>商业企业</td><td>科研机构</td>"
    "<td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td></tr>"
)
DISPUTES = "结果维持 结果纠正 其他结果 尚未审结 总计 " * 3


def row(label: str, *figures: object) -> str:
    return f"<tr>{label}{''.join(f'<td>{figure}</td>' for figure in figures)}</tr>"


def seven(one: object) -> tuple[object, ...]:
    return (one, 0, 0, 0, 0, 0, one)


OPENING = (
    row("<td colspan=3>一、本年新收政府信息公开申请数量</td>", *seven(3))
    + row("<td colspan=3>二、上年结转政府信息公开申请数量</td>", *seven(0))
    + row("<td rowspan=4>三、本年度办理结果</td><td colspan=2>（一）予以公开</td>", *seven(1))
)


def read(*rows: str) -> Report:
    page = f"<html><h1>{TITLE}</h1><p>一、总体情况</p><table>{HEAD}{OPENING}{''.join(rows)}</table></html>"
    return read_bytes(page.encode(), "report").report


def figures_of(report: Report, group: str) -> list[str]:
    return [cell.raw for address, cell in report.subtotals.items() if address.row == group]


def test_the_sum_of_a_group_is_kept_beside_the_cells_of_the_form() -> None:
    report = read(
        row("<td colspan=2>（三）不予公开</td>", *seven(2)),
        row("<td>（三）不予公开</td><td>1.属于国家秘密</td>", *seven(2)),
    )

    assert figures_of(report, "(三)不予公开") == ["2", "0", "0", "0", "0", "0", "2"]
    assert [str(cell.value) for _, cell in report.row("requests", "denied_state_secret")] == list("2000002")


def test_a_sum_behind_the_caption_of_its_group_is_that_of_the_group() -> None:
    report = read(
        row("<td rowspan=2>（四）无法提供</td><td>1.本机关不掌握相关政府信息</td>", *seven(2)),
        row("<td>小计</td>", *seven(2)),
    )

    assert figures_of(report, "(四)无法提供") == ["2", "0", "0", "0", "0", "0", "2"]


def test_the_caption_of_a_group_without_figures_is_no_sum() -> None:
    report = read(row("<td colspan=2>（三）不予公开</td>", *[""] * 7))

    assert not report.subtotals


def test_the_figures_of_a_row_that_prints_too_many_are_counted() -> None:
    zeros = "0 " * 16
    text = f"{TITLE}\n一、总体情况\n行政复议 行政诉讼\n{DISPUTES}\n{zeros}\n五、存在的主要问题及改进情况\n"

    report = read_bytes(text.encode(), "report").report

    assert dict(report.surplus) == {"disputes": 16}


def test_the_row_of_table_3_that_prints_too_many_is_named() -> None:
    report = read(row("<td colspan=2>（二）部分公开</td>", 1, 0, 0, 0, 2, 0, 4, 9))

    assert dict(report.surplus) == {"requests.partial": 8}
    assert {cell.state for _, cell in report.row("requests", "partial")} == {CellState.UNREAD}
