"""Troubles: what of ours is broken. Never is one the fault of a unit; while it lasts, we cannot see."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.domain.wording import Text


class Broken(StrEnum):
    """What is broken."""

    WAY_OUT = "way_out"
    """Most sites at once cannot be seen: it is our own way to them."""
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    HIJACKED = "hijacked"
    UNSEEN = "unseen"
    """A site answers, and is not seen in full."""
    REBUILT = "rebuilt"
    """The columns of a site are where none was before: another family of pages may stand there now."""
    SILENT = "silent"
    """Reports that were listed are listed no more."""
    CANARY = "canary"
    RULE_ERROR = "rule_error"
    CRAWL_FAILED = "crawl_failed"
    JOB_FAILED = "job_failed"
    JOB_LATE = "job_late"
    SCHEDULER_GONE = "scheduler_gone"
    DISK = "disk"
    DEAD_LETTERS = "dead_letters"
    OUTBOX_OLD = "outbox_old"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]


_WORDS = {
    Broken.WAY_OUT: Text("监测程序可能无法访问外网", "our own way to the sites may be broken"),
    Broken.UNREACHABLE: Text("网站打不开", "a site cannot be reached"),
    Broken.BLOCKED: Text("访问被网站防护拦截", "a site blocks us"),
    Broken.HIJACKED: Text("网站疑似被篡改", "strangers seem to have been at a site"),
    Broken.UNSEEN: Text("网站未能看全", "a site is not seen in full"),
    Broken.REBUILT: Text("网站栏目地址改变，可能改版", "the columns of a site have moved; it may have been rebuilt"),
    Broken.SILENT: Text("原有年报不再列出", "reports that were listed are listed no more"),
    Broken.CANARY: Text("对照单位的年报未找到", "a canary was not found"),
    Broken.RULE_ERROR: Text("检查项运行出错", "a check crashed"),
    Broken.CRAWL_FAILED: Text("采集失败", "the crawl failed"),
    Broken.JOB_FAILED: Text("定时任务失败", "a job failed"),
    Broken.JOB_LATE: Text("定时任务未按时运行", "a job is late"),
    Broken.SCHEDULER_GONE: Text("调度程序没有运行", "no scheduler is running"),
    Broken.DISK: Text("磁盘空间不足", "the disk is nearly full"),
    Broken.DEAD_LETTERS: Text("消息未能送达，已停止重试", "messages were given up"),
    Broken.OUTBOX_OLD: Text("消息长时间未送达", "messages have been waiting too long"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is broken now. `about` names what: a site, a unit, a job, a check, or nothing."""

    kind: Broken
    about: str
    said: Text

    @property
    def place(self) -> tuple[str, str]:
        """What makes it the same trouble at the next look."""
        return (self.kind.value, self.about)
