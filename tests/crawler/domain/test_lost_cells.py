"""A report of which too much was lost to us, and what people make of it who read the rest."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from crawler.domain.correction import Correction, corrected
from crawler.domain.extraction import Extraction
from crawler.domain.legibility import MOSTLY_UNREAD
from crawler.domain.report import Address, CellState
from crawler.validate import doubts_about
from monitor.checks.trust import trusted
from monitor.examples.scene import scene

MAY = datetime(2025, 5, 1, tzinfo=UTC)
LOST = ("requests.granted.* = unread", "requests.denied_*.* = unread")


def read_badly() -> Extraction:
    extraction = scene(LOST).draft.extraction()
    return replace(extraction, doubts=tuple(doubts_about(extraction.report)))


def said(extraction: Extraction, addresses: Iterable[Address]) -> list[Correction]:
    filled = {"natural_person": "3", "total": "3"}
    return [
        Correction(
            place,
            "370902",
            2023,
            extraction.digest,
            address,
            CellState.NUMBER,
            Decimal(filled.get(address.column, "0") if address.row == "granted" else "0"),
            "王芳",
            "按原件",
            MAY,
        )
        for place, address in enumerate(addresses)
    ]


def unread(extraction: Extraction) -> list[Address]:
    return [address for address, cell in extraction.report.cells.items() if cell.state is CellState.UNREAD]


def codes(extraction: Extraction) -> Collection[str]:
    return {doubt.code for doubt in extraction.doubts}


def test_what_was_mostly_lost_is_judged_by_nobody() -> None:
    assert codes(read_badly()) == {MOSTLY_UNREAD}
    assert trusted(read_badly()) is None


@pytest.mark.parametrize("left", [0, 1, 20])
def test_once_people_have_read_enough_of_it_it_can_be_judged(left: int) -> None:
    extraction = read_badly()
    lost = unread(extraction)

    whole = corrected(extraction, said(extraction, lost[: len(lost) - left]))

    assert codes(whole) == set()
    assert trusted(whole) is whole
    assert len(unread(whole)) == left


def test_a_few_corrections_do_not_make_it_legible() -> None:
    extraction = read_badly()
    lost = unread(extraction)

    still = corrected(extraction, said(extraction, lost[:1]))

    (doubt,) = still.doubts
    assert (doubt.code, doubt.cells) == (MOSTLY_UNREAD, tuple(lost[1:]))
    assert doubt.message.startswith(f"{len(lost) - 1} of ")
    assert trusted(still) is None
