"""What a report says it is: its year, and the form that its tables follow."""

from collections.abc import Iterator, Sequence

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, CellState, Report
from crawler.domain.titles import read_title
from crawler.domain.wording import Text
from crawler.forms import Block, Form, all_forms, find_form
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable, table_check
from monitor.checks.phrases import caption_name, join
from monitor.checks.publication_content import is_last_years_report

_ONE_ROW = Text("表三“（六）其他处理”（仅一行）", "table 3, row (6) as one row")
_THREE_ROWS = Text("表三“（六）其他处理”（分三行）", "table 3, row (6) as three rows")
_ROWS_OF_OTHER = frozenset({"other", "other_no_correction", "other_no_fee", "other_miscellaneous"})


@dossier_check(
    "FRM-03",
    Severity.HIGH,
    Text("标题、统计期限与报告年度一致", "title, statistical period and report year are of one year"),
)
def years_agree(dossier: Dossier) -> Iterator[Discrepancy]:
    """Title, statistical period and the year that is due are of one year: a report on another is no report on this one.

    A period over several years is often that of some other matter, so it only asks for a look. Years of documents
    that the text refers to are none of these. Where last year's report stands there (PUB-14), that is the cause.

    Basis: 条例 art. 49 (上一年度).
    Applies to: every kind of unit.

    Passes:
    Passes:
        period: none
    Fails:
        period: 2022-01-01 to 2022-12-31
    Fails:
        title: 云溪县人民政府2022年政府信息公开工作年度报告
    Fails (WARN):
        period: 2021-01-01 to 2023-12-31
    """
    if dossier.extraction is None:
        yield not_applicable("未取得报告", "there is no report")
        return
    report = dossier.extraction.report
    named = _years(report, dossier.expected_year)
    years = {year for _, year in named}
    seen = join(Text(f"{name.zh}为{year}年", f"{name.en} {year}") for name, year in named)
    if len(named) < 2:
        yield not_applicable("可比对的年度不足两处", "there are no two years to compare")
    elif len(years) < 2:
        yield Discrepancy(Outcome.PASS, Text(f"{seen.zh}，一致", f"{seen.en}: they agree"))
    else:
        one_year = report.period is None or report.period[0].year == report.period[1].year
        outcome = Outcome.FAIL if one_year else Outcome.WARN
        root = "PUB-14" if is_last_years_report(dossier) else None
        yield Discrepancy(outcome, Text(f"年度不一致：{seen.zh}，请核实", f"the years differ: {seen.en}"), root=root)


@table_check(
    "FRM-09", Severity.HIGH, Text("各表使用报告年度规定的格式", "the tables follow the form that is due for the year")
)
def forms_are_due(report: Report) -> Iterator[Discrepancy]:
    """Reports on 2019 and 2020 print the tables of the first form, reports since 2021 those of the second.

    Told by the headers and rows that only one form has; in a mixture the message says which blocks. Where title and
    period name different years, a block must be wrong for each of them.

    Basis: 国办公开办函〔2019〕60号 (试行) and 〔2021〕30号, which replaced it.
    Applies to: every kind of unit.

    Passes:
    Passes:
        form: form_2019
    Fails:
        form: form_2019
        year: 2021
    """
    years = {report.report_year} | ({day.year for day in report.period} if report.period else set())
    known = sorted(year for year in years if year is not None)
    if not known:
        yield Discrepancy(Outcome.UNDETERMINED, Text("报告年度不明，未能核对", "the year of the report is not known"))
        return
    if not any(form.is_for(year) for form in all_forms() for year in known):
        yield not_applicable("该年度尚无统一格式", "no form was in force for that year")
        return
    wrong = [(block, form) for block, form in _printed_blocks(report) if not any(map(form.is_for, known))]
    if not wrong:
        yield Discrepancy(Outcome.PASS, Text("各表格式与报告年度相符", "the tables follow the form of the year"))
        return
    yield _of_another_form(report, known[-1], wrong)


def _years(report: Report, expected: int | None) -> list[tuple[Text, int]]:
    title = read_title(report.title) if report.title else None
    found = [
        (Text("标题", "the title"), title.report_year if title else report.report_year),
        (Text("统计期限起", "the period from"), report.period[0].year if report.period else None),
        (Text("统计期限止", "the period to"), report.period[1].year if report.period else None),
        (Text("应报告年度", "the year that is due"), expected),
    ]
    return [(name, year) for name, year in found if year is not None]


def _of_another_form(report: Report, year: int, wrong: Sequence[tuple[Block, Form]]) -> Discrepancy:
    names = join(_name(report, block) for block, _ in wrong)
    bases = "、".join(dict.fromkeys(form.basis for _, form in wrong))
    return Discrepancy(
        Outcome.FAIL,
        Text(
            f"{year}年报告的{names.zh}为{bases}的格式，请核实",
            f"in a report on {year}, these blocks are of the form of {bases}: {names.en}",
        ),
        tuple(address for block, _ in wrong for address in _cells_of(report, block)),
    )


def _printed_blocks(report: Report) -> Iterator[tuple[Block, Form]]:
    """The blocks that show which form they follow; table 4 is the same in all of them."""
    for key, form_key in report.blocks.items():
        form = find_form(form_key)
        block = next((block for block in form.blocks() if block.key == key), None) if form else None
        if form is not None and block is not None and key != "disputes" and _shows_its_form(report, block, form):
            yield block, form


def _shows_its_form(report: Report, block: Block, form: Form) -> bool:
    """Whether cells that we are sure of stand where only this form has them."""
    return any(report.cells[address].certain for address in _cells_of(report, block)) and (
        block.key != "requests" or _other_results_are_of(report, form)
    )


def _other_results_are_of(report: Report, form: Form) -> bool:
    """Table 3 differs in （六）其他处理 only: one row or three. Its own are filled, the other's not there."""
    filled = {
        address.row
        for address, cell in report.cells.items()
        if address.table == "requests" and cell.certain and cell.state is CellState.NUMBER
    }
    printed = set(report.rows("requests"))
    own = {row.key for row in form.requests.rows}
    foreign = _ROWS_OF_OTHER - own
    return bool(_ROWS_OF_OTHER & own & filled) and not foreign & printed


def _cells_of(report: Report, block: Block) -> tuple[Address, ...]:
    """The printed cells that show the form of a block; in table 3 those of （六）其他处理."""
    rows = (row for row in block.rows if block.key != "requests" or row.key in _ROWS_OF_OTHER)
    return tuple(address for row in rows for address in block.addresses(row) if address in report.cells)


def _name(report: Report, block: Block) -> Text:
    if block.key == "requests":
        single = "other" in report.rows("requests")
        return _ONE_ROW if single else _THREE_ROWS
    caption = caption_name(block)
    return Text(f"表二{caption.zh}", f"table 2 {caption.en}")
