"""What operators look at as lists: the columns of each, for the page and for files to take away."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crawler.domain.clock import SHANGHAI
from crawler.domain.evidence import VisitOutcome
from crawler.domain.wording import Text
from monitor.obligations.causes import OUTCOMES, cause_words
from monitor.watch.sites import shape_of
from monitor.watch.trouble import Trouble
from monitor.web.exports import Column
from monitor.web.operations.words import channel_words, end_words, job_words, kind_words
from storage.operations import SeenVisit, SiteHealth
from storage.outbox_records import Posted, State
from storage.runs import Run
from storage.slots import Slot

_DETAIL = 300
_SIGNS = {VisitOutcome.COMPLETE: "✓", VisitOutcome.BLOCKED: "⊘", VisitOutcome.DOWN: "✕"}
_COMPLETE = Text("看全", "seen in full")

STATES = {
    State.PENDING: Text("待发送", "pending"),
    State.SENDING: Text("发送中", "being sent"),
    State.DELIVERED: Text("已送达", "delivered"),
    State.DEAD: Text("未能送达，已停止", "given up"),
    State.DROPPED: Text("已人工撤下", "dropped"),
}
"""Where messages stand."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job of the plan: when it runs next, and its last slot; `missed` counts those that nobody ran."""

    name: str
    next_at: datetime | None
    last: Slot | None
    missed: int

    @property
    def late_by(self) -> timedelta | None:
        """How late the last run began."""
        return None if self.last is None else self.last.late_by


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run with the name of its log, "" where there is none."""

    run: Run
    log: str


def visit_words(outcome: VisitOutcome) -> Text:
    """How a visit ended."""
    return OUTCOMES.get(outcome, _COMPLETE)


def trend(visits: Sequence[SeenVisit]) -> str:
    """The last visits in short, the newest at the right: ✓ seen in full, ⊘ blocked, ✕ down, ~ in part."""
    return "".join(_SIGNS.get(visit.outcome, "~") for visit in reversed(visits))


def family_of(visit: SeenVisit | None) -> str:
    """The shape of the addresses of a site's column, alike on sites of one family; "" where none was found."""
    return shape_of(visit.columns[0]) if visit is not None and visit.columns else ""


def _last(site: SiteHealth) -> SeenVisit | None:
    return site.visits[0] if site.visits else None


HEALTH: tuple[Column[SiteHealth], ...] = (
    Column("site", Text("网站", "site"), lambda one: one.site_id),
    Column("unit", Text("单位", "unit"), lambda one: one.name),
    Column("units", Text("单位数", "units"), lambda one: one.units),
    Column("family", Text("栏目地址形式", "shape of its column"), lambda one: family_of(_last(one))),
    Column("last", Text("最近访问", "last visit"), lambda one: last.started_at if (last := _last(one)) else None),
    Column("outcome", Text("结果", "outcome"), lambda one: visit_words(last.outcome) if (last := _last(one)) else None),
    Column("thorough", Text("全面浏览", "thorough"), lambda one: last.thorough if (last := _last(one)) else None),
    Column("requests", Text("请求", "requests"), lambda one: last.requests if (last := _last(one)) else None),
    Column("pages", Text("页面", "pages"), lambda one: last.pages if (last := _last(one)) else None),
    Column("failures", Text("未看到", "not seen"), lambda one: len(last.failures) if (last := _last(one)) else None),
    Column(
        "cause",
        Text("原因", "why"),
        lambda one: cause_words(last.cause) if (last := _last(one)) and last.cause else None,
    ),
    Column("trend", Text("近几次", "last visits"), lambda one: trend(one.visits)),
)

SCHEDULE: tuple[Column[JobLine], ...] = (
    Column("job", Text("任务", "job"), lambda one: job_words(one.name)),
    Column("next", Text("下次", "next"), lambda one: one.next_at),
    Column("last", Text("上次开始", "last begun"), lambda one: one.last.started_at if one.last else None),
    Column("due", Text("上次应于", "was due"), lambda one: one.last.due_at if one.last else None),
    Column(
        "late_minutes",
        Text("晚（分钟）", "late, minutes"),
        lambda one: None if one.late_by is None else int(one.late_by.total_seconds()) // 60,
    ),
    Column("state", Text("状态", "state"), lambda one: end_words(one.last.state.value) if one.last else None),
    Column("outcome", Text("结果", "outcome"), lambda one: end_words(one.last.outcome) if one.last else None),
    Column("missed", Text("30天内未运行", "missed in 30 days"), lambda one: one.missed),
)

OUTBOX: tuple[Column[Posted], ...] = (
    Column("number", Text("序号", "number"), lambda one: one.number),
    Column("id", Text("编号", "id"), lambda one: one.id),
    Column("state", Text("状态", "state"), lambda one: STATES[one.state]),
    Column("recipient", Text("收件方", "recipient"), lambda one: one.addressee),
    Column("channel", Text("渠道", "channel"), lambda one: channel_words(one.channel)),
    Column("kind", Text("类别", "kind"), lambda one: kind_words(one.kind.value)),
    Column("subject", Text("标题", "subject"), lambda one: one.subject),
    Column("created_at", Text("写入", "put"), lambda one: one.created_at),
    Column("due_at", Text("下次尝试", "next try"), lambda one: one.due_at if one.ended_at is None else None),
    Column("attempts", Text("尝试次数", "tries"), lambda one: one.attempts),
    Column("said", Text("最后情况", "last word"), lambda one: one.said),
)

TROUBLES: tuple[Column[Trouble], ...] = (
    Column("kind", Text("故障", "trouble"), lambda one: one.kind.words),
    Column("about", Text("所涉", "about"), lambda one: one.about),
    Column("said", Text("情况", "what is known"), lambda one: one.said),
)

RULE_ERRORS: tuple[Column[tuple[str, int]], ...] = (
    Column("check", Text("规则", "check"), lambda one: one[0]),
    Column("crashes", Text("出错单位数", "crashes"), lambda one: one[1]),
)

RUNS: tuple[Column[RunLine], ...] = (
    Column("id", Text("编号", "id"), lambda one: one.run.id),
    Column("job", Text("任务", "job"), lambda one: job_words(one.run.job)),
    Column("started_at", Text("开始", "began"), lambda one: one.run.started_at),
    Column("ended_at", Text("结束", "ended"), lambda one: one.run.ended_at),
    Column("outcome", Text("结果", "outcome"), lambda one: end_words(one.run.outcome)),
    Column("log", Text("日志", "log"), lambda one: one.log),
    Column("detail", Text("详情", "detail"), lambda one: detail_of(one.run)),
)


def detail_of(run: Run) -> str:
    """What a run told of itself, in short."""
    said = json.dumps(dict(run.detail), ensure_ascii=False)
    return said if len(said) <= _DETAIL else f"{said[:_DETAIL]}…"


def run_line(run: Run, logs: Path) -> RunLine:
    """A run with its log, where one of that name is there."""
    name = f"{run.job}-{run.started_at.astimezone(SHANGHAI):%Y%m%dT%H%M%S}.log"
    return RunLine(run, name if (logs / name).is_file() else "")
