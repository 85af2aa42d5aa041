"""Rules and their ledger as JSON has them."""

from collections.abc import Mapping
from typing import Any

from monitor.rules.holding import Holding
from storage.rule_ledger import Affected, Recorded


def holding_record(holding: Holding) -> Mapping[str, Any]:
    """One thing that a local rule sets."""
    return {
        "check": holding.check or None,
        "what": holding.what,
        "catalogue": holding.catalogue or None,
        "here": holding.here,
        "by": holding.by,
        "why": holding.why,
        "source": holding.source,
    }


def ledger_record(recorded: Recorded) -> Mapping[str, Any]:
    """One loosening with all that it did."""
    loosening = recorded.loosening
    return {
        "id": recorded.id,
        "report_year": recorded.report_year,
        "check": loosening.check,
        "what": loosening.what,
        "old": loosening.old,
        "new": loosening.new,
        "for": loosening.reach,
        "units": recorded.units,
        "by": loosening.by,
        "why": loosening.why,
        "source": loosening.source,
        "effective_at": recorded.effective_at.isoformat(),
        "ended_at": None if recorded.ended_at is None else recorded.ended_at.isoformat(),
        "affected": [_affected(one) for one in recorded.affected],
    }


def _affected(affected: Affected) -> Mapping[str, Any]:
    return {
        "unit": affected.unit_id,
        "effect": affected.effect.value,
        "finding": affected.finding_id,
        "message": affected.message.zh,
        "cells": [str(address) for address in affected.cells],
    }
