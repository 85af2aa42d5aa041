"""A store as large as a country's: governments with the units below them, six report years, one site each.

Rows go straight into the tables. Every report prints a sound one's figures with a text of its own, so that nobody is
like anybody; of the years that are never judged again only what is asked of them is kept.
"""

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, make_url, select
from sqlalchemy.pool import NullPool

from crawler.domain.extraction import Extraction
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.examples.sound import Draft
from storage.records import to_record
from storage.revisions import certain_numbers
from storage.tables import captures, figures, publications, revisions, units, visits
from storage.units import to_row
from tests.bench.likeness_texts import written

YEAR = 2024
AS_OF = datetime(YEAR + 1, 4, 20, 1, tzinfo=UTC)
_YEARS = 6
_DEPARTMENTS, _TOWNSHIPS = 26, 18
_CHUNK = 2000
_TEXT = "@@"
_KINDS = {
    UnitKind.GOVERNMENT: ("人民政府", Level.COUNTY),
    UnitKind.DEPARTMENT: ("局", Level.COUNTY),
    UnitKind.TOWNSHIP: ("镇人民政府", Level.TOWNSHIP),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """How many governments there are, and which share of all units has published this year."""

    governments: int
    share: float = 0.1
    seed: int = 5

    @property
    def units(self) -> int:
        """Each government with those below it."""
        return self.governments * (1 + _DEPARTMENTS + _TOWNSHIPS)


def fill(url: str, scale: Scale) -> None:
    """Put a country into an empty database."""
    engine = bare(url)
    chance = random.Random(scale.seed)  # noqa: S311 - the same country every time
    with engine.begin() as connection:
        _add(connection, units, (to_row(unit) | {"edition": 1} for unit in country(scale)))
        _add(connection, visits, _visits(scale))
        for year in range(YEAR - _YEARS + 1, YEAR + 1):
            share = scale.share if year == YEAR else 1.0
            published = (unit for unit in country(scale) if chance.random() < share)
            publish(connection, published, year, chance)
    _analyse(engine)
    engine.dispose()


def bare(url: str) -> Engine:
    """The database as it takes records that are JSON already, for those who write a hundred thousand of them."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(
        address,
        json_serializer=lambda value: value if isinstance(value, str) else json.dumps(value),
        poolclass=NullPool,
    )


def country(scale: Scale) -> Iterator[Unit]:
    """The units, each government before those below it."""
    for number in range(scale.governments):
        yield from units_of(number)


def units_of(number: int) -> Iterator[Unit]:
    """A government and the units below it."""
    site = f"http://www.g{number:05}.gov.cn/"
    yield _unit(f"{number:05}", UnitKind.GOVERNMENT, None, site)
    for place in range(_DEPARTMENTS + _TOWNSHIPS):
        kind = UnitKind.DEPARTMENT if place < _DEPARTMENTS else UnitKind.TOWNSHIP
        yield _unit(f"{number:05}-{place:02}", kind, f"{number:05}", site)


def publish(
    connection: Connection, published: Iterable[Unit], year: int, chance: random.Random, *, whole: bool | None = None
) -> None:
    """Let units publish a report on a year, each at an address of its own and in time.

    `whole` says whether what it prints is kept; without a word that of the years that are judged.
    """
    records = {kind: _record(kind, year) for kind in _KINDS}
    whole = year >= YEAR - 1 if whole is None else whole
    left = iter(published)
    while some := list(islice(left, _CHUNK)):
        first = _next_id(connection, captures)
        rows = [(first + place, unit) for place, unit in enumerate(some)]
        seen_at = datetime(year + 1, 1, 20, 1, tzinfo=UTC)
        digests = {row_id: f"{chance.getrandbits(256):064x}" for row_id, _ in rows}
        connection.execute(insert(captures), [_capture(row_id, unit, year, seen_at, digests) for row_id, unit in rows])
        connection.execute(insert(publications), [_publication(row_id, unit, year, seen_at) for row_id, unit in rows])
        text = [written(chance) if whole else "" for _ in rows]
        connection.execute(
            insert(revisions),
            [
                _revision(
                    row_id, seen_at, digests[row_id], records[unit.kind][0].replace(_TEXT, said) if whole else "{}"
                )
                for (row_id, unit), said in zip(rows, text, strict=True)
            ],
        )
        if whole:
            connection.execute(insert(figures()), [{"revision_id": key, **records[unit.kind][1]} for key, unit in rows])


def visit_again(connection: Connection, numbers: Iterable[int], at: datetime) -> None:
    """Let the sites of some governments be visited once more."""
    connection.execute(insert(visits), [_visit(number, at, at) for number in numbers])


def _unit(unit_id: str, kind: UnitKind, parent_id: str | None, site: str) -> Unit:
    ending, level = _KINDS[kind]
    local_due = (1, 31) if kind is UnitKind.TOWNSHIP else None
    return Unit(unit_id, f"第{unit_id}{ending}", kind, level, parent_id, site, local_due=local_due)


def _visits(scale: Scale) -> Iterator[dict[str, Any]]:
    """Three thorough visits to each site after every date was due, and two before."""
    days = (datetime(YEAR + 1, month, day, 2, tzinfo=UTC) for month, day in ((1, 15), (2, 2), (2, 5), (4, 2), (4, 6)))
    return (_visit(number, day, day) for day in days for number in range(scale.governments))


def _visit(number: int, started_at: datetime, at: datetime) -> dict[str, Any]:
    of_site = list(units_of(number))
    return {
        "site_id": f"www.g{number:05}.gov.cn",
        "started_at": started_at,
        "ended_at": at + timedelta(minutes=5),
        "outcome": "complete",
        "columns": [f"http://www.g{number:05}.gov.cn/nb/"],
        "listings": [],
        "entries": 90,
        "pages": 12,
        "failures": [],
        "report_year": None,
        "looked_for": [unit.fingerprint for unit in of_site],
        "listed": [{"unit_id": unit.id, "report_year": YEAR - 1} for unit in of_site],
        "identified_by": "人民政府",
        "lists": [],
        "search": "none",
        "requests": 12,
        "outcomes": 12,
        "thorough": True,
    }


def _record(kind: UnitKind, year: int) -> tuple[str, Mapping[str, float]]:
    """A sound report as the store keeps it, with a mark where its text belongs, and its figures for the wide table."""
    form = "form_2021" if year >= 2021 else "form_2019"
    ending, level = _KINDS[kind]
    draft = Draft(form=form, year=year, unit_name=f"第某{ending}", kind=kind, level=level)
    extraction: Extraction = draft.extraction()
    record = to_record(extraction)
    record["sections"][0]["text"] += _TEXT
    return json.dumps(record, ensure_ascii=False), certain_numbers(extraction)


def _capture(row_id: int, unit: Unit, year: int, seen_at: datetime, digests: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": row_id,
        "digest": digests[row_id],
        "url": f"{unit.site_url}nb/{unit.id}/{year}.html",
        "kind": "report",
        "status": 200,
        "fetched_at": seen_at,
        "first_seen_at": seen_at,
        "last_seen_at": seen_at,
        "rendered": False,
        "transport": "",
        "trail": {"list_url": f"{unit.site_url}nb/", "list_heading": "政府信息公开年报"},
        "warc_file": "none",
        "warc_offset": 0,
        "warc_length": 0,
    }


def _publication(row_id: int, unit: Unit, year: int, seen_at: datetime) -> dict[str, Any]:
    return {
        "id": row_id,
        "unit_id": unit.id,
        "report_year": year,
        "url": f"{unit.site_url}nb/{unit.id}/{year}.html",
        "first_seen_at": seen_at,
        "last_seen_at": seen_at,
        "last_listed_at": AS_OF - timedelta(days=14),
        "page_date": seen_at.date(),
        "dates": [],
    }


def _revision(row_id: int, seen_at: datetime, digest: str, record: str) -> dict[str, Any]:
    return {
        "id": row_id,
        "publication_id": row_id,
        "number": 1,
        "capture_id": row_id,
        "seen_at": seen_at,
        "read_at": seen_at,
        "cause": "published",
        "digest": digest,
        "certain_cells": 200,
        "record": record,
    }


def _add(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, _CHUNK)):
        connection.execute(insert(table), some)


def _next_id(connection: Connection, table: Table) -> int:
    return (connection.execute(select(func.max(table.c.id))).scalar_one() or 0) + 1


def _analyse(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
