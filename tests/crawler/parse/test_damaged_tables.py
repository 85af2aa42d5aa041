"""Tables that are laid out or damaged in one odd way: what they print is read, and what they hide stays unsure."""

from collections.abc import Mapping

import pytest

from crawler.domain.report import Address, Cell
from crawler.flow import read_bytes
from crawler.parse.figures import read_figure

HEAD = (
    "<tr><td colspan=3 rowspan=2>（本列数据的勾稽关系为：…）</td><td>自然人</td><td>商业企业</td><td>科研机构</td>"
    "<td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td></tr><tr></tr>"
)
NEW = "<td colspan=3>一、本年新收政府信息公开申请数量</td>"
GRANTED = "<td colspan=3>（一）予以公开</td>"
SEVEN = "<td>1</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>3</td>"
DISPUTES = "<tr>" + "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>" * 3 + "</tr>"
ROW_OF_15 = "<tr>" + "<td>1</td><td>0</td><td>0</td><td>0</td><td>1</td>" * 3 + "</tr>"
TITLE = "云溪县2023年政府信息公开工作年度报告"


def page(*tables: str) -> bytes:
    body = "".join(table if table.startswith("<p") else f"<table>{table}</table>" for table in tables)
    return f"<html><h1>{TITLE}</h1><p>一、总体情况</p>{body}<p>五、存在的主要问题及改进情况</p></html>".encode()


def text(body: str) -> bytes:
    return f"{TITLE}\n一、总体情况\n{body}\n五、存在的主要问题及改进情况\n".encode()


def row_of(body: bytes, row: str) -> list[str]:
    """The cells of a row: a value or a state, with ? where it is not certain."""
    cells = read_bytes(body, "report").report.cells
    return [_spoken(cell) for address, cell in cells.items() if f"{address.table}.{address.row}" == row]


def _spoken(cell: Cell) -> str:
    value = f"{cell.value.normalize():f}" if cell.value is not None else cell.state.value
    return value + ("" if cell.certain else "?")


def doubts_of(body: bytes) -> set[str]:
    return {doubt.code for doubt in read_bytes(body, "report").doubts}


THREE_BLANKS = ["3", "blank", "blank", "blank", "blank", "blank", "3"]


def test_blank_cells_that_are_merged_do_not_shift_the_figures_behind_them() -> None:
    merged = f"{NEW}<td>3</td><td colspan=3></td><td></td><td></td><td>3</td><td></td><td></td>"

    assert row_of(page(f"{HEAD}<tr>{merged}</tr>"), "requests.new_received") in (
        THREE_BLANKS,
        ["unread?"] * 7,
    )


def test_merged_blank_cells_are_counted_by_the_columns_they_cover() -> None:
    merged = f"{NEW}<td>3</td><td colspan=5></td><td>3</td>"

    assert row_of(page(f"{HEAD}<tr>{merged}</tr>"), "requests.new_received") == THREE_BLANKS


def test_a_figure_in_a_cell_of_two_rows_belongs_to_neither_for_certain() -> None:
    first = f"<tr>{NEW}{SEVEN.replace('<td>1</td>', '<td rowspan=2>1</td>')}</tr>"
    second = f"<tr><td colspan=3>二、上年结转政府信息公开申请数量</td>{SEVEN.replace('<td>1</td>', '')}</tr>"
    body = page(HEAD + first + second)

    assert row_of(body, "requests.new_received")[0] == "1?"
    assert row_of(body, "requests.carried_in")[0] == "1?"
    assert "cell_shared" in doubts_of(body)


def test_a_group_label_that_hangs_down_does_not_name_a_row_of_the_old_form() -> None:
    rows = (
        f"<tr>{NEW}{SEVEN}</tr>"
        f"<tr><td rowspan=2>三、</td><td rowspan=2>（六）其他处理</td><td>1.申请人无正当理由逾期不补正</td>{SEVEN}</tr>"
        f"<tr><td>别的处理</td>{SEVEN}</tr>"
    )
    body = page(HEAD + rows)

    assert row_of(body, "requests.other") == []
    assert "unknown_label" in doubts_of(body)


