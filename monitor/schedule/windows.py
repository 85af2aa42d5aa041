"""Night windows: a job that asks sites begins within the hours in which they may be asked."""

from datetime import datetime, timedelta

from crawler.domain.clock import SHANGHAI
from crawler.fetch.hours import Hours

_DAY = timedelta(days=1)


def opening(hours: Hours | None, moment: datetime) -> datetime:
    """The moment itself where the hours are open then, or there are none; else when they open next."""
    here = moment.astimezone(SHANGHAI)
    if hours is None or hours.open_at(here):
        return here
    opens = datetime.combine(here.date(), hours.opens, tzinfo=SHANGHAI)
    return opens if opens > here else opens + _DAY
