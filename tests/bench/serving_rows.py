"""Rows that no job makes by itself: reports with a wrong sum, revised ones, and copies of findings."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from crawler.domain.extraction import Extraction
from crawler.domain.report import Address
from storage.finding_tables import finding_history, findings
from storage.records import from_record, to_record
from storage.revisions import certain_numbers
from storage.tables import captures, figures, revisions

_WRONG = (Address.parse("requests.granted.total"), Address.parse("disputes.review.total"))
_CHUNK = 2000


def spoil_some(connection: Connection, chance: random.Random) -> None:
    """A fifth of all reports print a sum that is wrong; a tenth were revised a month later, and print another one."""
    rows = connection.execute(select(revisions).order_by(revisions.c.id)).all()
    last = connection.execute(select(func.max(captures.c.id))).scalar_one()
    for row in rows:
        if chance.random() < 0.2:
            wrong = to_record(_with_wrong_sum(from_record(row.record), _WRONG[0]))
            connection.execute(update(revisions).where(revisions.c.id == row.id).values(record=wrong))
        if chance.random() < 0.1:
            last += 1
            _revise(connection, row, last)


def _with_wrong_sum(extraction: Extraction, address: Address) -> Extraction:
    cells = dict(extraction.report.cells)
    value = (cells[address].value or 0) + 7
    cells[address] = replace(cells[address], value=value, raw=str(value))
    return replace(extraction, report=replace(extraction.report, cells=cells))


def _revise(connection: Connection, row: Row[Any], capture_id: int) -> None:
    at, digest = row.seen_at + timedelta(days=30), f"{capture_id:064x}"
    first = connection.execute(select(captures).where(captures.c.id == row.capture_id)).one()._mapping
    times = {"fetched_at": at, "first_seen_at": at, "last_seen_at": at}
    connection.execute(insert(captures).values({**first, **times, "id": capture_id, "digest": digest}))
    second = _with_wrong_sum(from_record(row.record), _WRONG[1])
    later = {"id": capture_id, "number": 2, "capture_id": capture_id, "seen_at": at, "read_at": at, "digest": digest}
    connection.execute(insert(revisions).values({**row._mapping, **later, "record": to_record(second)}))
    connection.execute(insert(figures()).values({"revision_id": capture_id, **certain_numbers(second)}))


def add_findings(engine: Engine, unit_ids: Sequence[str], year: int, wanted: int) -> int:
    """Copy the findings of the sample to other units, until there are so many of the year; how many there are then."""
    with engine.begin() as connection:
        templates = [dict(row._mapping) for row in connection.execute(select(findings))]
        lives = {row.finding_id: dict(row._mapping) for row in connection.execute(select(finding_history))}
        number = max((one["id"] for one in templates), default=0)
        if templates and unit_ids:
            copies = islice(_copies(templates, unit_ids, year, number), max(0, wanted - len(templates)))
            while some := list(islice(copies, _CHUNK)):
                connection.execute(insert(findings), [row for row, _ in some])
                connection.execute(insert(finding_history), [_life(row, lives[first]) for row, first in some])
        kept = select(func.count()).select_from(findings).where(findings.c.report_year == year)
        return connection.execute(kept).scalar_one()


def _copies(
    templates: Sequence[dict[str, Any]], unit_ids: Sequence[str], year: int, number: int
) -> Iterator[tuple[dict[str, Any], int]]:
    """A copy for each unit, then another one for each, and so on; each with the id of what it is a copy of."""
    for turn in range(len(templates)):
        for place, unit_id in enumerate(unit_ids):
            number += 1
            template = templates[(place + turn) % len(templates)]
            own = {"id": number, "unit_id": unit_id, "report_year": year, "fingerprint": f"{turn:032x}"}
            yield template | own, template["id"]


def _life(row: dict[str, Any], first: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in first.items() if key != "id"} | {"finding_id": row["id"]}


def analyse(engine: Engine) -> None:
    """Let the database know how much there is of what."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
