"""Titles: what is the title of an annual report, whose and of which year; and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.domain.dates import find_dates, find_url_date
from crawler.domain.normalise import normalise, squeeze
from crawler.domain.titles import read_title


@pytest.mark.parametrize(
    ("text", "unit_name", "report_year"),
    [
        ("云溪县2023年政府信息公开工作年度报告", "云溪县", 2023),
        ("2023年云溪县民政局政府信息公开工作年度报告", "云溪县民政局", 2023),
        ("云溪县民政局 2023 年度政府信息公开工作报告", "云溪县民政局", 2023),
        ("关于2023年度政府信息公开情况的报告", "", 2023),
        ("云溪县民政局关于2023年度政府信息公开工作的年度报告", "云溪县民政局", 2023),
        ("二〇二三年云溪县政府信息公开年度报告", "云溪县", 2023),
        ("云溪县 2 0 2 3 年政府信息公开工作年度报告", "云溪县", 2023),
        ("云溪县２０２３年政府信息公开工作年度报告", "云溪县", 2023),
        ("云溪县政府信息公开年报（2023年）", "云溪县", 2023),
        ("云溪县政府信息公开工作年度报告(2023年度)", "云溪县", 2023),
        ("云溪县政府信息公开年报", "云溪县", None),
        ("附件：云溪县2023年政府信息公开工作年度报告.pdf", "云溪县", 2023),
        ("[年报]云溪县2023年政府信息公开工作年度报告", "云溪县", 2023),
        ("2024-01-26 云溪县2023年政府信息公开工作年度报告", "云溪县", 2023),
        ("云溪县2023年政府信息公开工作年度报告 [2024-01-26]", "云溪县", 2023),
        ("2023年云溪县2023年政府信息公开工作年度报告", "云溪县", 2023),
        ("云溪县2023年政府信息公开工作年度报告（更正）", "云溪县", 2023),
    ],
)
def test_a_title_gives_unit_and_year_of_work(text: str, unit_name: str, report_year: int | None) -> None:
    title = read_title(text)

    assert title is not None
    assert (title.unit_name, title.report_year) == (unit_name, report_year)


@pytest.mark.parametrize(
    "text",
    [
        "云溪县2023年政府网站工作年度报表",
        "云溪县2023年法治政府建设年度报告",
        "关于做好2023年政府信息公开工作年度报告编制和发布工作的通知",
        "关于2023年政务公开工作要点落实情况的函",
        "云溪县政务公开领导小组2023年第四次会议纪要",
        "云溪县政府信息公开指南（2023年版）",
        "关于征求2023年政府信息公开工作年度报告意见的函",
        "《云溪县2023年政府信息公开工作年度报告》解读",
        "图解：云溪县2023年政府信息公开年报",
        "2023年第一季度政府信息公开工作报告",
        "2023年上半年政府信息公开工作情况报告",
        "云溪县2023年12月政府信息公开工作报告",
        "云溪县发布2023年政府信息公开年度报告",
        "云溪县2023年政府信息公开工作年度报告（征求意见稿）",
        "云溪县2023年政府信息公开工作年度报告(草案)",
        "云溪县2023年政府信息公开工作年度报告统计表",
        "云溪县2023年度部门决算公开报告",
        "云溪县第三方评估2023年政府信息公开工作报告",
        "历年政府信息公开年报",
        "2023年政府工作报告",
        "2023年环境统计年度报告",
    ],
)
def test_what_is_written_about_reports_is_none(text: str) -> None:
    assert read_title(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "云溪县人民政府2024年公布2023年政府信息公开工作年度报告",
        "云溪县2022年、2023年政府信息公开工作年度报告",
        "2019-2023年政府信息公开年报",
        "云溪县2022年政府信息公开年报（2023年）",
    ],
)
def test_of_two_years_none_is_chosen(text: str) -> None:
    assert read_title(text) is None


@given(text=st.text(max_size=60))
def test_any_text_has_a_title_or_none(text: str) -> None:
    title = read_title(text)

    assert title is None or title.phrase in title.text


@given(text=st.text(max_size=60))
def test_normal_text_is_normal_already(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(squeeze(squeeze(text)))
    assert normalise(text) == normalise(text + " ")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("发布日期：2024-01-26 15:34", ["2024-01-26"]),
        ("2024年1月26日", ["2024-01-26"]),
        ("二〇二四年一月二十六日", ["2024-01-26"]),
        ("二○二四年十二月三十一日", ["2024-12-31"]),
        ("2024 年 1 月 5 日", ["2024-01-05"]),
        ("2024-02-30", []),
        ("12024-01-26", []),
        ("2024-01-261", []),
        ("2024年1月", []),
    ],
)
def test_dates_are_read_as_written_or_not_at_all(text: str, iso: list[str]) -> None:
    assert [day.isoformat() for day in find_dates(text)] == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("http://a.gov.cn/xxgk/202403/t20240308_87885.html", "2024-03-08"),
        ("http://a.gov.cn/2024-03-08/content.html", "2024-03-08"),
        ("http://a.gov.cn/art/2024/1/16/art_1229779591_86714.html", "2024-01-16"),
        ("http://a.gov.cn/c26829/20250126/i2310545.html", "2025-01-26"),
        ("http://a.gov.cn/zfxxgk/columns/0c1f/202201/20/9d.html", "2022-01-20"),
        ("http://a.gov.cn/nw12344/20230331/4a6f.html", "2023-03-31"),
        ("http://a.gov.cn/zwgk/202401/t19700101_1.html", None),
        ("http://a.gov.cn/info/1103/7719.htm", None),
        ("http://a.gov.cn/2022/gzj/1/16/1.html", None),
        ("http://a.gov.cn/col/202401/2ecf986.shtml", None),
        ("http://a.gov.cn/t20241399_1.html", None),
        ("http://a.gov.cn/content_20240308123.html", None),
    ],
)
def test_a_day_in_an_address_is_a_day_or_nothing(url: str, iso: str | None) -> None:
    found = find_url_date(url)

    assert (found.isoformat() if found else None) == iso
