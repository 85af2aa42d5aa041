"""What a finding was judged on as a JSON record, and back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawler.domain.finding import Outcome
from crawler.domain.finding_life import CellSeen, Grounds, Shown
from crawler.domain.report import Address
from crawler.domain.wording import Text
from storage.records import cell_from, cell_record

Record = Mapping[str, Any]


def grounds_record(grounds: Grounds) -> dict[str, Any]:
    """Turn grounds into what JSON can hold."""
    return {
        "status": grounds.status.value,
        "message": [grounds.message.zh, grounds.message.en],
        "cells": [_seen_record(seen) for seen in grounds.cells],
        "quotes": list(grounds.quotes),
        "sources": [[shown.url, shown.digest] for shown in grounds.sources],
        "rules": grounds.rules,
    }


def grounds_from(record: Record) -> Grounds:
    """Turn a record back; of findings that are older than this record only the message is known."""
    return Grounds(
        status=Outcome(record["status"]),
        message=Text(*record["message"]),
        cells=tuple(_seen(seen) for seen in record.get("cells", ())),
        quotes=tuple(record.get("quotes", ())),
        sources=tuple(Shown(*shown) for shown in record.get("sources", ())),
        rules=record.get("rules", ""),
    )


def _seen_record(seen: CellSeen) -> dict[str, Any]:
    cell, read = seen.cell, seen.cell and seen.cell.read
    return {
        "address": str(seen.address),
        "form": seen.form,
        "cell": None if cell is None else cell_record(cell),
        "read": None if read is None else cell_record(read),
    }


def _seen(record: Record) -> CellSeen:
    cell = None if record["cell"] is None else cell_from(record["cell"])
    read = None if record["read"] is None else cell_from(record["read"])
    both = cell if cell is None or read is None else replace(cell, read=read)
    return CellSeen(Address.parse(record["address"]), both, record["form"])
