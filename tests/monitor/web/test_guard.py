"""Every route says who may use it, and nobody gets in unasked."""

import pytest
from fastapi import APIRouter

from monitor.web.guard import GuardedRoute


def test_a_route_that_does_not_say_who_may_use_it_cannot_be_registered() -> None:
    router = APIRouter(route_class=GuardedRoute)

    with pytest.raises(TypeError, match="does not say who may use it"):

        @router.get("/open")
        def everything() -> str:
            return "all"
