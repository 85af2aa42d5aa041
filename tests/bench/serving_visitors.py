"""Who reads: accounts of their own areas with real sessions, and the addresses that each of them asks for."""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import cycle, islice

from monitor.access.sessions import SessionSignIn
from monitor.wiring import Workspace
from storage.accounts import HeldRole
from storage.unit_of_work import unit_of_work
from tests.bench.judging_world import AS_OF, YEAR
from tests.bench.serving_readers import Reader
from tests.bench.serving_store import Store

NOW = AS_OF + timedelta(hours=2)
"""When all this is read."""

STATIC: Mapping[str, Sequence[str]] = {"(a static file)": ("/static/style.css",)}
"""What a page is measured against: a file that the same server gives away as it is."""

_PLACES = 400
_FILTERS = ("", "", "", "?status=missing", "?kind=township&order=name", "?name=1", "?order=due_on&desc=1")


def visitors(workspace: Workspace, store: Store, number: int) -> tuple[Reader, ...]:
    """So many readers: half see everywhere, the others a province, a prefecture or a county."""
    sign_in = SessionSignIn(workspace.database, lambda: NOW, workspace.config.serve)
    areas = _areas(store)
    readers = []
    with unit_of_work(workspace.database) as work:
        for place in range(number):
            area, name = areas[place % len(areas)], f"reader-{place}"
            account = work.accounts.find(name) or work.accounts.add(name, name, NOW)
            work.accounts.give(account.id, [HeldRole("viewer", area)])
            secret = sign_in.begin(work, work.accounts.get(name))
            readers.append(Reader((sign_in.cookie.name, secret), pages_of(workspace, store, area, seed=place)))
    return tuple(readers)


def pages_of(workspace: Workspace, store: Store, area: str | None, seed: int) -> dict[str, list[str]]:
    """The addresses that a reader of an area asks for, by kind of page."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    seen = _seen(workspace, area)
    heads = [one for one in (*store.provinces, *store.prefectures, *store.counties) if one in seen]
    reports = [(unit_id, year) for unit_id, year in store.reports if unit_id in seen]
    pages = {
        "overview": ["/", f"/?year={YEAR}", f"/?year={YEAR - 1}"],
        "area": ["/areas", *(f"/areas/{one}{chance.choice(_FILTERS)}" for one in chance.choices(heads, k=_PLACES))],
        "unit": [f"/units/{one}" for one in chance.choices(sorted(seen), k=_PLACES)],
    }
    if reports:
        pages["report"] = [f"/units/{one}/reports/{year}" for one, year in chance.choices(reports, k=_PLACES)]
    return pages


def _areas(store: Store) -> list[str | None]:
    """Those of the last places, since the sample with real reports is there."""
    scoped = [ids[-1] for ids in (store.provinces, store.prefectures, store.counties) if ids]
    return [area for pair in islice(zip(cycle([None]), cycle(scoped), strict=False), 3) for area in pair]


def _seen(workspace: Workspace, area: str | None) -> frozenset[str]:
    with unit_of_work(workspace.database) as work:
        parents = {place.unit_id: place.parent_id for place in work.units.places()}
    return frozenset(unit_id for unit_id in parents if area is None or area in _up(unit_id, parents))


def _up(unit_id: str, parents: Mapping[str, str | None]) -> list[str]:
    line: list[str] = []
    above: str | None = unit_id
    while above is not None:
        line.append(above)
        above = parents[above]
    return line
