"""The documents that an office sends."""

from collections.abc import Mapping
from enum import StrEnum

from crawler.domain.wording import Text


class NoticeKind(StrEnum):
    """Which document: what it is for decides whom it is about."""

    REMINDER = "reminder"
    OVERDUE = "overdue"
    RECTIFICATION = "rectification"
    CIRCULAR = "circular"


NAMES: Mapping[NoticeKind, Text] = {
    NoticeKind.REMINDER: Text("到期提醒", "reminder of what is due"),
    NoticeKind.OVERDUE: Text("逾期督办函", "letter on what is overdue"),
    NoticeKind.RECTIFICATION: Text("问题整改通知", "notice of what is to be put right"),
    NoticeKind.CIRCULAR: Text("通报", "circular on where all units stand"),
}

ABOUT: Mapping[NoticeKind, Text] = {
    NoticeKind.REMINDER: Text("期限未到、尚未监测到年度报告的单位", "units whose report is still due and was not seen"),
    NoticeKind.OVERDUE: Text(
        "逾期且两次以上采集均未监测到年度报告的单位", "units proven overdue: two complete visits saw no report"
    ),
    NoticeKind.RECTIFICATION: Text(
        "年度报告监测到问题的单位，附问题清单", "units with findings, with the list of them"
    ),
    NoticeKind.CIRCULAR: Text(
        "全部单位的公布情况、按期率、问题和整改复查", "all units: rate, problems, what became of earlier ones"
    ),
}