@pytest.mark.parametrize(
    "spacer",
    [
        pytest.param("<tr></tr>", id="a row without cells"),
        pytest.param("<tr><td colspan=15></td></tr>", id="one blank cell"),
        pytest.param("<tr>" + "<td></td>" * 15 + "</tr>", id="fifteen blank cells"),
    ],
)
def test_a_blank_row_between_header_and_figures_of_table_4_is_no_row_of_figures(spacer: str) -> None:
    assert row_of(page(DISPUTES + spacer + ROW_OF_15), "disputes.review") == ["1", "0", "0", "0", "1"]


def test_a_table_4_that_is_blank_stays_blank() -> None:
    assert row_of(page(DISPUTES + "<tr>" + "<td></td>" * 15 + "</tr>"), "disputes.direct") == ["blank"] * 5


def test_a_blank_row_of_text_under_the_header_of_table_4_may_have_its_figures_elsewhere() -> None:
    table = f"{DISPUTE_WORDS.replace(' ', chr(9))}\n{chr(9) * 14}\n220041100213003"

    assert not any(cell.endswith("blank") for cell in row_of(text(table), "disputes.review"))


def test_a_word_among_the_figures_of_table_4_is_one_cell_of_it() -> None:
    figures = "".join(f"<td>{text}</td>" for text in ("不涉及", "107（其中修订15件）", "23余", *"0" * 12))

    read = row_of(page(f"{DISPUTES}<tr>{figures}</tr>"), "disputes.review")

    assert read == ["not_applicable", "107", "23?", "0", "0"]


def test_columns_of_table_4_in_another_order_are_not_read_as_if_in_the_forms() -> None:
    swapped = DISPUTES.replace("<td>结果维持</td><td>结果纠正</td>", "<td>结果纠正</td><td>结果维持</td>")

    assert row_of(page(swapped + ROW_OF_15), "disputes.review") == ["unread?"] * 5


def test_columns_of_table_3_in_another_order_are_not_read_as_if_in_the_forms() -> None:
    swapped = HEAD.replace("<td>商业企业</td><td>科研机构</td>", "<td>科研机构</td><td>商业企业</td>")

    assert row_of(page(f"{swapped}<tr>{NEW}{SEVEN}</tr>"), "requests.new_received") == ["unread?"] * 7


BLOCK = (
    "<tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td>{}</tr>"
    "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>"
)


@pytest.mark.parametrize(
    ("header", "read"),
    [
        pytest.param(("本年制发件数", "本年废止件数", "现行有效件数"), ["1", "2", "3"], id="the form's own"),
        pytest.param(("本年废止件数", "本年制发件数", "现行有效件数"), ["unread?"] * 3, id="two change places"),
        pytest.param(("本年制发件数", "本年修改件数", "现行有效件数"), ["1", "2?", "3"], id="one is not the form's"),
    ],
)
def test_a_column_is_certain_only_where_the_header_names_it(header: tuple[str, ...], read: list[str]) -> None:
    columns = "".join(f"<td>{label}</td>" for label in header)

    assert row_of(page(BLOCK.format(columns)), "proactive.rules") == read


@pytest.mark.parametrize(
    ("header", "read"),
    [
        pytest.param(("本年制发件数", "本年废止件数", "现行有效件数"), ["1", "2", "3"], id="the form's own"),
        pytest.param(("本年废止件数", "本年制发件数", "现行有效件数"), ["unread?"] * 3, id="two change places"),
        pytest.param(("本年制发件数", "本年修改件数", "现行有效件数"), ["1", "2?", "3"], id="one is not the form's"),
    ],
)
def test_running_text_is_held_to_its_header_too(header: tuple[str, ...], read: list[str]) -> None:
    body = text(f"第二十条第（一）项\n信息内容 {' '.join(header)}\n规章 1 2 3\n行政规范性文件 4 5 6")

    assert row_of(body, "proactive.rules") == read


