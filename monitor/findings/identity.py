"""What makes a finding the same one next time: its check and its place, and not what it says."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from crawler.domain.finding import Finding, Outcome

_QUOTED = re.compile(r"“([^”]*)”|「([^」]*)」")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def by_fingerprint(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Findings of one unit and year by their fingerprints; the same one said twice is one.

    Several at the same place are told apart by their order. Where that shifts, one may take the place of another:
    then its evidence is other evidence, and no verdict of a person is carried over.
    """
    times: Counter[str] = Counter()
    found: dict[str, Finding] = {}
    for finding in dict.fromkeys(findings):
        place = place_of(finding)
        times[place] += 1
        found[_hashed(f"{place}\n{times[place]}")] = finding
    return found


def place_of(finding: Finding) -> str:
    """The check with the cells that it is about, else with the passages of the source, their figures left out."""
    if finding.status is Outcome.RULE_ERROR:
        return f"{finding.check}\ncrashed"
    if finding.cells:
        return "\n".join((finding.check, *(str(address) for address in finding.cells)))
    quotes = finding.quotes or tuple(first or second for first, second in _QUOTED.findall(finding.message.zh))
    return "\n".join((finding.check, *(_FIGURE.sub("#", "".join(quote.split())) for quote in quotes)))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
