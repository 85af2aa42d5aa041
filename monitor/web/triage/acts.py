"""What people do with findings through the pages and the API: checked, done, and written down, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import HTTPException, Request

from crawler.domain.finding_life import Step
from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.jobs.triage import Taken, remark_on, show_anew, take_steps
from monitor.web.auditing import note as write_down
from monitor.web.guard import signed_in
from monitor.web.problems import Declined
from monitor.web.scope import sight_of
from storage.unit_of_work import UnitOfWork

STEPS = {"acknowledge": Step.ACKNOWLEDGED, "dismiss": Step.DISMISSED, "reopen": Step.REOPENED}
"""The steps of people, by the names that forms and programs give them."""

_ACCUSING = ("dismiss", "reopen")
"""The steps after which there is less, or more, to say against a unit."""

MOST = 100
"""How many findings may be acted on at once."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done: one of STEPS, `note`, or `assign`; `assignee` "" takes it from whoever had it."""

    name: str
    note: str = ""
    assignee: str = ""


def act_on(request: Request, work: UnitOfWork, finding_ids: Sequence[int], act: Act) -> Taken:
    """Do it to findings that are in sight; 404 where one is not, 422 where something is lacking."""
    _check(act, finding_ids)
    wanted = frozenset(finding_ids)
    seen = {one.id for one in work.triage.seen(wanted, sight_of(request, Role.REVIEWER))}
    if seen != wanted:
        raise HTTPException(404)
    by, now = signed_in(request).name, request.app.state.clock()
    if act.name in STEPS:
        taken = take_steps(work, finding_ids, STEPS[act.name], by, act.note, now)
        if act.name in _ACCUSING:
            show_anew(request.app.state.workspace, work, taken.done)
    else:
        assignee = act.assignee if act.name == "assign" else None
        remark_on(work, finding_ids, by, now, act.note, assignee)
        taken = Taken(tuple(dict.fromkeys(finding_ids)), ())
    for finding_id in taken.done:
        detail = {"note": act.note} | ({"assignee": act.assignee} if act.name == "assign" else {})
        write_down(request, work, f"finding.{act.name}", str(finding_id), **detail)
    return taken


def _check(act: Act, finding_ids: Sequence[int]) -> None:
    if act.name not in (*STEPS, "note", "assign"):
        raise Declined(422, Text("没有这种操作", "there is no such action"))
    if not finding_ids:
        raise Declined(422, Text("请先选择问题", "choose findings first"))
    if len(finding_ids) > MOST:
        raise Declined(422, Text(f"一次最多处理{MOST}条", f"at most {MOST} at once"))
    if act.name in ("dismiss", "note") and not act.note.strip():
        raise Declined(422, Text("请填写理由或备注", "say why"))
