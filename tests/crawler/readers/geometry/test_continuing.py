from tests.crawler.readers.geometry.drawn import grids, level, lines, page, ruled, upright, word, words

EDGES = (100.0, 200.0, 300.0, 400.0)
HEAD = ("信息内容", "制发件数", "废止件数")


def test_a_table_that_runs_over_two_pages_is_one() -> None:
    first = page(ruled(700, (HEAD, ("规章", "0", "1")), EDGES), word("- 1 -", 280, 800))
    second = page(ruled(60, (("规范性文件", "2", ""),), EDGES), word("- 2 -", 280, 800), number=2)

    found = grids(first, second)

    assert [grid.rows for grid in found] == [(HEAD, ("规章", "0", "1"), ("规范性文件", "2", ""))]
    assert [(place.page, place.table, place.row) for place in (row[0] for row in found[0].places)] == [
        (1, 1, 1),
        (1, 1, 2),
        (2, 1, 3),
    ]


def test_a_table_goes_on_where_the_next_page_is_bound_on_the_other_side() -> None:
    first = page(ruled(700, (HEAD,), EDGES))
    second = page(ruled(60, (("规章", "0", "1"),), tuple(edge - 15 for edge in EDGES)), number=2)

    assert len(grids(first, second)) == 1


def test_a_part_with_fewer_lines_goes_on_in_the_finer_columns() -> None:
    first = page(ruled(700, (("申请情况", "自然人"),), (100, 300, 400)))
    second = page(ruled(60, (("三、结果", "（一）公开", "5"),), EDGES), number=2)

    found = grids(first, second)

    assert [grid.rows for grid in found] == [(("申请情况", "申请情况", "自然人"), ("三、结果", "（一）公开", "5"))]


def test_text_between_parts_two_tables() -> None:
    first = page(ruled(700, (HEAD,), EDGES), word("四、行政复议情况", 100, 760))
    second = page(ruled(60, (("结果维持", "0", "1"),), EDGES), number=2)

    assert len(grids(first, second)) == 2


def test_other_columns_are_another_table() -> None:
    first = page(ruled(700, (HEAD,), EDGES))
    second = page(ruled(60, (("结果维持", "0", "1"),), (100, 180, 260, 400)), number=2)

    assert len(grids(first, second)) == 2


def test_a_row_whose_label_is_cut_by_the_page_break_is_one_row() -> None:
    first = page(ruled(700, (HEAD, ("要求行政机关重新出具", "3", "4")), (100, 205, 300, 400)))
    second = page(ruled(60, (("已获取信息", "", ""), ("规章", "5", "6")), (100, 205, 300, 400)), number=2)

    rows = grids(first, second)[0].rows

    assert rows == (HEAD, ("要求行政机关重新出具已获取信息", "3", "4"), ("规章", "5", "6"))


def test_figures_that_the_page_break_parts_from_their_label_join_it() -> None:
    first = page(ruled(700, (HEAD, ("规章", "", "")), EDGES))
    second = page(ruled(60, (("", "5", "6"),), EDGES), number=2)

    grid = grids(first, second)[0]

    assert grid.rows == (HEAD, ("规章", "5", "6"))
    assert grid.places[1][0].page == 1
    assert grid.places[1][1].page == 2
    assert {place.row for place in grid.places[1]} == {2}


def test_a_note_in_an_open_bracket_goes_on_below_the_page_break() -> None:
    first = page(ruled(700, (HEAD, ("（二）部分公开（区分", "22（其中修", "1")), EDGES))
    second = page(ruled(60, (("处理）", "订16件）", ""),), EDGES), number=2)

    assert grids(first, second)[0].rows == (HEAD, ("（二）部分公开（区分处理）", "22（其中修订16件）", "1"))


def test_a_label_that_breaks_after_its_first_character_is_no_figure() -> None:
    edges = (100.0, 124.0, 200.0)
    first = page(ruled(700, (("行政处罚", "1"), ("4.无", "26")), edges))
    second = page(ruled(60, (("正当", ""),), edges), number=2)

    assert grids(first, second)[0].rows[1:] == (("4.无正当", "26"),)


