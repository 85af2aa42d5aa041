"""What an office was told, as a feed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from crawler.domain.message import Kind, Message, Plane
from crawler.domain.wording import Language, Text
from monitor.feeds.atom import Entry, Feed

AUTHOR = Text("政府信息公开工作年度报告监测", "Monitoring of annual disclosure reports")
_TITLE = Text("{}：监测告知", "{}: what was told")
_KINDS = {
    Kind.REMINDER: Text("到期提醒", "reminder"),
    Kind.NOTICE: Text("告知", "notice"),
    Kind.ESCALATION: Text("逾期告知", "escalation"),
    Kind.CORRECTION: Text("更正", "correction"),
    Kind.TROUBLE: Text("运行故障", "trouble"),
}


def told_feed(
    office_id: str, name: str, language: Language, address: str, told: Iterable[tuple[Message, datetime]], at: datetime
) -> Feed:
    """The feed of an office, of messages with the moments they were written at, the newest first.

    What went over several channels was told once. What was told is never rewritten: a correction is an entry of its
    own. Words on other planes are not the office's.
    """
    entries = tuple(_entries(office_id, told))
    title = _TITLE.to(language).format(name)
    return Feed(f"told/{office_id}", title, AUTHOR.to(language), address, language, at, entries)


def _entries(office_id: str, told: Iterable[tuple[Message, datetime]]) -> Iterator[Entry]:
    seen: set[str] = set()
    for message, at in told:
        key = "/".join(("told", office_id, *sorted(item.key for item in message.told)))
        if message.plane is Plane.OFFICES and key not in seen:
            seen.add(key)
            kind = _KINDS[message.kind].to(message.language)
            yield Entry(key, message.subject, message.body, at, message.link, (kind,))
