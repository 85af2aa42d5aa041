"""Entries that stand among the annual reports and are none: a crawler that fetches them has looked too loosely."""

from collections.abc import Iterator
from datetime import date, timedelta

from spiders.simulator.sites import MAIN_COLUMN, Entry

_DECOYS = (
    ("{place}{year}年政府网站工作年度报表", "网站名称、主办单位、独立用户访问总量等指标见下，本表由网站主管单位填报。"),
    ("{place}{year}年法治政府建设年度报告", "本年度持续推进依法行政，规范重大决策程序，加强行政执法监督和普法宣传。"),
    (
        "关于做好{year}年政府信息公开工作年度报告编制和发布工作的通知",
        "各有关单位：请对照统一格式认真编写本单位年度报告，经负责人审定后按时在专栏发布。",
    ),
    ("{place}关于{year}年政务公开工作要点落实情况的函", "现将工作要点各项任务的分工与进展函告如下，请予支持。"),
    (
        "{place}政务公开领导小组{year}年第四次会议纪要",
        "会议听取了专栏建设进展，研究了来年重点安排，明确了各成员单位的职责。",
    ),
    ("{place}政府信息公开指南（{year}年版）", "为方便公众获取政府信息，现将公开范围、公开方式和申请办法说明如下。"),
)


def decoys(
    place: str, year: int, first_on: date | None = None, columns: tuple[str, ...] = (MAIN_COLUMN,)
) -> Iterator[Entry]:
    """The six neighbours of the annual reports on one year of work, a day apart, from 3 February unless told."""
    start = first_on or date(year + 1, 2, 3)
    for number, (title, text) in enumerate(_DECOYS):
        yield Entry(
            title.format(place=place, year=year),
            start + timedelta(days=number),
            body=f"<p>{text}</p>",
            columns=columns,
            decoy=True,
        )
