"""Plain text and Markdown as converters leave them."""

from crawler.domain.document import Document
from crawler.readers.text import read_text


def read(text: str) -> Document:
    return read_text(text.encode(), "text")


def rows(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [grid.rows for grid in read(text).grids()]


def test_lines_with_tabs_are_the_rows_of_a_grid() -> None:
    assert rows("题目\n规章\t1\t\n行政规范性文件\t2\t3\n") == [(("规章", "1", ""), ("行政规范性文件", "2", "3"))]


def test_lines_between_pipes_are_the_rows_of_a_grid_and_the_ruler_is_none() -> None:
    assert rows("| 信息内容 | 件数 |\n| --- | :--: |\n| 规章 |  |\n") == [(("信息内容", "件数"), ("规章", ""))]


def test_a_row_of_dashes_that_is_no_ruler_is_a_row() -> None:
    assert rows("| 规章 | 1 |\n| 收费 | - |\n| --- | --- |\n")[0][1:] == (("收费", "-"), ("---", "---"))


def test_a_pipe_in_a_cell_and_a_broken_line_stay_in_it() -> None:
    assert rows("| 甲\\|乙 | 一<br>二 |\n") == [(("甲|乙", "一 二"),)]


def test_a_line_in_prose_with_a_pipe_is_prose() -> None:
    document = read("字号：大 | 中 | 小\n")

    assert [paragraph.text for paragraph in document.paragraphs()] == ["字号：大 | 中 | 小"]


def test_cells_say_on_which_line_they_stand() -> None:
    grid = next(read("| 信息内容 |\n| --- |\n| 规章 |\n").grids())

    assert [(place.line, place.row) for (place,) in grid.places] == [(1, 1), (3, 2)]
