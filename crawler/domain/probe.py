"""Probes: whether an address of the register answers, and with what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ProbeOutcome(StrEnum):
    """What became of one look at one address."""

    ANSWERS = "answers"
    NO_ANSWER = "no_answer"
    ERROR = "error"
    ELSEWHERE = "elsewhere"
    BLOCKED = "blocked"
    TAMPERED = "tampered"


@dataclass(frozen=True, slots=True)
class Probe:
    """One look at one address: `detail` is its cause, or where it leads to."""

    url: str
    outcome: ProbeOutcome
    detail: str
    at: datetime
