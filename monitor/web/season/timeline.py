"""What happened around one obligation, in the order of time: looked for in vain, seen, revised, told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.wording import Text
from storage.outbox_records import State
from storage.standing_records import Stood
from storage.unit_of_work import UnitOfWork

_REVISED = Text("监测到报告内容有变化", "the report was seen to say something else")
_WAITING = Text("告知待送达", "to be told, not delivered yet")
_TOLD = {
    State.PENDING: _WAITING,
    State.SENDING: _WAITING,
    State.DELIVERED: Text("已告知", "told"),
    State.DEAD: Text("告知未能送达", "not told: it could not be delivered"),
}


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
        words = _TOLD[told.state]
        what = Text(f"{words.zh}（{told.addressee}）：{told.text}", f"{words.en} ({told.addressee}): {told.text}")
        yield Moment(told.at, what, told=True)
