"""What makes a finding the same one next time: its check and its place, and not what it says."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from crawler.domain.finding import Finding, Outcome

_QUOTED = re.compile(r"“([^”]*)”|「([^」]*)」")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST = 6


class Kept(Protocol):
    """A finding that was kept."""

    @property
    def finding(self) -> Finding:
        """What was said."""


KeptFinding = TypeVar("KeptFinding", bound=Kept)


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


def met_again(raised: Mapping[str, Finding], known: Mapping[str, KeptFinding]) -> dict[str, KeptFinding]:
    """Which of the findings that are there now were kept before, by the fingerprints of now.

    Where a passage is cut otherwise than before, what it was found in is still the same place.
    """
    met = {key: known[key] for key in raised if key in known}
    left = {key: one for key, one in known.items() if key not in met}
    for key, finding in raised.items():
        if key not in met:
            same = next((old for old, one in left.items() if is_recut(one.finding, finding)), None)
            if same is not None:
                met[key] = left.pop(same)
    return met


def is_recut(one: Finding, other: Finding) -> bool:
    """Whether two findings rest on the same passages, of which one is cut wider than the other."""
    if one.check != other.check or one.cells or other.cells or len(one.quotes) != len(other.quotes) or not one.quotes:
        return False
    pairs = (sorted(map(_squeezed, pair), key=len) for pair in zip(one.quotes, other.quotes, strict=True))
    return all(len(shorter) >= _SHORTEST and shorter in longer for shorter, longer in pairs)


def place_of(finding: Finding) -> str:
    """The check with the cells that it is about, else with the passages of the source, their figures left out."""
    if finding.status is Outcome.RULE_ERROR:
        return f"{finding.check}\ncrashed"
    if finding.cells:
        return "\n".join((finding.check, *(str(address) for address in finding.cells)))
    quotes = finding.quotes or tuple(first or second for first, second in _QUOTED.findall(finding.message.zh))
    return "\n".join((finding.check, *(_FIGURE.sub("#", "".join(quote.split())) for quote in quotes)))


def _squeezed(quote: str) -> str:
    return "".join(quote.split())


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
