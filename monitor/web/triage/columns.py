"""Findings as a list to take away."""

from crawler.domain.wording import Text
from monitor.findings.words import STATES
from monitor.summaries.words import SEVERITIES
from monitor.web.exports import Column
from monitor.web.triage.words import STATUSES
from storage.triage_rows import ListedFinding

COLUMNS: tuple[Column[ListedFinding], ...] = (
    Column("id", Text("编号", "id"), lambda one: one.id),
    Column("report_year", Text("报告年度", "report year"), lambda one: one.report_year),
    Column("unit_id", Text("单位代码", "unit id"), lambda one: one.unit_id),
    Column("unit", Text("单位", "unit"), lambda one: one.unit_name or one.unit_id),
    Column("check", Text("规则", "check"), lambda one: one.check),
    Column("title", Text("规则内容", "rule"), lambda one: one.title),
    Column("severity", Text("程度", "severity"), lambda one: SEVERITIES[one.severity]),
    Column("status", Text("结论", "status"), lambda one: STATUSES.get(one.status, Text(one.status, one.status))),
    Column("state", Text("处理状态", "state"), lambda one: STATES[one.state]),
    Column("message", Text("监测到的情况", "what was seen"), lambda one: one.message),
    Column("root", Text("由何项说明", "explained by"), lambda one: one.root),
    Column("assignee", Text("交办", "given to"), lambda one: one.assignee),
    Column("opened_at", Text("首次监测到", "first seen"), lambda one: one.opened_at),
    Column("last_seen_at", Text("最近监测到", "last seen"), lambda one: one.last_seen_at),
)
"""What is given of each finding."""
