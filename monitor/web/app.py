"""Puts the web application together."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from monitor.access.entrance import Entrance
from monitor.web import acknowledging, api, feeds, notices
from monitor.web.entrance import accounts, audit_log, my_account, signing_in
from monitor.web.guard import SignIn
from monitor.web.operations import operations
from monitor.web.problems import answer_problems
from monitor.web.remembered import MOST_DRAWN, Memory
from monitor.web.report import reports
from monitor.web.season import overview
from monitor.web.shield import Shield, Surroundings
from monitor.web.triage import findings
from monitor.wiring import Workspace

_STATIC = Path(__file__).parent / "static"
_ROUTERS = (
    *(signing_in, my_account, accounts, audit_log),
    *(acknowledging, feeds, notices, operations, overview, reports, findings, api),
)


def create_app(
    workspace: Workspace, clock: Callable[[], datetime], sign_in: SignIn, entrance: Entrance | None = None
) -> FastAPI:
    """The application over a workspace; `clock` says what time it is, `sign_in` who is asking.

    `entrance` lets people in; its sessions are what `sign_in` of a real site knows people by.
    """
    settings = workspace.config.serve
    app = FastAPI(title="gongkai", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.workspace, app.state.clock, app.state.sign_in = workspace, clock, sign_in
    app.state.remembered, app.state.drawn = Memory(), Memory(MOST_DRAWN)
    app.state.entrance = entrance or Entrance(workspace.database, clock, settings, settings.public_url)
    for module in _ROUTERS:
        app.include_router(module.ROUTER)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    answer_problems(app)
    surroundings = Surroundings(settings.public_url, settings.oidc.issuer)
    app.state.headers = surroundings.headers
    app.add_middleware(Shield, surroundings=surroundings)
    return app
