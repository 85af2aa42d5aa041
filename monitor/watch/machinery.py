"""What runs by itself: checks, crawls, the schedule, the disk, and the outbox."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.domain.wording import Text
from monitor.obligations.days import china_time
from monitor.watch.facts import Facts
from monitor.watch.trouble import Broken, Trouble
from storage.slots import SlotState

_FAILED = "failed"


def checks_crashed(facts: Facts) -> Iterator[Trouble]:
    """Checks that broke on some report; what they would have said is unknown, and held against nobody."""
    for check, number in sorted(facts.rule_errors.items()):
        yield Trouble(
            Broken.RULE_ERROR,
            check,
            Text(
                f"检查项{check}运行出错，涉及{number}处，相关结果不作认定。",
                f"The check {check} crashed in {number} places; nothing is concluded there.",
            ),
        )


def jobs_failed(facts: Facts) -> Iterator[Trouble]:
    """Jobs whose last run failed; while the next one is under way, that one may fail as well."""
    crawl = facts.last_crawl
    if crawl is not None and (crawl.outcome == _FAILED or (not crawl.ended and _known(facts, Broken.CRAWL_FAILED))):
        reason = str(crawl.detail.get("reason") or "")
        yield Trouble(
            Broken.CRAWL_FAILED,
            "",
            Text(
                f"采集失败（{reason or '未说明原因'}），见logs目录和gongkai crawls show {crawl.id}。",
                f"A crawl failed ({reason or 'no reason told'}): see logs and gongkai crawls show {crawl.id}.",
            ),
        )
    for job, slot in sorted(facts.last_slots.items()):
        goes_on = slot.state is SlotState.CLAIMED and _known(facts, Broken.JOB_FAILED, job)
        if slot.state is SlotState.FAILED or goes_on:
            due = china_time(slot.due_at)
            yield Trouble(
                Broken.JOB_FAILED,
                job,
                Text(
                    f"任务{job}失败（应于{due}运行）：{slot.outcome or '正在重新运行'}。",
                    f"The job {job} failed (due at {due}): {slot.outcome or 'it is running again'}.",
                ),
            )


def jobs_late(facts: Facts) -> Iterator[Trouble]:
    """Jobs that should have begun and have not, though nothing that they wait for is running."""
    late = [slot for slot in facts.overdue if slot.job not in facts.waiting]
    number = Counter(slot.job for slot in late)
    for job, due_at in sorted({slot.job: slot.due_at for slot in reversed(late)}.items()):
        due = china_time(due_at)
        yield Trouble(
            Broken.JOB_LATE,
            job,
            Text(
                f"任务{job}应于{due}运行，至今未运行（共{number[job]}次）。",
                f"The job {job} was due at {due} and has not run ({number[job]} times in all).",
            ),
        )


def scheduler_gone(facts: Facts) -> Iterator[Trouble]:
    """No scheduler is heard of any more, or the one that is there came only now after none was."""
    patience = timedelta(minutes=facts.settings.late_minutes)
    beats = sorted(facts.heartbeats, key=lambda beat: beat.seen_at)
    if not beats:
        return
    last = beats[-1]
    if facts.now - last.seen_at > patience:
        yield Trouble(Broken.SCHEDULER_GONE, "", _gone_words(last.seen_at, None))
        return
    before = max((beat.seen_at for beat in beats[:-1]), default=last.started_at)
    if last.started_at - before > patience and facts.now - last.started_at <= patience:
        yield Trouble(Broken.SCHEDULER_GONE, "", _gone_words(before, last.started_at))


def disk_full(facts: Facts) -> Iterator[Trouble]:
    """A disk with too little room; one that was too full has to have a little more."""
    free, wanted = facts.disk_free, facts.settings.disk_free_percent / 100
    if free is None:
        return
    if free < wanted * (1.1 if _known(facts, Broken.DISK) else 1):
        yield Trouble(
            Broken.DISK,
            "",
            Text(f"磁盘仅剩{free:.0%}可用，请清理或扩容。", f"Only {free:.0%} of the disk is free: make room."),
        )


def outbox_stuck(facts: Facts) -> Iterator[Trouble]:
    """Messages that were given up, by recipient and channel, and some that wait too long."""
    dead = Counter(f"{posted.recipient}/{posted.channel}" for posted in facts.dead)
    said = {f"{posted.recipient}/{posted.channel}": posted.said for posted in facts.dead}
    for way, number in sorted(dead.items()):
        yield Trouble(
            Broken.DEAD_LETTERS,
            way,
            Text(
                f"发给{way}的{number}条消息已停止重试（{said[way]}），见gongkai outbox list --state dead。",
                f"{number} messages to {way} were given up ({said[way]}); see gongkai outbox list --state dead.",
            ),
        )
    oldest = facts.oldest_open
    if oldest is not None and facts.now - oldest.created_at > timedelta(hours=facts.settings.outbox_hours):
        local = china_time(oldest.created_at)
        way = f"{oldest.recipient}/{oldest.channel}"
        yield Trouble(
            Broken.OUTBOX_OLD,
            "",
            Text(
                f"{local}起有消息未送达（{way}：{oldest.said or '未尝试发送'}）。",
                f"A message has been waiting since {local} ({way}: {oldest.said or 'nobody tried to send it'}).",
            ),
        )


def _gone_words(since: datetime, until: datetime | None) -> Text:
    if until is None:
        return Text(
            f"调度程序自{china_time(since)}起没有运行，期间不采集、不通知。",
            f"No scheduler has run since {china_time(since)}: nothing is crawled and nobody told.",
        )
    return Text(
        f"{china_time(since)}至{china_time(until)}没有调度程序运行，期间未采集、未通知。",
        f"No scheduler ran from {china_time(since)} to {china_time(until)}: nothing was crawled and nobody told.",
    )


def _known(facts: Facts, kind: Broken, about: str = "") -> bool:
    return (kind.value, about) in facts.known
