"""The days of publication that pages show: every shape that was met on real sites, and what only looks like one."""

from datetime import date

import pytest

from crawler.domain.evidence import DateBasis, Dated
from crawler.readers.html.reading import read_html

BODY = "<p>一、总体情况</p><p>2024年3月5日召开会议，截止日期：2024-12-31，共公开信息3条。</p>"


def shown(body: str, head: str = "") -> list[tuple[str, str]]:
    """The days of a page and where each stands."""
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}{BODY}</body></html>"
    return [(dated.day.isoformat(), dated.where) for dated in read_html(page.encode(), "a.html").facts.dated]


@pytest.mark.parametrize(
    ("head", "day", "where"),
    [
        ('<meta name="PubDate" content="2024-03-08 15:34">', "2024-03-08", "meta PubDate: 2024-03-08 15:34"),
        ("<META NAME=pubdate CONTENT='2024/3/8'>", "2024-03-08", "meta PubDate: 2024/3/8"),
        ("<meta name=PubDate content='2024年3月8日'>", "2024-03-08", "meta PubDate: 2024年3月8日"),
        (
            "<meta name=PubDate content=''><meta name=PubDate content='20240308'>",
            "2024-03-08",
            "meta PubDate: 20240308",
        ),
        (
            "<meta name=publishdate content='2024-03-08 15:34:09'>",
            "2024-03-08",
            "meta PublishDate: 2024-03-08 15:34:09",
        ),
        (
            "<meta name=lastpublishedtime content=2024-05-1><meta name=firstpublishedtime content=2024-03-08-15:34:00>",
            "2024-03-08",
            "meta firstpublishedtime: 2024-03-08-15:34:00",
        ),
        (
            '<meta property="article:published_time" content="2024-03-07T17:30:00Z">',
            "2024-03-08",
            "meta article:published_time: 2024-03-07T17:30:00Z",
        ),
        ("<meta name=PubDate content='2024-03-08<br>\x1b[1m'>", "2024-03-08", "meta PubDate: 2024-03-08 1"),
        ("<publishtime>2024-01-17</publishtime>", "2024-01-17", "<publishtime>: 2024-01-17"),
    ],
)
def test_a_meta_says_when_its_page_was_published(head: str, day: str, where: str) -> None:
    assert shown("", head) == [(day, where)]


@pytest.mark.parametrize(
    ("line", "day", "where"),
    [
        ("发布日期：2020-01-31", "2020-01-31", "发布日期：2020-01-31"),
        ("发布时间: 2025-01-20 10:00", "2025-01-20", "发布时间：2025-01-20 10:00"),
        ("时间：2024-03-08 15:34", "2024-03-08", "时间：2024-03-08 15:34"),
        ("发表日期:2025-01-16    文章来源:县政府办", "2025-01-16", "发表日期：2025-01-16"),
        ("更新日期：2021-01-20", "2021-01-20", "更新日期：2021-01-20"),
        ("信息提供日期 : 2025-01-15 11:13来源", "2025-01-15", "信息提供日期：2025-01-15 11:13"),
        ("2024年01月25日 (点击: )", "2024-01-25", "2024年01月25日"),
        ("发布日期:2022-01-24 浏览量:次 来源", "2022-01-24", "发布日期：2022-01-24"),
        (
            "体裁分类:报告  发布时间: 2022-01-27  发布机构:县政府  浏览次数:72  字体:[ ]",
            "2022-01-27",
            "发布时间：2022-01-27",
        ),
        ("发布时间：2021-01-14 16:42:08", "2021-01-14", "发布时间：2021-01-14 16:42:08"),
        ("<span>2021-01-14 16:42:08</span><span>来源：县政府办</span>", "2021-01-14", "2021-01-14 16:42:08"),
        ("<span>来源：县政府办</span> <span>时间：2026-03-10 12:56</span>", "2026-03-10", "时间：2026-03-10 12:56"),
        ("您现在所在的位置；来源： 发布时间: 2025-01-20 10:00", "2025-01-20", "发布时间：2025-01-20 10:00"),
        ("发布日期：二〇二四年一月二十六日", "2024-01-26", "发布日期：2024年1月26日"),
        ("发布日期：２０２４－０１－２６", "2024-01-26", "发布日期：2024-01-26"),
        ("发布日期：2024.1.26", "2024-01-26", "发布日期：2024.1.26"),
        ("发布日期【2024-01-26】", "2024-01-26", "发布日期：2024-01-26"),
        ("发布日期：20240126", "2024-01-26", "发布日期：20240126"),
        ("<b>发布日期</b>：<i>2024-01-26</i>", "2024-01-26", "发布日期：2024-01-26"),
        ("发布日期：2024 年 1 月 26 日", "2024-01-26", "发布日期：2024 年 1 月 26 日"),
    ],
)
def test_a_line_says_when_its_page_was_published(line: str, day: str, where: str) -> None:
    assert shown(f"<div>{line}</div>") == [(day, where)]


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>索 引 号</td><td>00123/2024-00001</td><td>成 文 日 期</td><td>2024-01-20</td></tr>"
        "<tr><td>发&nbsp;布 日 期</td><td>2024-01-26</td><td>生成日期</td><td>2026-01-23 16:24:38</td></tr>",
        "<tr><td>成文日期：</td><td></td><td>公 开 日 期：</td><td>2024-01-26</td><td>文号：</td></tr>",
        "<tr><td>索引号：123 发布机构：县政府 成文日期：2024-01-20 公开日期：2024-01-26 生成日期(2026-01-23 16:24:38)",
        "<tr><td>发　布　日　期</td><td>2024年1月26日</td><td>失 效 日 期：</td><td>2029-01-26</td></tr>",
        "<tr><td>发布日期：</td><td>成文日期：</td><td>2024-01-20</td></tr><tr><td>公开时间</td><td>2024-01-26",
    ],
)
def test_a_table_of_metadata_says_it_among_other_dates(table: str) -> None:
    assert [day for day, _ in shown(f"<table>{table}</table>")] == ["2024-01-26"]


