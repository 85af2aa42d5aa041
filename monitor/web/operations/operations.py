"""What the operator watches: crawls, schedule, outbox, errors of rules."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from crawler.domain.errors import UnknownMessage, WrongState
from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.jobs.schedule import plan_of
from monitor.jobs.watch import present_troubles
from monitor.schedule import next_slot
from monitor.web.auditing import note as write_down
from monitor.web.exports import Column, export, format_asked
from monitor.web.guard import GuardedRoute, needs, signed_in
from monitor.web.operations import api as operations_api
from monitor.web.operations.columns import (
    HEALTH,
    OUTBOX,
    RULE_ERRORS,
    RUNS,
    SCHEDULE,
    STATES,
    TROUBLES,
    JobLine,
    run_line,
)
from monitor.web.operations.scope import everywhere
from monitor.web.pages import page
from monitor.web.paging import Paged, Paging
from monitor.web.problems import Declined
from storage.outbox_records import State
from storage.slots import SlotState
from storage.unit_of_work import unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, tags=["operations"])
ROUTER.include_router(operations_api.ROUTER)

_REMEMBERED = timedelta(days=60)
_MISSED = timedelta(days=30)
_VISITS = 10
_TABS = (
    ("/operations", Text("采集情况", "Crawls")),
    ("/operations/schedule", Text("计划", "Schedule")),
    ("/operations/outbox", Text("消息", "Outbox")),
    ("/operations/troubles", Text("故障", "Troubles")),
    ("/operations/rule-errors", Text("规则出错", "Rule errors")),
    ("/operations/runs", Text("运行记录", "Runs")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the operator: what it is called, its columns and rows; `next` is the key of the next page."""

    name: str
    title: Text
    columns: Sequence[Column[Any]]
    rows: Sequence[Any]
    notes: Sequence[Text] = ()
    next: str | None = None
    states: Sequence[tuple[State, Text, int]] = ()


@ROUTER.get("/operations", include_in_schema=False)
@needs(Role.OPERATOR)
def health(request: Request, paging: Paged) -> Response:
    """How the last visits to each site ended, those that do not end well first."""
    now: datetime = request.app.state.clock()
    with unit_of_work(request.app.state.workspace.database) as work:
        sites = work.operations.sites(signed_in(request).areas(Role.OPERATOR))
        found = work.operations.health(sites, now - _REMEMBERED, _VISITS)
    ordered = sorted(found, key=lambda one: (bool(one.visits) and one.visits[0].outcome == "complete", one.site_id))
    start = paging.after_number or 0
    whole = format_asked(request) is not None
    rows = ordered if whole else ordered[start : start + paging.limit]
    more = str(start + paging.limit) if len(ordered) > start + paging.limit else None
    bad = sum(not (one.visits and one.visits[0].outcome == "complete") for one in found)
    note = Text(
        f"共{len(found)}个网站，{bad}个最近一次未能看全。未能看全是我们没有看到，不是单位没有公布。",
        f"{len(found)} sites, {bad} not seen in full last time: we did not see, which says nothing of the units.",
    )
    return _shown(request, Tab("sites", Text("各网站采集情况", "Crawl health by site"), HEALTH, rows, (note,), more))


@ROUTER.get("/operations/schedule", include_in_schema=False)
@needs(Role.OPERATOR)
def schedule(request: Request) -> Response:
    """Each job with its next and its last run."""
    everywhere(request)
    workspace, now = request.app.state.workspace, request.app.state.clock()
    plan = plan_of(workspace)
    with unit_of_work(workspace.database) as work:
        last, beats = work.slots.last_run(now), work.slots.heartbeats()
        missed = work.slots.skipped(now - _MISSED)
    lines = [
        JobLine(
            name,
            next_slot(job, now),
            last.get(name),
            sum(slot.passed_over + (slot.state is SlotState.SKIPPED) for slot in missed if slot.job == name),
        )
        for name, job in plan.items()
    ]
    seen = f"{beats[0].owner} · {beats[0].seen_at:%Y-%m-%d %H:%M}Z" if beats else ""
    note = Text(
        f"调度程序最近一次在线：{seen}" if seen else "调度程序从未运行（gongkai schedule run）",
        f"the scheduler was last seen: {seen}" if seen else "the schedule has never run: gongkai schedule run",
    )
    return _shown(request, Tab("schedule", Text("定时任务", "Scheduled jobs"), SCHEDULE, lines, (note,)))


