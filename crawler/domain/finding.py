"""Findings: what a check says of a report or an obligation."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.domain.report import Address
from crawler.domain.wording import Text

_OF_READING = "PQ-"


class Outcome(StrEnum):
    """How a check ended.

    FAIL is decided; WARN needs a person; UNDETERMINED lacks a figure; PASS_IF_BLANK_ZERO holds if blanks
    mean none; RULE_ERROR is a fault of ours and never leaves the operator's side.
    """

    PASS = "PASS"
    PASS_IF_BLANK_ZERO = "PASS_IF_BLANK_ZERO"
    FAIL = "FAIL"
    WARN = "WARN"
    INFO = "INFO"
    UNDETERMINED = "UNDETERMINED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    RULE_ERROR = "RULE_ERROR"

    @property
    def passed(self) -> bool:
        """Whether there is nothing to raise."""
        return self in (Outcome.PASS, Outcome.PASS_IF_BLANK_ZERO, Outcome.NOT_APPLICABLE)


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check: the title states the rule, the message what was seen instead.

    `root` is the id of the check that explains this one: one defect, one root. `quotes` are the passages of the
    source that it rests on, as printed.
    """

    check: str
    status: Outcome
    severity: Severity
    title: Text
    message: Text
    cells: tuple[Address, ...] = ()
    root: str | None = None
    quotes: tuple[str, ...] = ()

    @property
    def is_for_operator(self) -> bool:
        """Whether it is about our own checks or our own reading, and is no office's business."""
        return self.status is Outcome.RULE_ERROR or self.check.startswith(_OF_READING)
