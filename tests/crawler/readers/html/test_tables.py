"""Tables of pages become the grids that a person sees."""

import lxml.html
import pytest

from crawler.domain.document import Grid
from crawler.readers.html.reading import find_element, read_html, tree_of

Rows = tuple[tuple[str, ...], ...]


def grids(body: str) -> list[Grid]:
    return list(read_html(f"<html><body>{body}</body></html>".encode(), "page").grids())


def rows(body: str) -> Rows:
    (grid,) = grids(body)
    return grid.rows


def test_a_cell_that_spans_rows_and_columns_stands_in_all_of_them_with_the_place_of_its_first() -> None:
    (grid,) = grids("<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>")

    assert grid.rows == (("a", "a", "b"), ("a", "a", "c"), ("d", "e", "f"))
    assert len({grid.places[row][column] for row in (0, 1) for column in (0, 1)}) == 1
    assert (grid.places[1][2].row, grid.places[1][2].column) == (2, 3)


def test_a_cell_that_hangs_down_beyond_a_short_row_still_hangs_in_the_row_below() -> None:
    table = "<table><tr><td>a<td>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f</table>"

    assert rows(table) == (("a", "b", "c"), ("d",), ("e", "f", "c"))


@pytest.mark.parametrize(("span", "reach"), [("2", 2), ("2.0", 2), ("'2px'", 2), ("x", 1), ("''", 1), ("-1", 1)])
def test_a_span_is_the_digits_at_its_start(span: str, reach: int) -> None:
    assert rows(f"<table><tr><td colspan={span}>a<td>b</table>") == (("a",) * reach + ("b",),)


def test_a_row_span_of_nought_reaches_to_the_end_of_its_group() -> None:
    table = "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e</table>"

    assert rows(table) == (("a", "b"), ("a", "c"), ("d", "e"))


def test_the_head_is_shown_first_and_the_foot_last_wherever_they_are_written() -> None:
    table = "<table><tfoot><tr><td>3</tfoot><tbody><tr><td>2</tbody><thead><tr><th>1</thead></table>"

    assert [row[0] for row in rows(table)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("<table><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></table>", id="cells without a row"),
        pytest.param("<table><form><tr><td>a<td>b<tr><td>c<td>d</form></table>", id="a form around the rows"),
        pytest.param(
            "<table><tr><form><td>a</td><td>b</td></form></tr><tr><td>c<td>d</table>", id="a form around the cells"
        ),
        pytest.param(
            "<table border=1 width=50%><tr bgcolor=red><td nowrap>a<td>b<tr><th>c<td>d</table>", id="unquoted"
        ),
        pytest.param("<TABLE><TR><TD>a</TD><TD>b</TD></TR><TR><TD>c</TD><TD>d</TD></TR></TABLE>", id="capitals"),
    ],
)
def test_rows_are_found_however_they_are_written(table: str) -> None:
    assert rows(table) == (("a", "b"), ("c", "d"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<span>2</span><span>0</span>", "20"),
        ("<b>2</b>0", "20"),
        ("<p>2</p><p>0</p>", "2 0"),
        ("2<br>0", "2 0"),
        ("2<sup>1</sup>", "2 1"),
        ("<s>2</s>3", "2 3"),
        ("&nbsp;0&nbsp;", "0"),
        ("\u3000１２ ", "１２"),
        ("1<!-- 2 -->", "1"),
        ("1<![CDATA[2]]>", "1"),
        ("1<script>2</script><style>3</style>", "1"),
        ("1<span style='display:none'>2</span>", "1"),
        ("1<span hidden>2</span>", "1"),
        ("1<iframe src=a>2</iframe>", "1"),
        ("<input value=5>", "5"),
        ("<input type=text value='5'>", "5"),
        ("1<input type=hidden value=5>", "1"),
        ("<select><option>1<option selected>2</select>", "2"),
        ("<o:p>1</o:p>", "1"),
        ("<ruby>公<rt>gong</rt></ruby>开", "公开"),
    ],
)
def test_the_text_of_a_cell_is_what_is_seen_of_it(cell: str, text: str) -> None:
    assert rows(f"<table><tr><td>a</td><td>{cell}</td></tr></table>") == (("a", text),)


@pytest.mark.parametrize("hidden", ["style='display: none'", "style='color:red;DISPLAY:NONE'", "hidden"])
def test_rows_and_cells_that_are_not_shown_are_not_there(hidden: str) -> None:
    table = f"<table><tr><td>a<td {hidden}>x<td>b<tr {hidden}><td>x<td>x<tr><td>c<td>d</table>"

    assert rows(table) == (("a", "b"), ("c", "d"))


