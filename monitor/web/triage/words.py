"""How findings are worded and coloured on pages; until a person has confirmed one, it is suspected."""

from collections.abc import Mapping
from typing import Any

from crawler.domain.evidence import DateBasis
from crawler.domain.finding import Outcome
from crawler.domain.wording import Text
from monitor.checks.phrases import figure
from monitor.findings.words import STATES, event_words, place_words
from monitor.summaries.words import OUTCOMES, SEVERITIES, date_basis_words

STATUSES: Mapping[Outcome, Text] = {
    **OUTCOMES,
    Outcome.RULE_ERROR: Text("检查规则出错（非单位问题）", "a check of ours crashed: no fault of theirs"),
}
"""Every status that a kept finding may have."""

_TONES: Mapping[Outcome, str] = {
    Outcome.FAIL: "warn",
    Outcome.WARN: "ask",
    Outcome.UNDETERMINED: "blind",
    Outcome.INFO: "still",
    Outcome.RULE_ERROR: "blind",
}

SHOWN: Mapping[str, Any] = {
    "outcomes": STATUSES,
    "tones": _TONES,
    "severities": SEVERITIES,
    "states": STATES,
    "figure": figure,
    "bases": {basis: date_basis_words(basis) for basis in DateBasis},
    "event_words": event_words,
    "place_words": place_words,
}
"""What the templates about findings need."""
