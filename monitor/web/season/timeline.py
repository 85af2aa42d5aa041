"""What happened around one obligation, in the order of time: looked for in vain, seen, revised, told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.wording import Text
from storage.standing_records import Stood
from storage.unit_of_work import UnitOfWork

_REVISED = Text("监测到报告内容有变化", "the report was seen to say something else")
_DELIVERED, _WAITING = Text("已告知", "told"), Text("告知待送达", "to be told, not delivered yet")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: when, what, and at which address; `told` where it is what we told somebody."""

    at: datetime
    what: Text
    url: str | None = None
    told: bool = False


def timeline_of(work: UnitOfWork, stood: Stood) -> tuple[Moment, ...]:
    """All that is known of one obligation, the oldest first."""
    return tuple(sorted(_moments(work, stood), key=lambda moment: moment.at))


def _moments(work: UnitOfWork, stood: Stood) -> Iterator[Moment]:
    unit_id, year = stood.unit.id, stood.standing.report_year
    for seen in stood.standing.evidence:
        yield Moment(seen.at, seen.what, seen.url)
    for revised in work.unit_timeline.revised(unit_id, year):
        yield Moment(revised.at, _REVISED, revised.url)
    for told in work.unit_timeline.told(unit_id, year):
        words = _DELIVERED if told.delivered else _WAITING
        what = Text(f"{words.zh}（{told.recipient}）：{told.text}", f"{words.en} ({told.recipient}): {told.text}")
        yield Moment(told.at, what, told=True)
