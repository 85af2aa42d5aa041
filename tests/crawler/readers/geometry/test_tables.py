from collections.abc import Callable

import pytest

from crawler.domain.report import Box
from crawler.readers.geometry import Rule, Word
from tests.crawler.readers.geometry.drawn import grids, level, lines, page, ruled, upright, word, words

ROWS = (("信息内容", "制发", "废止"), ("规章", "0", ""), ("规范性文件", "12", "5"))
EDGES = (100.0, 200.0, 250.0, 300.0)


def test_cells_stand_where_their_lines_cross() -> None:
    grid = grids(page(ruled(100, ROWS, EDGES)))[0]

    assert grid.rows == ROWS
    place = grid.places[2][1]
    assert (place.page, place.table, place.row, place.column) == (1, 1, 3, 2)
    assert place.box == Box(200, 140, 250, 160)


@pytest.mark.parametrize(
    "redrawn",
    [
        pytest.param(lambda rule: [rule, moved(rule, 1.4)], id="twice"),
        pytest.param(lambda rule: list(dashes(rule)), id="in dashes"),
        pytest.param(lambda rule: [moved(rule, 0.7)], id="beside"),
    ],
)
def test_a_table_is_the_same_however_its_lines_are_drawn(redrawn: Callable[[Rule], list[Rule]]) -> None:
    written, rules = ruled(100, ROWS, EDGES)

    grid = grids(page((written, [one for rule in rules for one in redrawn(rule)])))[0]

    assert grid.rows == ROWS


def test_a_cell_that_spans_others_stands_in_each_with_the_place_of_its_first() -> None:
    drawn = page(
        *words("申请人", 204, 104),
        *words("总计", 104, 120),
        *words("21", 204, 128),
        *words("0", 254, 128),
        *(level(down, 100, 300) for down in (100, 150)),
        level(120, 200, 300),
        *(upright(across, 100, 150) for across in (100, 200, 300)),
        upright(250, 120, 150),
    )

    grid = grids(drawn)[0]

    assert grid.rows == (("总计", "申请人", "申请人"), ("总计", "21", "0"))
    assert grid.places[0][0] == grid.places[1][0]
    assert grid.places[0][1] == grid.places[0][2]
    assert grid.places[1][1].row == 2


def test_single_characters_in_a_column_are_one_label_from_the_top() -> None:
    written, rules = ruled(100, (("", "0"),), (100, 116, 200), high=80)
    stacked = words("\n".join("三、本年度"), 103, 104)

    grid = grids(page((written, rules), *stacked))[0]

    assert grid.rows == (("三、本年度", "0"),)


def test_a_figure_goes_on_over_lines_only_where_the_cell_was_full() -> None:
    rows = (("1234\n56", "12\n34"),)

    grid = grids(page(ruled(100, rows, (100, 124, 224), high=40)))[0]

    assert grid.rows == (("123456", "12 34"),)


def test_a_table_without_lines_at_its_sides_is_closed() -> None:
    written, rules = ruled(100, ROWS, EDGES)
    inner = [rule for rule in rules if rule.is_level or 150 < rule.box.left < 290]

    assert grids(page((written, inner)))[0].rows == ROWS


def test_a_frame_around_a_page_is_no_table() -> None:
    frame = ([], [level(50, 40, 555), level(800, 40, 555), upright(40, 50, 800), upright(555, 50, 800)])
    drawn = page(frame, word("一、总体情况", 60, 60), ruled(100, ROWS, EDGES))

    assert [grid.rows for grid in grids(drawn)] == [ROWS]
    assert lines(drawn) == ["一、总体情况"]


def test_a_box_around_prose_is_no_table() -> None:
    prose = tuple((f"第{index}行" + "文字" * 10,) for index in range(6))
    drawn = page(ruled(100, prose, (100, 500)))

    assert grids(drawn) == []
    assert len(lines(drawn)) == 6


def test_an_underline_parts_no_cell() -> None:
    drawn = page(ruled(100, (("信息内容\n件数", "0"),), (100, 200, 300), high=40), level(115, 102, 142))

    assert grids(drawn)[0].rows == (("信息内容件数", "0"),)


def test_tables_that_touch_are_told_apart_by_their_columns() -> None:
    upper = ruled(100, (("规章", "1", "2"),), (100, 200, 250, 300))
    lower = ruled(120, (("行政许可", "3"),), (100, 170, 300))

    assert [grid.rows for grid in grids(page(upper, lower))] == [(("规章", "1", "2"),), (("行政许可", "3"),)]


def test_lines_of_tables_above_and_below_add_no_column_between() -> None:
    inner = (253.0, None, 249.9, None, 250.1)
    tables = [
        ruled(100 + 20 * at, (("规章", "1", "2"),), (100, 150 + 10 * at, edge, 300))
        if edge is not None
        else ruled(100 + 20 * at, (("第二十条",),), (100, 300))
        for at, edge in enumerate(inner)
    ]

    widths = {len(row) for grid in grids(page(*tables)) for row in grid.rows}

    assert widths == {3}


def test_figures_under_two_columns_at_once_are_not_sure() -> None:
    drawn = page(
        *words("三", 104, 120),
        *words("甲", 204, 104),
        *words("1", 204, 128),
        *(level(down, 100, 300) for down in (80, 100, 150)),
        level(125, 150, 300),
        *(upright(across, 80, 150) for across in (100, 150, 300)),
        upright(230, 100, 125),
        upright(250, 125, 150),
    )

    grid = grids(drawn)[0]

    assert set(grid.confidences[0]) == {1.0}
    assert {*grid.confidences[1], *grid.confidences[2]} == {0.0}


def test_a_figure_that_runs_into_the_next_cell_is_not_sure() -> None:
    drawn = page(ruled(100, (("规章", "", "7"),), EDGES), Word("123456", Box(228, 104, 268, 114)))

    grid = grids(drawn)[0]

    assert grid.rows[0][1] == "123456"
    assert grid.confidences == ((1.0, 0.0, 1.0),)


def test_a_cell_is_as_sure_as_its_least_sure_word() -> None:
    _, rules = ruled(100, (("", ""),), (100, 200, 300))
    drawn = page(([], rules), word("规", 104, 104, 0.99), word("章", 130, 104, 0.8))

    assert grids(drawn)[0].confidences == ((0.8, 1.0),)


def test_a_drawing_of_a_thousand_lines_is_no_table() -> None:
    hatching = [level(100 + index * 5, 50, 60 + index) for index in range(700)]

    assert grids(page(([word("图", 100, 100)], [*hatching, upright(55, 90, 4000)]))) == []


def moved(rule: Rule, by: float) -> Rule:
    box = rule.box
    if rule.is_level:
        return Rule(Box(box.left, box.top + by, box.right, box.bottom + by))
    return Rule(Box(box.left + by, box.top, box.right + by, box.bottom))


def dashes(rule: Rule) -> list[Rule]:
    box = rule.box
    if rule.is_level:
        return [level(box.top, box.left + at, box.left + at + 3) for at in range(0, int(box.right - box.left), 6)]
    return [upright(box.left, box.top + at, box.top + at + 3) for at in range(0, int(box.bottom - box.top), 6)]
