"""What concerns all areas at once is for operators of all of them."""

from fastapi import Request

from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.web.guard import signed_in
from monitor.web.problems import Declined

_OF_ALL = Text(
    "消息、计划和运行记录涉及所有地区，只供全局运维人员查阅。", "This is of all areas, and for operators of everywhere."
)


def everywhere(request: Request) -> None:
    """Refuses whoever operates some areas only: messages, runs and the schedule are of all."""
    if signed_in(request).areas(Role.OPERATOR) is not None:
        raise Declined(403, _OF_ALL)