def test_a_cell_without_width_is_not_shown_only_where_what_flows_over_is_cut() -> None:
    table = "<table><tr><td>a<td style='width:0;overflow:hidden'>x<td style='width:0pt'>b</table>"

    assert rows(table) == (("a", "b"),)


def test_a_table_that_only_places_others_is_walked_through() -> None:
    inner = "<table><tr><td>a<td>1</table>"
    found = grids(f"<table><tr><td>导航</td><td>{inner}<p>文字</p>{inner}</td></tr></table>")

    assert [grid.rows for grid in found] == [(("a", "1"),), (("a", "1"),)]


@pytest.mark.parametrize(
    "inner", ["<table><tr><td>3</table>", "<div><table><tr><td> <table><tr><td>3</table></table></div>"]
)
def test_a_table_around_one_figure_in_a_cell_of_data_is_that_figure(inner: str) -> None:
    assert rows(f"<table><tr><td>a<td>1<td>2<td>{inner}<td>4</table>") == (("a", "1", "2", "3", "4"),)


def test_a_table_in_a_cell_of_data_follows_it_and_does_not_spoil_its_row() -> None:
    inner = "<table>" + "<tr><td>规范性文件的说明文字<td>7</tr>" * 9 + "</table>"
    outer, found = grids(f"<table><tr><td>a<td>1<td>2<td>3<td>说明{inner}<tr><td>b<td>4<td>5<td>6<td>7</table>")

    assert outer.rows == (("a", "1", "2", "3", "说明 …"), ("b", "4", "5", "6", "7"))
    assert found.rows == (("规范性文件的说明文字", "7"),) * 9


def test_two_short_figures_tabled_in_one_cell_are_not_one() -> None:
    inner = "<table><tr><td>1<td>2</table>"

    assert rows(f"<table><tr><td>a<td>1<td>2<td>3<td>{inner}</table>")[0][-1] == "1 2"


def test_the_caption_of_a_table_stands_above_it() -> None:
    document = read_html("<table><tr><td>a<td>b</tr><caption>第二十条第（一）项</caption></table>".encode(), "page")

    first, second = document.blocks
    assert getattr(first, "text", None) == "第二十条第（一）项"
    assert isinstance(second, Grid)


PAGES = [
    "<p>1<table><thead><tr><th>a<th>b<tbody><tr><td rowspan=2>c<td>d<tr><td>e</table>",
    "<div><!-- x -->\n<p>2</p>text<table><form><tr><td>a</td> <td>b</td></form><tr><td>c<td>d</table></div>",
    "<table><td>a<td>b<tr><td>c<td>d</table><table><tr><td>e<td>f</table>",
    "<table><tr><td>x<td><table><tr><td>a<td>1</table><p>y<table><tr><td>b<td>2</table></table>",
    "<?xml version='1.0' encoding='gbk'?><!DOCTYPE html><title>t</title><table><tr hidden><td>x<tr><td>a<td>b</table>",
    "<table><tr><td>a<td>1<td>2<td>3<td><table>" + "<tr><td>说明说明说明说明说明<td>7" * 9 + "</table></table>",
]


@pytest.mark.parametrize("page", PAGES)
def test_the_path_of_a_cell_leads_to_its_element_again(page: str) -> None:
    soup = tree_of(page)
    for grid in read_html(page.encode(), "page").grids():
        for texts, places in zip(grid.rows, grid.places, strict=True):
            for text, place in zip(texts, places, strict=True):
                element = find_element(soup, place.path or "")
                assert element is not None
                assert element.name in ("td", "th")
                assert "".join(element.get_text().split()).startswith(text.removesuffix("…").replace(" ", ""))


@pytest.mark.parametrize("page", PAGES[:4])
def test_the_path_of_a_cell_is_an_xpath_too(page: str) -> None:
    tree = lxml.html.document_fromstring(page)
    grid = next(read_html(page.encode(), "page").grids())

    (found,) = tree.xpath(grid.places[-1][-1].path)
    assert "".join(found.text_content().split()) == grid.rows[-1][-1]


def test_paths_of_different_cells_differ() -> None:
    (grid,) = grids("<table>" + "<tr><td>1<td>1" * 3 + "</table>")

    assert len({place.path for row in grid.places for place in row}) == 6
