"""The lines of an example that say where and when a report was published.

`standing: late, 9 days` sets where the obligation stands, with `published 2024-04-09` and `by a local rule` as wanted.
`seen first: 2024-01-20` makes a publication of the report, `found in: 通知公告 /tzgg/` names the page that led to it.
`visited: 2024-02-10` is a visit in full; `… gone` one on which the report was gone, `… lists 2021 2023` one whose
lists name this unit's reports on those years, and any other words are why its page could not be seen.
`known years: 2021 2023` are the years of which a report is known.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import DateBasis, Failure, Listed, Publication, Visit, VisitOutcome
from crawler.domain.law import statutory_due
from monitor.examples.scene import PAGE, SITE, Scene, directive

_COLUMN = f"{SITE}/zfxxgk/nb/"
_DAYS = re.compile(r"(\d+) days?")
_PUBLISHED = re.compile(r"published (\d{4}-\d{2}-\d{2})")
_GONE = "answered with status 404"


@directive("standing")
def _standing(drawn: Scene, line: str) -> Scene:
    status = Status(line.partition(",")[0])
    published, days = _PUBLISHED.search(line), _DAYS.search(line)
    standing = Standing(
        unit=drawn.unit,
        report_year=drawn.draft.year,
        status=status,
        obligation=None if status is Status.NOT_OBLIGED else _obligation(drawn, local="by a local rule" in line),
        published_on=date.fromisoformat(published[1]) if published else None,
        published_basis=DateBasis.PAGE.value if published else None,
        days_late=int(days[1]) if days else None,
        report_url=PAGE,
    )
    return _judged(drawn, standing=standing)


@directive("seen first")
def _seen_first(drawn: Scene, line: str) -> Scene:
    return _judged(drawn, publications=(_publication(drawn, _morning(line)),))


@directive("found in")
def _found_in(drawn: Scene, line: str) -> Scene:
    heading, _, path = line.partition(" ")
    publication = _publication(drawn, _morning(f"{drawn.draft.year + 1}-01-20"))
    return _judged(drawn, publications=(replace(publication, lists=((f"{SITE}{path}", heading),)),))


@directive("visited")
def _visited(drawn: Scene, line: str) -> Scene:
    day, _, what = line.partition(" ")
    start = _morning(day)
    years = [int(year) for year in what.removeprefix("lists").split()] if what.startswith("lists") else []
    cause = "" if years else _GONE if what == "gone" else what
    visit = Visit(
        site_id=drawn.unit.site_id,
        started_at=start,
        ended_at=start + timedelta(minutes=10),
        outcome=VisitOutcome.COMPLETE,
        columns=(_COLUMN,),
        listings=(_COLUMN,),
        entries=6,
        failures=(Failure(PAGE, cause),) if cause else (),
        listed=tuple(Listed(drawn.unit.id, year) for year in years),
    )
    return _judged(drawn, visits=(*drawn.judged.get("visits", ()), visit))  # type: ignore[misc]


@directive("known years")
def _known_years(drawn: Scene, line: str) -> Scene:
    return _judged(drawn, years=frozenset(int(year) for year in line.split()))


def _judged(drawn: Scene, **facts: object) -> Scene:
    return replace(drawn, judged={**drawn.judged, **facts})


def _obligation(drawn: Scene, *, local: bool) -> Obligation:
    draft = drawn.draft
    due = statutory_due(draft.kind, draft.level, draft.year)
    if due is not None and not local:
        return Obligation(drawn.unit, draft.year, due, DueBasis.STATUTORY, statutory_due=due)
    day = date(draft.year + 1, 1, 31)
    return Obligation(drawn.unit, draft.year, day, DueBasis.LOCAL, statutory_due=due, local_due=day)


def _publication(drawn: Scene, seen: datetime) -> Publication:
    dates = drawn.draft.extraction().report.dates
    return Publication(
        unit_id=drawn.unit.id,
        report_year=drawn.draft.year,
        url=PAGE,
        page_date=dates.page,
        list_date=None,
        url_date=dates.url,
        signed_date=dates.signed,
        first_seen=seen,
        last_seen=seen,
        digest="0" * 64,
        revisions=1,
    )


def _morning(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=SHANGHAI)