def test_a_caption_above_its_table_opens_the_block() -> None:
    block = BLOCK.format("<td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>")
    body = page("<p>第二十条第（一）项</p>", block.partition("</tr>")[2])

    assert row_of(body, "proactive.rules") == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("label", "amount", "read"),
    [
        pytest.param("本年收费金额（单位：万元）", "653.3", "653.3", id="in ten thousands, as the form has it"),
        pytest.param("本年收费金额（单位：元）", "6533000", "653.3", id="in yuan"),
        pytest.param("本年收费金额（亿元）", "1.5", "15000", id="in hundred millions"),
        pytest.param("本年收费金额（单位：元）", "653.3万元", "653.3", id="the cell's own unit goes before"),
    ],
)
@pytest.mark.parametrize("setting", ["html", "text"])
def test_an_amount_is_in_the_unit_its_column_prints(setting: str, label: str, amount: str, read: str) -> None:
    table = (
        f"<tr><td colspan=2>第二十条第（八）项</td></tr><tr><td>信息内容</td><td>{label}</td></tr>"
        f"<tr><td>行政事业性收费</td><td>{amount}</td></tr>"
    )
    body = page(table) if setting == "html" else text(f"第二十条第（八）项\n信息内容 {label}\n行政事业性收费 {amount}")

    assert row_of(body, "proactive.fees") == [read]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        pytest.param("<p>1</p><p>2</p>", "text", id="two paragraphs"),
        pytest.param("1<br>2", "text", id="two lines"),
        pytest.param("5<sup>1</sup>", "text", id="a footnote"),
        pytest.param("5²", "text", id="a raised digit"),
        pytest.param("<span>1</span><span>2</span>", "12", id="a number in two runs"),
        pytest.param("<p>&nbsp;12&nbsp;</p>", "12", id="padded"),
        pytest.param("<!-- 7 -->12", "12", id="a comment"),
        pytest.param("1，234", "1234", id="a full-width comma"),
        pytest.param("12,34", "text", id="a comma in the wrong place"),
        pytest.param("约12", "text", id="about"),
        pytest.param("12.5%", "text", id="a share"),
        pytest.param("O", "text", id="the letter"),
        pytest.param("〇", "text", id="the Chinese nought"),
        pytest.param("—", "not_applicable", id="a dash"),
        pytest.param("无", "not_applicable", id="none"),
        pytest.param("⸺", "not_applicable", id="a dash of two"),
        pytest.param("&nbsp;", "blank", id="nothing"),
        pytest.param("22（其中修订16件）", "22", id="a note"),
        pytest.param("（其中修订16件）", "text", id="a note without a figure"),
        pytest.param("130余", "130?", id="a rounded one"),
        pytest.param("−5", "-5", id="a minus sign"),
        pytest.param("不涉及", "not_applicable", id="does not apply"),
        pytest.param("0000001", "text", id="several figures run together"),
        pytest.param("?", "unread?", id="what the reader could not make out"),
    ],
)
def test_a_cell_is_read_as_one_figure_or_not_at_all(cell: str, read: str) -> None:
    row = SEVEN.replace("<td>1</td>", f"<td>{cell}</td>")

    assert row_of(page(f"{HEAD}<tr>{NEW}{row}</tr>"), "requests.new_received")[0] == read


@pytest.mark.parametrize(
    "span", ["²", "2px", "0", "-1", "65535", "99999999999", "", "x"], ids=lambda span: f"rowspan {span!r}"
)
def test_no_span_breaks_the_reading(span: str) -> None:
    row = NEW.replace("colspan=3", f'colspan=3 rowspan="{span}"')

    assert row_of(page(f"{HEAD}<tr>{row}{SEVEN}</tr>"), "requests.new_received")[0] == "1"


def test_prose_in_a_table_of_one_cell_is_prose() -> None:
    prose = "<tr><td><p>一、总体情况</p><p>" + "本年度我县收到政府信息公开申请7件。" * 9 + "</p></td></tr>"

    report = read_bytes(page(prose), "report").report

    assert report.statements[0].value == 7


def test_figures_before_a_first_label_leave_every_row_unsure() -> None:
    rows = ("1 0 0 0 0 0 1", "一、本年新收政府信息公开申请数量", "2 0 0 0 0 0 2", "二、上年结转政府信息公开申请数量")
    body = text("\n".join(("申请人情况 总计", *rows)))

    assert row_of(body, "requests.new_received") == ["unread?"] * 7
    assert row_of(body, "requests.carried_in") == ["unread?"] * 7


