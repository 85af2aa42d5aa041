"""A label names a row or none; what tells rows apart is never guessed."""

import pytest

from crawler.domain.normalise import normalise
from crawler.forms import all_forms
from crawler.parse.labels import find_column, find_row, requests_rows

PROACTIVE = {block.key: block.rows for block in all_forms()[0].proactive}


def named(label: str) -> str | None:
    row = find_row(normalise(label), requests_rows())
    return row.key if row is not None else None


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("1.信坊举报投诉类申请", "not_processed_petition"),
        ("2.重复申请", "not_processed_repeat"),
        ("3.要求提供公开岀版物", "not_processed_publication"),
        ("7.属于行政执法案巷", "denied_enforcement_file"),
        ("6.属于四类过程怡信息", "denied_process_information"),
    ],
)
def test_a_damaged_label_names_the_one_row_it_resembles(label: str, key: str) -> None:
    assert named(label) == key


@pytest.mark.parametrize(
    "label",
    [
        "其他",
        "其他处置",
        "3.其化",
        "总计划",
        "重夏申请",
        "（三）不子公开",
        "有现成信息不需要另行制乍",
        "本机关掌握相关政府信息",
        "四、结转上年度继续办理",
        "一、本年办结政府信息公开申请数量",
        "a" * 30,
        "政府信息公开申请" * 40,
        "",
    ],
)
def test_a_label_that_may_mean_something_else_names_no_row(label: str) -> None:
    assert named(label) is None


def test_every_row_is_named_by_its_own_labels() -> None:
    for row in requests_rows():
        assert all(find_row(label, requests_rows()) is row for label in row.labels)


def test_no_label_of_one_row_resembles_another() -> None:
    for row in requests_rows():
        others = tuple(other for other in requests_rows() if other is not row)
        found = [find_row(label, others) for label in row.labels]
        assert all(one is None or one.key == "other" or row.key == "other" for one in found)


def test_a_lonely_row_is_not_what_anything_resembles() -> None:
    assert find_row("行政事业性收人", PROACTIVE["proactive.8"]) is None


def test_a_column_of_another_form_is_not_resembled() -> None:
    columns = all_forms()[1].proactive[0].columns

    assert find_column(normalise("本年制作件数"), columns) is None
    assert find_column(normalise("本年制发件數（件）"), columns) is columns[0]
