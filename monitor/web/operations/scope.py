"""What concerns all areas at once is for operators of all of them."""

from fastapi import Request

from monitor.access.roles import Role
from monitor.web.guard import Refused, signed_in


def everywhere(request: Request) -> None:
    """Refuses whoever operates some areas only: messages, runs and the schedule are of all."""
    if signed_in(request).areas(Role.OPERATOR) is not None:
        raise Refused(403, "this is for operators of the whole register")