ROWS = (
    "一、本年新收政府信息公开申请数量{}\n"
    "二、上年结转政府信息公开申请数量{}\n"
    "三、本年度办理结果\n"
    "（一）予以公开{}\n"
    "（七）总计\n"
    "四、结转下年度继续办理{}\n"
)
FULL = " 1 0 0 0 0 0 1"


def test_a_row_whose_figures_may_stand_with_its_neighbour_is_not_blank() -> None:
    assert row_of(text(ROWS.format(FULL, FULL * 2, "", FULL)), "requests.granted") == ["unread?"] * 7


def test_two_rows_of_noughts_behind_one_label_are_not_one_row() -> None:
    noughts = " 0" * 7

    assert row_of(text(ROWS.format(FULL, noughts * 2, "", FULL)), "requests.carried_in") == ["unread?"] * 7


def test_figures_behind_a_strange_word_are_no_row_and_leave_it_unsure() -> None:
    body = text(ROWS.format(FULL, " 件数" + FULL, FULL, " 件数" + FULL))

    assert row_of(body, "requests.carried_in") == ["unread?"] * 7
    assert row_of(body, "requests.carried_out") == ["unread?"] * 7
    assert row_of(body, "requests.granted")[0] == "1"


def test_the_table_is_not_begun_by_a_sentence_that_speaks_of_it() -> None:
    prose = "本年新收政府信息公开申请数量9件，上年结转政府信息公开申请数量0件。\n"
    rows = ROWS.format(FULL, FULL, FULL, FULL).replace("一、本年新收", "本年新收").replace("二、上年结转", "上年结转")

    assert row_of(text(prose + rows), "requests.new_received")[0] == "1"


DISPUTE_WORDS = "结果维持 结果纠正 其他结果 尚未审结 总计\n" * 3


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        pytest.param(DISPUTE_WORDS + "1 0 0 0 1" + " 0" * 10, ["1", "0", "0", "0", "1"], id="behind the header"),
        pytest.param(
            DISPUTE_WORDS[:-4] + "\n1 0 0 0 1" + " 0" * 10 + "\n总计", ["1", "0", "0", "0", "1"], id="inside the header"
        ),
        pytest.param(DISPUTE_WORDS + "件数 1 0 0 0 1" + " 0" * 10, ["unread?"] * 5, id="behind a strange word"),
        pytest.param(DISPUTE_WORDS, ["blank"] * 5, id="none at all"),
    ],
)
def test_figures_of_table_4_in_running_text_are_found_or_leave_it_unread(printed: str, read: list[str]) -> None:
    assert row_of(text(printed), "disputes.review") == read


def test_trimmed_rows_do_not_make_a_first_figure_a_total() -> None:
    rows = "\t自然人\t商业企业\n一、本年新收政府信息公开申请数量\t3\n二、上年结转政府信息公开申请数量\t"

    assert all(cell.endswith("?") for cell in row_of(text(rows), "requests.new_received"))


def test_a_table_of_other_matters_does_not_fill_the_rows_of_table_3() -> None:
    other = f"<tr><td>其中予以公开</td>{SEVEN.replace('<td>1</td>', '<td>8</td>')}</tr>"
    real = f"{HEAD}<tr>{NEW}{SEVEN}</tr><tr>{GRANTED}{SEVEN}</tr>"

    assert row_of(page(other, real), "requests.granted")[0] == "1"


@pytest.mark.parametrize(
    ("raw", "money", "value"),
    [
        pytest.param("10元", True, "0.001", id="yuan"),
        pytest.param("10千元", True, "1", id="thousands"),
        pytest.param("10百万元", True, "1000", id="millions"),
        pytest.param("10元", False, None, id="money where a count belongs"),
        pytest.param("10件", True, None, id="a count where money belongs"),
    ],
)
def test_units_are_heeded(raw: str, money: bool, value: str | None) -> None:
    read = read_figure(raw, money=money).value

    assert (None if read is None else f"{read.normalize():f}") == value


def test_addresses_of_blocks_that_are_not_printed_have_no_cells() -> None:
    cells: Mapping[Address, Cell] = read_bytes(page(f"{HEAD}<tr>{NEW}{SEVEN}</tr>"), "report").report.cells

    assert {address.table for address in cells} == {"requests"}
