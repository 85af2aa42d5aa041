"""A workspace as a country leaves it after six years, for the pages to be served from; what was filled how is told.

A sample of governments has real reports, revised and partly wrong ones among them, and is judged by the real monitor.
Of all others the standings are made up and kept through their repository, and their findings are copies of real ones.
"""

import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import DateBasis, Evidence
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.jobs.evaluate import run_monitor
from monitor.wiring import Workspace
from storage.standing_records import Stood
from storage.unit_of_work import unit_of_work
from tests.bench.judging_world import AS_OF, YEAR, bare, publish, units_of, visit_again
from tests.bench.serving_rows import add_findings, analyse, spoil_some

YEARS = tuple(range(YEAR - 5, YEAR + 1))
"""The report years of the store, the last of which is the season that pages show."""

_OF_A_PROVINCE, _OF_PREFECTURES, _COUNTIES = 55, 6, 8
_SAMPLE = 20
_AT_ONCE = 1000
_CHANCES = {
    Status.ON_TIME: 80,
    Status.LATE: 6,
    Status.MISSING: 5,
    Status.UNVERIFIABLE: 5,
    Status.DATE_UNKNOWN: 3,
    Status.POSSIBLY_LATE: 1,
}
_SEEN = Text("在列表页监测到报告", "seen on the list of reports")
_NOT_SEEN = Text("列表页已看完，未监测到报告", "the list was walked to its end without a report")


@dataclass(frozen=True, slots=True)
class Store:
    """What there is to ask for: areas by level, units, the reports that have a page, and how all this was filled."""

    units: int
    obligations: int
    findings: int
    provinces: tuple[str, ...]
    prefectures: tuple[str, ...]
    counties: tuple[str, ...]
    reports: tuple[tuple[str, int], ...]
    filled: tuple[str, ...]


