"""Puts the web application together."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from monitor.web import (
    accounts,
    acknowledging,
    api,
    feeds,
    notices,
    operations,
    overview,
    reports,
    triage,
)
from monitor.web.guard import SignIn
from monitor.wiring import Workspace

_STATIC = Path(__file__).parent / "static"
_ROUTERS = (accounts, acknowledging, feeds, notices, operations, overview, reports, triage, api)


def create_app(workspace: Workspace, clock: Callable[[], datetime], sign_in: SignIn) -> FastAPI:
    """The application over a workspace; `clock` says what time it is, `sign_in` who is asking."""
    app = FastAPI(title="gongkai", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.workspace, app.state.clock, app.state.sign_in = workspace, clock, sign_in
    for module in _ROUTERS:
        app.include_router(module.ROUTER)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app