def test_a_number_alone_is_the_beginning_of_the_label_below_the_break() -> None:
    first = page(ruled(700, (HEAD, ("四、", "98", "36")), EDGES))
    second = page(ruled(60, (("结转下年度继续办理", "", ""),), EDGES), number=2)

    assert grids(first, second)[0].rows == (HEAD, ("四、结转下年度继续办理", "98", "36"))


def test_a_note_that_the_page_break_parts_from_its_figure_joins_it() -> None:
    first = page(ruled(700, (HEAD, ("6.属于四类过程性信", "23", "25")), (100, 192, 300, 400)))
    second = page(ruled(60, (("息", "", "（其中修订17件）"),), (100, 192, 300, 400)), number=2)

    assert grids(first, second)[0].rows[1] == ("6.属于四类过程性信息", "23", "25（其中修订17件）")


def test_a_figure_that_the_page_break_cuts_is_never_read_by_its_first_half() -> None:
    edges = (100.0, 200.0, 224.0, 300.0)
    first = page(ruled(700, (("规章", "3722", "37"),), edges))
    second = page(ruled(60, (("", "5", "25"),), edges), number=2)

    assert grids(first, second)[0].rows == (("规章", "37225", "37 25"),)


def test_a_row_of_figures_alone_is_cut_like_any_other() -> None:
    edges = (100.0, 124.0, 148.0, 172.0)
    first = page(ruled(700, (("维持", "纠正", "总计"), ("0", "1234", "3")), edges))
    second = page(ruled(60, (("", "5", ""),), edges), number=2)

    assert grids(first, second)[0].rows == (("维持", "纠正", "总计"), ("0", "12345", "3"))


def test_two_rows_of_figures_alone_stay_apart() -> None:
    first = page(ruled(700, (("维持", "纠正", "总计"), ("0", "1", "3")), EDGES))
    second = page(ruled(60, (("", "5", ""),), EDGES), number=2)

    assert grids(first, second)[0].rows == (("维持", "纠正", "总计"), ("0", "1", "3"), ("", "5", ""))


def test_a_header_is_not_cut_from_its_figures() -> None:
    first = page(ruled(700, (("维持", "纠正", "总计"),), EDGES))
    second = page(ruled(60, (("0", "5", "7"),), EDGES), number=2)

    assert grids(first, second)[0].rows == (("维持", "纠正", "总计"), ("0", "5", "7"))


def test_rows_of_which_one_may_be_the_rest_of_the_other_are_not_sure() -> None:
    first = page(ruled(700, (HEAD, ("规章", "0", "1"), ("文件", "3", "4")), EDGES))
    second = page(ruled(60, (("清单", "5", ""), ("行政许可", "7", "8")), EDGES), number=2)

    grid = grids(first, second)[0]

    assert [min(row) for row in grid.confidences] == [1.0, 1.0, 0.0, 0.0, 1.0]


def test_rows_with_known_labels_are_sure_on_both_sides_of_a_page_break() -> None:
    first = page(ruled(700, (HEAD, ("规章", "0", "1")), EDGES))
    second = page(ruled(60, (("行政规范性文件", "5", ""),), EDGES), number=2)

    assert grids(first, second)[0].confidences == ()


def test_storeys_of_a_header_on_both_sides_of_a_page_break_stay_apart() -> None:
    edges = (100.0, 142.0, 184.0, 226.0)
    first = page(ruled(700, (("行政复议", "行政复议", "行政复议"),), edges))
    second = page(ruled(60, (("结果维持", "结果纠正", "其他结果"), ("0", "1", "2")), edges), number=2)

    grid = grids(first, second)[0]

    assert grid.rows == (("行政复议",) * 3, ("结果维持", "结果纠正", "其他结果"), ("0", "1", "2"))
    assert grid.confidences == ()


def test_a_caption_that_is_cut_by_the_page_break_is_one_row() -> None:
    first = page(ruled(700, (HEAD, ("第二十条第",) * 3), EDGES))
    second = page(ruled(60, (("（八）项",) * 3,), EDGES), number=2)

    assert grids(first, second)[0].rows == (HEAD, ("第二十条第（八）项",) * 3)


def test_a_known_label_that_is_cut_joins_though_its_upper_half_is_one_too() -> None:
    edges = (100.0, 126.0, 184.0, 226.0)
    first = page(ruled(700, (("其他", "结果纠正", "总计"),), edges))
    second = page(ruled(60, (("结果", "", ""), ("0", "1", "2")), edges), number=2)

    assert grids(first, second)[0].rows == (("其他结果", "结果纠正", "总计"), ("0", "1", "2"))


