"""The ledger of loosenings: who made a check milder, when, why, from what to what, and what was not said any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.rule_tables import loosening_effects, loosenings


class Effect(StrEnum):
    """What a loosening did to a finding: it is not raised any more, or is held to be less grave."""

    VANISHED = "vanished"
    LOWERED = "lowered"


@dataclass(frozen=True, slots=True)
class Loosening:
    """One change that may make a check milder, as the file of rules has it.

    `what` is `off`, `severity` or the name of a figure; `old` and `new` are its values, `reach` says for whom it is,
    `source` where it is written.
    """

    check: str
    what: str
    old: str
    new: str
    reach: str
    by: str
    why: str
    source: str

    @property
    def key(self) -> str:
        """What makes it the same one next time: neither where in the file it stands nor what was before."""
        return "\n".join((self.check, self.what, self.new, self.reach, self.by, self.why))


@dataclass(frozen=True, slots=True)
class Affected:
    """A finding that a loosening touched. `finding_id` is None where the store never held it."""

    unit_id: str
    effect: Effect
    fingerprint: str
    message: Text
    finding_id: int | None = None
    cells: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """A loosening as it took effect on one report year, for how many units, until when, and what it did."""

    id: int
    report_year: int
    loosening: Loosening
    units: int
    effective_at: datetime
    ended_at: datetime | None
    affected: tuple[Affected, ...]


class RuleLedger:
    """Every loosening that ever took effect. Nothing is deleted; one that was taken back has an end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def in_effect(self, report_year: int) -> tuple[Recorded, ...]:
        """What is in effect on a report year, without what it did."""
        query = select(loosenings).where(loosenings.c.report_year == report_year, loosenings.c.ended_at.is_(None))
        return tuple(_recorded(row, ()) for row in self._connection.execute(query.order_by(loosenings.c.id)))

    def record(
        self, report_year: int, loosening: Loosening, units: int, affected: Iterable[Affected], at: datetime
    ) -> int:
        """Note that a loosening took effect, and what it did; returns its number."""
        values = _to_row(loosening) | {"report_year": report_year, "units": units, "effective_at": at}
        made = insert(loosenings).values(values).returning(loosenings.c.id)
        loosening_id = int(self._connection.execute(made).scalar_one())
        rows = [_to_effect(loosening_id, one) for one in affected]
        if rows:
            self._connection.execute(insert(loosening_effects), rows)
        return loosening_id

    def end(self, loosening_ids: Sequence[int], at: datetime) -> None:
        """Note that loosenings are no more."""
        ended = update(loosenings).where(loosenings.c.id.in_(loosening_ids))
        self._connection.execute(ended.values(ended_at=at))

    def entries(self, report_year: int | None = None) -> tuple[Recorded, ...]:
        """Everything that was recorded, of one report year or of all, in the order it took effect."""
        query = select(loosenings)
        effects = select(loosening_effects).join(loosenings)
        if report_year is not None:
            query = query.where(loosenings.c.report_year == report_year)
            effects = effects.where(loosenings.c.report_year == report_year)
        done: dict[int, list[Affected]] = {}
        for row in self._connection.execute(effects.order_by(loosening_effects.c.id)):
            done.setdefault(row.loosening_id, []).append(_affected(row))
        rows = self._connection.execute(query.order_by(loosenings.c.id))
        return tuple(_recorded(row, tuple(done.get(row.id, ()))) for row in rows)


def _to_row(loosening: Loosening) -> dict[str, Any]:
    return {
        "key": loosening.key,
        "reach": loosening.reach,
        "check": loosening.check,
        "what": loosening.what,
        "old": loosening.old,
        "new": loosening.new,
        "by_whom": loosening.by,
        "why": loosening.why,
        "source": loosening.source,
    }


def _to_effect(loosening_id: int, affected: Affected) -> dict[str, Any]:
    return {
        "loosening_id": loosening_id,
        "unit_id": affected.unit_id,
        "effect": affected.effect.value,
        "finding_id": affected.finding_id,
        "fingerprint": affected.fingerprint,
        "message_zh": affected.message.zh,
        "message_en": affected.message.en,
        "cells": [str(address) for address in affected.cells],
    }


def _recorded(row: Row[Any], affected: tuple[Affected, ...]) -> Recorded:
    loosening = Loosening(row.check, row.what, row.old, row.new, row.reach, row.by_whom, row.why, row.source)
    return Recorded(row.id, row.report_year, loosening, row.units, row.effective_at, row.ended_at, affected)


def _affected(row: Row[Any]) -> Affected:
    return Affected(
        unit_id=row.unit_id,
        effect=Effect(row.effect),
        fingerprint=row.fingerprint,
        message=Text(row.message_zh, row.message_en),
        finding_id=row.finding_id,
        cells=tuple(Address.parse(text) for text in row.cells),
    )
