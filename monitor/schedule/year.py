"""The plan of the year: denser where reports come due, on a share of the sites each day where nothing is.

Report year N is due in the year after: departments by January 31, governments by March 31, townships as the local
rule says.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta

from crawler.fetch.hours import Hours
from monitor.config.model import Config
from monitor.schedule.jitter import jitter
from monitor.schedule.plan import CatchUp, Plan, PlannedJob, Season, times_every

CRAWL = "crawl"
MISSING = "missing"
REVISIONS = "revisions"
MONITOR = "monitor"
ALERT = "alert"
DELIVER = "deliver"
WATCH = "watch"
SUMMARY = "summary"
ROSTER = "roster"

JOBS = (CRAWL, MISSING, REVISIONS, MONITOR, SUMMARY, ALERT, WATCH, DELIVER, ROSTER)
"""All jobs, in the order in which they are begun where several are due at once."""

_BY_LAW = ((1, 31), (3, 31))
_DEADLINE_PASSED = time(0, 30)
_YEAR = ((1, 1), (12, 31))
_SUNDAY = 6
_WEEKDAYS = frozenset(range(_SUNDAY))
_CRAWLS = frozenset({CRAWL, MISSING, REVISIONS})


def year_plan(config: Config, workspace: str) -> Plan:
    """The plan by the settings; `workspace` names who plans, for the delays that are to differ between them."""
    schedule = config.schedule
    hours = Hours.read(config.crawl.hours) if config.crawl.hours else None
    spread = timedelta(minutes=schedule.jitter_minutes)
    seasons = _seasons(config)
    policies = schedule.catch_up.model_dump()
    jobs = (
        PlannedJob(
            name,
            seasons[name],
            CatchUp(policies.get(name, CatchUp.SKIP)),
            _AFTER.get(name, frozenset()),
            hours if name in _ASKING else None,
            jitter(f"{workspace} {name}", spread) if name in _ASKING else timedelta(),
        )
        for name in JOBS
    )
    return {job.name: job for job in jobs if job.seasons}


_ASKING = _CRAWLS | {ROSTER}
"""The jobs that ask sites: within the hours, and not all in the same second."""

_AFTER = {
    CRAWL: frozenset({MISSING, REVISIONS}),
    MISSING: frozenset({CRAWL, REVISIONS}),
    REVISIONS: frozenset({CRAWL, MISSING}),
    ROSTER: _CRAWLS,
    MONITOR: _CRAWLS,
    SUMMARY: _CRAWLS | {MONITOR},
    ALERT: _CRAWLS | {MONITOR},
    DELIVER: frozenset({ALERT, WATCH}),
}


def _seasons(config: Config) -> dict[str, tuple[Season, ...]]:
    at = {name: time.fromisoformat(text) for name, text in config.schedule.model_dump(include=set(_TIMES)).items()}
    local = config.obligations.townships_day
    due_days = tuple(sorted({*_BY_LAW, *((local,) if local is not None else ())}))
    first, again = at["crawl"], at["crawl_again"]
    crawls = {CRAWL: _crawls(first), MISSING: _missing(first), REVISIONS: (Season((4, 2), (12, 31), (first,)),)}
    if not config.schedule.by_season:
        crawls = {CRAWL: (Season(*_YEAR, (first,)),), MISSING: (), REVISIONS: ()}
    around = tuple(Season(*_around(*day), (first, again)) for day in due_days)
    return {
        **crawls,
        CRAWL: crawls[CRAWL] + around,
        MONITOR: _evaluations(at["monitor"], _shifted(at["monitor"], first, again), due_days),
        SUMMARY: (Season((4, 15), (4, 15), (at["summary"],)),),
        ALERT: (Season(*_YEAR, (at["alert"],), working_days=True),),
        DELIVER: (Season(*_YEAR, times_every(5)),),
        WATCH: (Season(*_YEAR, times_every(15)),),
        ROSTER: (Season((11, 15), (11, 15), (first,)),),
    }


_TIMES = ("crawl", "crawl_again", "monitor", "alert", "summary")


def _crawls(at: time) -> tuple[Season, ...]:
    """All sites: daily from January on and in March, weekly in February, and once in December to see all is well."""
    return (
        Season((1, 1), (2, 1), (at,)),
        Season((2, 2), (2, 29), (at,), weekdays=frozenset({_SUNDAY})),
        Season((3, 1), (4, 1), (at,)),
        Season((12, 15), (12, 15), (at,)),
    )


def _missing(at: time) -> tuple[Season, ...]:
    """The sites of what is not found yet: every other day in February, every third in April, weekly from May on.

    A report that comes late must be seen soon: until then its unit is said to have none.
    """
    return (
        Season((2, 2), (2, 29), (at,), every=2, weekdays=_WEEKDAYS),
        Season((4, 2), (4, 30), (at,), every=3),
        Season((5, 1), (12, 31), (at,), weekdays=frozenset({_SUNDAY})),
    )


def _evaluations(at: time, again: time, due_days: Iterable[tuple[int, int]]) -> tuple[Season, ...]:
    """Daily, a second time where sites are crawled twice, and as soon as a due day is over."""
    seasons = [Season(*_YEAR, (at,))]
    for day in due_days:
        seasons.append(Season(*_around(*day), (again,)))
        after = _days_from(*day, 1)
        seasons.append(Season(after, after, (_DEADLINE_PASSED,)))
    return tuple(seasons)


def _around(month: int, day: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """From two days before a due day to the day after.

    >>> _around(1, 31)
    ((1, 29), (2, 1))
    """
    return _days_from(month, day, -2), _days_from(month, day, 1)


def _days_from(month: int, day: int, days: int) -> tuple[int, int]:
    """No leap year: due days stand in every year."""
    moved = date(2023, month, day) + timedelta(days=days)
    return moved.month, moved.day


def _shifted(at: time, first: time, again: time) -> time:
    """As long after the second crawl as `at` is after the first."""
    minutes = (again.hour - first.hour + at.hour) * 60 + again.minute - first.minute + at.minute
    return time(minutes // 60 % 24, minutes % 60)