@pytest.mark.parametrize(
    "decoy",
    [
        "成文日期：2024-01-20",
        "成 文 日 期：2024-01-20",
        "成 文 日期：2024-01-20",
        "<b>成文</b> <i>日期：2024-01-20</i>",
        "生成日期(2026-01-23 16:24:38)",
        "页面生成时间 2026-01-23 16:24:38",
        "页面生成 时间：2026-01-23 16:24:38",
        "印发日期：2024-01-20",
        "发文时间：2024-01-20",
        "截止日期：2024-01-20",
        "统计时间：2024年1月1日至12月31日",
        "计划发布时间：2024-01-31",
        "拟公开时间：2024-01-31",
        "今天是2026年1月23日 星期五",
        "日期：2026-01-23 星期五",
        "当前时间：2026-01-23 10:00",
        "发布日期：",
        "发布日期：0001-01-01",
        "发布日期：1970-01-01 08:00",
        "发布日期：2024-13-40",
        "<tr><td>成文日期</td><td>发布日期</td></tr><tr><td>2024-01-20</td><td>2024-01-26</td></tr>",
        "2024-01-20",
        "<li>2024-01-20 浏览：3</li><li>2024-02-20 浏览：5</li>",
        "会议日期：2024-01-20 来源：县政府办",
    ],
)
def test_what_only_looks_like_a_day_of_publication_is_none(decoy: str) -> None:
    assert shown(f"<div>{decoy}</div>") == []


@pytest.mark.parametrize("content", ["", "0000-00-00", "1970-01-01 08:00:00", "{{pubDate}}", "头部"])
def test_a_meta_with_a_default_leaves_it_to_the_label(content: str) -> None:
    head = f"<meta name=PubDate content='{content}'><meta name=others content='页面生成时间 2026-01-23 16:24:38'>"

    assert shown("<p>发布日期：2024-01-26</p>", head) == [("2024-01-26", "发布日期：2024-01-26")]


def test_every_date_is_kept_strongest_first_and_an_update_is_none_of_publication() -> None:
    page = (
        "<!DOCTYPE html><meta name=PubDate content='2024-02-01'><p>更新日期：2024-03-01 发布日期：2024-01-26 "
        "时间：2023-01-01</p><ul><li>发布日期：2021-01-01</li></ul>"
    )

    dated = read_html(page.encode(), "a.html").facts.dated

    assert dated == (
        Dated(DateBasis.PAGE, date(2024, 2, 1), "meta PubDate: 2024-02-01"),
        Dated(DateBasis.PAGE, date(2024, 1, 26), "发布日期：2024-01-26"),
        Dated(DateBasis.UPDATED, date(2024, 3, 1), "更新日期：2024-03-01"),
    )
