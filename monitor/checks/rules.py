"""What an office may set about the catalogue without code: which checks run, how grave they are, their limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from crawler.domain.finding import Severity

if TYPE_CHECKING:
    from monitor.checks.catalogue import Check

Limits = Mapping[str, Decimal]
"""The figures of one check that may be set, by name."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for one unit and year, where it differs from the catalogue.

    `off` are the checks that do not run, `own` such as an office wrote itself; `limits` are given by check
    and name and stand before what the check declares.
    """

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    limits: Mapping[str, Limits] = field(default_factory=dict)
    own: "tuple[Check, ...]" = ()


CATALOGUE = Rules()
"""The catalogue as it is written."""