def open_store(workspace: Workspace, units: int, findings: int) -> Store:
    """The store of a workspace, filled if it is not; what it holds stands beside it in a file."""
    told = workspace.folder / "bench-serving.json"
    if told.exists():
        return _read(told)
    workspace.prepare()
    store = fill(workspace, max(2, units // len(tuple(units_of(0)))), findings)
    told.write_text(json.dumps(asdict(store), ensure_ascii=False), "utf-8")
    return store


def fill(workspace: Workspace, governments: int, findings: int) -> Store:
    """Fill the store of a workspace that was prepared; `findings` on the season, of all together."""
    chance = random.Random(5)  # noqa: S311 - the same country every time
    everyone = [unit for number in range(governments) for unit in _of_government(number)]
    sampled = range(max(0, governments - _SAMPLE), governments)
    first = _with_those_above(everyone, {f"{number:05}" for number in sampled})
    published = _judge_sample(workspace, first, sampled, chance)
    known = {unit.id for unit in first}
    rest = [unit for unit in everyone if unit.id not in known]
    with unit_of_work(workspace.database) as work:
        work.units.keep(rest)
    _publish_rest(workspace, everyone, rest, chance)
    _stand(workspace, everyone, rest, chance)
    raw = bare(workspace.config.database_url)
    found = add_findings(raw, [unit.id for unit in rest], YEAR, findings)
    analyse(raw)
    raw.dispose()
    filled = (
        f"the {len(first)} units of {len(sampled)} governments: {len(published)} real reports, judged by the monitor",
        f"the other {len(rest)} units: made-up standings, kept through their repository; copies of real findings",
        "reports of other units and years: publications and revisions whose record is empty, never opened here",
    )
    places = {level: tuple(unit.id for unit in everyone if unit.level is level and _leads(unit)) for level in Level}
    of_levels = places[Level.PROVINCE], places[Level.PREFECTURE], places[Level.COUNTY]
    return Store(len(everyone), len(everyone) * len(YEARS), found, *of_levels, published, filled)


def _leads(unit: Unit) -> bool:
    return unit.kind is UnitKind.GOVERNMENT


def _of_government(number: int) -> Iterator[Unit]:
    """A government with those below it: in each 55 of them a province's, six prefectures' and their counties'."""
    block, place = divmod(number, _OF_A_PROVINCE)
    first = block * _OF_A_PROVINCE
    government, *below = units_of(number)
    if place > _OF_PREFECTURES:
        above = f"{first + 1 + (place - _OF_PREFECTURES - 1) // _COUNTIES:05}"
        yield replace(government, parent_id=above)
        yield from below
        return
    level = Level.PREFECTURE if place else Level.PROVINCE
    yield replace(government, level=level, parent_id=f"{first:05}" if place else None)
    for unit in below:
        yield replace(unit, kind=UnitKind.DEPARTMENT, level=level, name=f"第{unit.id}局", local_due=None)


def _with_those_above(everyone: Sequence[Unit], heads: Collection[str]) -> list[Unit]:
    """The governments of some ids with those below them, and whoever stands above them."""
    parents = {unit.id: unit.parent_id for unit in everyone}
    wanted = set(heads)
    for head in heads:
        above = parents[head]
        while above is not None:
            wanted.add(above)
            above = parents[above]
    return [unit for unit in everyone if unit.id in wanted or unit.parent_id in heads]


def _judge_sample(
    workspace: Workspace, first: Sequence[Unit], sampled: range, chance: random.Random
) -> tuple[tuple[str, int], ...]:
    """Real reports of two years on most units, a fifth with a wrong sum, a tenth revised; then a real evaluation."""
    with unit_of_work(workspace.database) as work:
        work.units.keep(first)
    raw, published = bare(workspace.config.database_url), []
    with raw.begin() as connection:
        for year in YEARS[-2:]:
            some = [unit for unit in first if chance.random() < 0.93]
            publish(connection, some, year, chance, whole=True)
            published += [(unit.id, year) for unit in some]
        spoil_some(connection, chance)
        for day in ((1, 15), (2, 2), (2, 5), (4, 2), (4, 6)):
            visit_again(connection, sampled, AS_OF.replace(month=day[0], day=day[1]))
    raw.dispose()
    with unit_of_work(workspace.database) as work:
        run_monitor(work, YEAR, AS_OF, likenesses=False)
    return tuple(published)


def _publish_rest(workspace: Workspace, everyone: Sequence[Unit], rest: Sequence[Unit], chance: random.Random) -> None:
    raw = bare(workspace.config.database_url)
    with raw.begin() as connection:
        for year in YEARS:
            publish(connection, rest if year in YEARS[-2:] else everyone, year, chance, whole=False)
    raw.dispose()


def _stand(workspace: Workspace, everyone: Sequence[Unit], rest: Sequence[Unit], chance: random.Random) -> None:
    """Where all stood in the years before, and where those stand now who are not of the sample."""
    for year in YEARS:
        of_year = rest if year == YEAR else everyone
        as_of = AS_OF - timedelta(days=365 * (YEAR - year))
        with unit_of_work(workspace.database) as work:
            for start in range(0, len(of_year), _AT_ONCE):
                some = of_year[start : start + _AT_ONCE]
                work.standings.keep(year, as_of, [_stood(unit, year, as_of, chance) for unit in some])
            work.standings.close(year, as_of)


def _stood(unit: Unit, year: int, as_of: datetime, chance: random.Random) -> Stood:
    (status,) = chance.choices(tuple(_CHANCES), tuple(_CHANCES.values()))
    due = date(year + 1, 3, 31) if _leads(unit) else date(year + 1, 1, 31)
    late = chance.randint(1, 40) if status in (Status.LATE, Status.MISSING) else None
    published = due + timedelta(days=late or -chance.randint(0, 25))
    there = status not in (Status.MISSING, Status.UNVERIFIABLE)
    dated = there and status is not Status.DATE_UNKNOWN
    standing = Standing(
        unit=unit,
        report_year=year,
        status=status,
        obligation=Obligation(unit, year, due, DueBasis.STATUTORY, due),
        published_on=published if dated else None,
        published_basis=DateBasis.PAGE.value if dated else None,
        days_late=late,
        report_url=f"{unit.site_url}nb/{unit.id}/{year}.html" if there else None,
        evidence=tuple(_evidence(unit, as_of, there=there)),
    )
    decided = chance.choice((0, 0, 1, 2))
    return Stood(standing, form="form_2021" if there else None, revisions=int(there), decided=decided)


def _evidence(unit: Unit, as_of: datetime, *, there: bool) -> Iterator[Evidence]:
    for days in (60, 20):
        yield Evidence(f"{unit.site_url}nb/", as_of - timedelta(days=days), _SEEN if there else _NOT_SEEN)


def _read(path: Path) -> Store:
    told = json.loads(path.read_text("utf-8"))
    reports = tuple((unit_id, year) for unit_id, year in told.pop("reports"))
    return Store(reports=reports, **{key: tuple(v) if isinstance(v, list) else v for key, v in told.items()})
