"""What links promise: reports, ways to reports, perhaps either, or nothing of the kind."""

from datetime import date

import pytest

from spiders.links import Promise, is_column, navigation_score, promise_of
from spiders.page import Link

NAMES = frozenset({"云溪县教育局", "柳塘镇人民政府"})


def link(text: str, day: date | None = None, url: str = "http://a.gov.cn/x/") -> Link:
    return Link(url, text, day)


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("云溪县教育局2024年政府信息公开工作年度报告", Promise.ENTRY),
        ("云溪县2024年政府信息公开工作年…", Promise.ENTRY),
        ("云溪县教育局2024年政府信息公开工作年度报告（2025年公布）", Promise.ENTRY),
        ("2024年度政府信息公开情况报告（含附表）及说明", Promise.ENTRY),
        ("云溪县教育局2024年年报", Promise.ENTRY),
        ("云溪县教育局2024年度报告", Promise.ENTRY),
        ("2024年云溪县教育局年报", Promise.ENTRY),
        ("云溪县教育局（2024年）", Promise.ENTRY),
        ("云溪县教育局二〇二四年年报", Promise.ENTRY),
        ("附件：云溪县教育局2024年报.pdf", Promise.ENTRY),
        ("教育局2024年度信息公开", Promise.ENTRY),
        ("云溪县教育局2024年政府信息工作年度报告", Promise.ENTRY),
        ("云溪县教育局2024年工作要点", None),
        ("云溪县教育局2024年度部门预算", None),
        ("云溪县教育局2024年法治政府建设年度报告", None),
        ("云溪县教育局2024年网站工作年度报表", None),
        ("云溪县教育局2024年工作计划的报告", None),
        ("政府信息公开年报", Promise.COLUMN),
        ("年报", Promise.COLUMN),
        ("乡镇信息公开年报", Promise.COLUMN),
        ("云溪县教育局2024年工作报告", Promise.HINT),
        ("云溪县教育局", Promise.UNIT),
        ("教育局", Promise.UNIT),
        ("二〇二四年年报", Promise.SUBLIST),
        ("24年年报", Promise.SUBLIST),
        ("县直部门", Promise.SUBLIST),
        ("乡镇（街道）", Promise.SUBLIST),
        ("2024年", Promise.SUBLIST),
        ("2024 年度", Promise.SUBLIST),
        ("2024年公开情况", Promise.HINT),
        ("历年年报", Promise.HINT),
        ("教育局及柳塘镇人民政府", Promise.HINT),
        ("关于做好2024年政府信息公开工作年度报告编制工作的通知", None),
        ("云溪县2024年法治政府建设年度报告", None),
        ("2024年政府网站工作年度报表", None),
        ("政府信息公开指南（2024年版）", None),
        ("2024年部门预算", None),
        ("2023年统计年报", None),
        ("政务公开领导小组2024年第四次会议纪要", None),
        ("首页", None),
    ],
)
def test_a_link_promises_what_its_text_says(text: str, promise: Promise | None) -> None:
    assert promise_of(link(text), NAMES) is promise


def test_a_dated_row_or_a_file_is_no_hint() -> None:
    assert promise_of(link("2024年公开情况", day=date(2025, 1, 1)), NAMES) is None
    assert promise_of(link("2024年公开情况", url="http://a.gov.cn/x.pdf"), NAMES) is None


@pytest.mark.parametrize(
    "text", ["云溪县教育局2024年政府信息公开工作年度报告", "企业年报", "统计年报", "法治政府建设年度报告"]
)
def test_neither_a_report_nor_another_year_book_is_a_column(text: str) -> None:
    assert not is_column(link(text))


def test_the_clearest_way_is_tried_first() -> None:
    scores = [
        navigation_score(link(text)) for text in ("政府信息公开", "信息公开", "政务公开", "公开", "政府信息公开指南")
    ]

    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == 0