def test_blank_rows_with_labels_of_their_own_stay_apart() -> None:
    first = page(ruled(700, (HEAD, ("行政处罚", "", "")), (100, 142, 300, 400)))
    second = page(ruled(60, (("行政强制", "", ""),), (100, 142, 300, 400)), number=2)

    assert grids(first, second)[0].rows[1:] == (("行政处罚", "", ""), ("行政强制", "", ""))


def test_an_enumerated_label_below_the_break_begins_a_row() -> None:
    first = page(ruled(700, (HEAD, ("2.没有现成信息需要制作", "3", "")), (100, 212, 300, 400)))
    second = page(ruled(60, (("3.补正后仍不明确", "", "4"),), (100, 212, 300, 400)), number=2)

    assert len(grids(first, second)[0].rows) == 3


def test_the_label_of_a_group_that_is_cut_by_the_page_break_is_one_cell() -> None:
    edges = (100.0, 152.0, 300.0, 400.0)
    first = page(ruled(700, (("（四）无", "1.本机关不掌握", "10"),), edges))
    second = page(
        *words("法提供", 102, 64),
        *words("2.没有现成信息", 154, 64),
        *words("3", 302, 64),
        *words("3.补正后不明确", 154, 84),
        *words("0", 302, 84),
        *(level(down, 100, 400) for down in (60, 100)),
        level(80, 152, 400),
        *(upright(across, 60, 100) for across in edges),
        number=2,
    )

    grid = grids(first, second)[0]

    assert grid.rows == (
        ("（四）无法提供", "1.本机关不掌握", "10"),
        ("（四）无法提供", "2.没有现成信息", "3"),
        ("（四）无法提供", "3.补正后不明确", "0"),
    )
    assert len({row[0] for row in grid.places}) == 1


def test_a_group_label_repeated_on_the_next_page_harms_no_row() -> None:
    first = page(ruled(700, (("（四）无法提供", "1.本机关不掌握", "10"),), EDGES))
    second = page(ruled(60, (("（四）无法提供", "2.没有现成信息", "3"),), EDGES), number=2)

    assert grids(first, second)[0].rows == (
        ("（四）无法提供", "1.本机关不掌握", "10"),
        ("（四）无法提供", "2.没有现成信息", "3"),
    )


def test_a_header_repeated_on_the_next_page_is_left_out() -> None:
    first = page(ruled(700, (HEAD, ("规章", "0", "1")), EDGES))
    second = page(ruled(60, (HEAD, ("规范性文件", "2", "3")), EDGES), number=2)

    assert grids(first, second)[0].rows == (HEAD, ("规章", "0", "1"), ("规范性文件", "2", "3"))


def test_what_a_row_leaves_over_below_the_break_is_no_row() -> None:
    first = page(ruled(700, (HEAD, ("规章", "0", "1")), EDGES))
    second = page(ruled(60, (("", "", ""), ("规范性文件", "2", "3")), EDGES), number=2)

    assert grids(first, second)[0].rows == (HEAD, ("规章", "0", "1"), ("规范性文件", "2", "3"))


def test_a_table_that_the_page_cuts_open_keeps_its_last_row() -> None:
    written, rules = ruled(700, (HEAD, ("规章", "0", "1")), EDGES)
    open_below = [rule for rule in rules if not (rule.is_level and rule.box.top > 730)]
    second = page(ruled(60, (("规范性文件", "2", "3"),), EDGES), number=2)

    assert grids(page((written, open_below)), second)[0].rows == (
        HEAD,
        ("规章", "0", "1"),
        ("规范性文件", "2", "3"),
    )


def test_text_that_hangs_out_of_a_cut_cell_belongs_to_it() -> None:
    written, rules = ruled(700, (HEAD, ("（三）不予", "0", "1")), EDGES)
    open_below = [rule for rule in rules if not (rule.is_level and rule.box.top > 730)]
    drawn = page((written, open_below), word("公开", 102, 741))

    assert grids(drawn)[0].rows[1] == ("（三）不予公开", "0", "1")
    assert lines(drawn) == []
