"""Corrections in the database: beside what we read, never over it. None is deleted; a withdrawn one stays known."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crawler.domain.correction import Correction, corrected
from crawler.domain.errors import UnknownCorrection
from crawler.domain.extraction import Extraction
from crawler.domain.report import Address, CellState
from storage.finding_tables import corrections


class Corrections:
    """What people corrected, by the digest of the bytes that they looked at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: Mapping[str, tuple[Correction, ...]] | None = None

    def add(self, correction: Correction) -> int:
        """Keep a new correction; its id is given by the store, and returned."""
        self._held = None
        statement = insert(corrections).values(_to_row(correction)).returning(corrections.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def withdraw(self, withdrawn: Correction) -> None:
        """Note who withdrew a correction, when and why; raises UnknownCorrection where none such is in force."""
        self._held = None
        values = {name: getattr(withdrawn, name) for name in ("withdrawn_at", "withdrawn_by", "withdrawn_note")}
        here = corrections.c.id == withdrawn.id, corrections.c.withdrawn_at.is_(None)
        if self._connection.execute(update(corrections).where(*here).values(values)).rowcount != 1:
            raise UnknownCorrection(withdrawn.id)

    def get(self, correction_id: int) -> Correction:
        """The correction of that id; raises UnknownCorrection."""
        query = select(corrections).where(corrections.c.id == correction_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise UnknownCorrection(correction_id)
        return _from_row(row)

    def all(self, report_year: int | None = None, unit_id: str | None = None) -> tuple[Correction, ...]:
        """The corrections of a year and unit, withdrawn ones too, in the order they were made."""
        query = select(corrections).order_by(corrections.c.id)
        if report_year is not None:
            query = query.where(corrections.c.report_year == report_year)
        if unit_id is not None:
            query = query.where(corrections.c.unit_id == unit_id)
        return tuple(_from_row(row) for row in self._connection.execute(query))

    def applied(self, extraction: Extraction) -> Extraction:
        """What a source says with all corrections that are in force for its bytes.

        There are few, so all are asked for once.
        """
        return corrected(extraction, self._of_bytes(extraction.digest))

    def version(self, digest: str) -> str:
        """What is in force for some bytes, in short: it changes with every correction that is made or withdrawn."""
        return ",".join(str(one.id) for one in self._of_bytes(digest))

    def _of_bytes(self, digest: str) -> tuple[Correction, ...]:
        if self._held is None:
            self._held = self._in_force()
        return self._held.get(digest, ())

    def _in_force(self) -> Mapping[str, tuple[Correction, ...]]:
        query = select(corrections).where(corrections.c.withdrawn_at.is_(None)).order_by(corrections.c.id)
        held: dict[str, tuple[Correction, ...]] = {}
        for row in self._connection.execute(query):
            held[row.digest] = (*held.get(row.digest, ()), _from_row(row))
        return held


def _to_row(correction: Correction) -> dict[str, Any]:
    return {
        "unit_id": correction.unit_id,
        "report_year": correction.report_year,
        "digest": correction.digest,
        "address": str(correction.address),
        "state": correction.state.value,
        "value": None if correction.value is None else str(correction.value),
        "by_whom": correction.by,
        "note": correction.note,
        "made_at": correction.made_at,
    }


def _from_row(row: Row[Any]) -> Correction:
    return Correction(
        id=row.id,
        unit_id=row.unit_id,
        report_year=row.report_year,
        digest=row.digest,
        address=Address.parse(row.address),
        state=CellState(row.state),
        value=None if row.value is None else Decimal(row.value),
        by=row.by_whom,
        note=row.note,
        made_at=row.made_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_note=row.withdrawn_note,
    )
