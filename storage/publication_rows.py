"""Publications as the database holds them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from crawler.domain.evidence import DateBasis, Dated, Publication
from storage.records import dated_from
from storage.revisions import editions

_STRONGEST_FIRST = tuple(DateBasis)


def publication_from(row: Row[Any], readings: Sequence[Row[Any]]) -> Publication:
    """A publication as its row and the rows of its readings tell of it."""
    return Publication(
        unit_id=row.unit_id,
        report_year=row.report_year,
        url=row.url,
        page_date=row.page_date,
        list_date=row.list_date,
        url_date=row.url_date,
        signed_date=row.signed_date,
        first_seen=row.first_seen_at,
        last_seen=row.last_seen_at,
        digest=readings[-1].capture_digest,
        revisions=editions(readings),
        dates=_dates(row),
        last_listed=row.last_listed_at,
        last_absent=row.last_absent_at,
        transport=readings[-1].transport,
        lists=tuple(dict.fromkeys(_list_of(reading) for reading in readings)),
    )


def _list_of(reading: Row[Any]) -> tuple[str, str]:
    """The page whose link led to what was read, by address and heading."""
    return str(reading.trail["list_url"]), str(reading.trail["list_heading"])


def _dates(row: Row[Any]) -> tuple[Dated, ...]:
    """What the source shows of itself, and the day that a list gives it."""
    listed = () if row.list_date is None else (Dated(DateBasis.LIST, row.list_date, "", row.list_url or ""),)
    return tuple(sorted((*dated_from(row.dates), *listed), key=lambda dated: _STRONGEST_FIRST.index(dated.basis)))