@ROUTER.get("/operations/outbox", include_in_schema=False)
@needs(Role.OPERATOR)
def outbox(request: Request, paging: Paged, state: Annotated[State | None, Query()] = None) -> Response:
    """The messages with what became of them, the newest first."""
    everywhere(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        states = () if state is None else (state,)
        rows = work.outbox.listing(states, before=paging.after_number, limit=paging.one_more)
        counts = work.outbox.counts()
    tab = Tab(
        "outbox",
        Text("消息", "Messages"),
        OUTBOX,
        rows[: paging.limit],
        next=_next(rows, paging, lambda one: one.number),
        states=tuple((one, STATES[one], counts[one]) for one in State),
    )
    return _shown(request, tab)


@ROUTER.post("/operations/outbox/{message_id}", include_in_schema=False)
@needs(Role.OPERATOR)
def act_on_message(
    request: Request,
    message_id: Annotated[str, Path(max_length=80)],
    act: Annotated[str, Form(max_length=10)],
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Try a message again, or take it out for a reason that is given."""
    everywhere(request)
    by, now = signed_in(request).name, request.app.state.clock()
    if act not in ("retry", "drop") or (act == "drop" and not note.strip()):
        raise Declined(422, Text("撤下消息须填写理由", "say why a message is dropped"))
    try:
        with unit_of_work(request.app.state.workspace.database) as work:
            if act == "retry":
                work.outbox.retry(message_id, now, by)
            else:
                work.outbox.drop(message_id, now, by, note.strip())
            write_down(request, work, f"message.{act}", message_id, note=note.strip())
    except UnknownMessage as error:
        raise HTTPException(404) from error
    except WrongState as error:
        raise Declined(409, Text("消息的状态不允许这样处理", str(error))) from error
    return RedirectResponse("/operations/outbox", 303)


@ROUTER.get("/operations/troubles", include_in_schema=False)
@needs(Role.OPERATOR)
def troubles(request: Request) -> Response:
    """What of ours is broken now."""
    everywhere(request)
    workspace = request.app.state.workspace
    found = present_troubles(workspace, request.app.state.clock())
    disk = shutil.disk_usage(workspace.folder)
    free = f"{disk.free / 2**30:.1f} GiB / {disk.total / 2**30:.1f} GiB"
    note = Text(f"磁盘剩余：{free}", f"free on the disk: {free}")
    return _shown(request, Tab("troubles", Text("当前故障", "What is broken now"), TROUBLES, found, (note,)))


@ROUTER.get("/operations/rule-errors", include_in_schema=False)
@needs(Role.OPERATOR)
def rule_errors(request: Request) -> Response:
    """The checks that crashed when they last looked."""
    everywhere(request)
    with unit_of_work(request.app.state.workspace.database) as work:
        found = tuple(work.eyesight.rule_errors().items())
    note = Text("规则出错是程序的问题，不是单位的问题。", "A check that crashes is a fault of ours and of no unit.")
    return _shown(request, Tab("rule-errors", Text("规则出错", "Checks that crashed"), RULE_ERRORS, found, (note,)))


@ROUTER.get("/operations/runs", include_in_schema=False)
@needs(Role.OPERATOR)
def runs(request: Request, paging: Paged) -> Response:
    """What our own jobs did, the newest first."""
    everywhere(request)
    workspace = request.app.state.workspace
    with unit_of_work(workspace.database) as work:
        found = work.operations.runs(paging.one_more, paging.after_number)
    rows = [run_line(run, workspace.logs_folder) for run in found[: paging.limit]]
    more = _next(found, paging, lambda one: one.id)
    return _shown(request, Tab("runs", Text("运行记录", "Runs"), RUNS, rows, next=more))


def _shown(request: Request, tab: Tab) -> Response:
    asked = format_asked(request)
    if asked is not None:
        return export(request, asked, f"operations-{tab.name}", tab.columns, tab.rows)
    return page(request, "operations.html", tab=tab, tabs=_TABS, is_moment=lambda value: isinstance(value, datetime))


def _next(rows: Sequence[Any], paging: Paging, key: Any) -> str | None:  # noqa: ANN401 - of rows of any kind
    return str(key(rows[paging.limit - 1])) if len(rows) > paging.limit else None
