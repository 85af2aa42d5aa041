"""Which findings are asked for: filters as they stand in an address, so that a list can be kept and passed on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, HTTPException, Query

from crawler.domain.finding import Outcome, Severity
from crawler.domain.finding_life import STANDING, State
from crawler.domain.wording import Text
from monitor.findings.words import STATES
from storage.triage_rows import Sought, Spot

Choice = TypeVar("Choice")

_STANDING = "standing"
_ALL = "all"
_NOBODY = "-"
_PLAIN = r"^[^\x00-\x1f\x7f]*$"

STATE_CHOICES: Mapping[str, Text] = {
    _STANDING: Text("未了结（待处理和已确认）", "not settled (open and acknowledged)"),
    **{state.value: words for state, words in STATES.items()},
    _ALL: Text("全部", "all"),
}
"""By where findings stand; the first is what is meant where nothing is said."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters as they were written, and what they ask for."""

    written: Mapping[str, str]
    sought: Sought

    def value(self, name: str) -> str:
        """What stands in a field of the form."""
        return self.written.get(name, "")

    @property
    def asked(self) -> Mapping[str, str]:
        """Those that say anything."""
        return {name: text for name, text in self.written.items() if text}


def filters(
    year: Annotated[str, Query(pattern=r"^(20\d\d)?$", description="The report year.")] = "",
    area: Annotated[str, Query(max_length=100, pattern=_PLAIN, description="A unit with all below it.")] = "",
    unit: Annotated[str, Query(max_length=100, pattern=_PLAIN, description="One unit.")] = "",
    check: Annotated[str, Query(max_length=40, pattern=_PLAIN, description="The id of a check.")] = "",
    severity: Annotated[str, Query(max_length=80, description="critical, high, medium, low, info; by commas.")] = "",
    status: Annotated[str, Query(max_length=80, description="FAIL, WARN, UNDETERMINED, INFO; by commas.")] = "",
    state: Annotated[
        str,
        Query(max_length=20, description="standing (without it), open, acknowledged, dismissed, resolved or all."),
    ] = "",
    assignee: Annotated[str, Query(max_length=100, pattern=_PLAIN, description="To whom given; `-` nobody.")] = "",
    text: Annotated[str, Query(max_length=100, pattern=_PLAIN, description="Words of the finding or its unit.")] = "",
) -> Filters:
    """The filters that an address asks for; one that is none is 422."""
    written = {"year": year, "area": area, "unit": unit, "check": check, "severity": severity, "status": status}
    sought = Sought(
        report_year=int(year) if year else None,
        area_id=area or None,
        unit_id=unit or None,
        check=check or None,
        severities=tuple(_chosen("severity", severity, Severity)),
        statuses=tuple(_chosen("status", status, Outcome)),
        states=_states(state),
        assignee=None if not assignee else assignee.removeprefix(_NOBODY) if assignee == _NOBODY else assignee,
        text=text.strip(),
    )
    return Filters(written | {"state": state, "assignee": assignee, "text": text}, sought)


Filtered = Annotated[Filters, Depends(filters)]
"""The parameter of a route that filters findings."""


def spot_of(after: str | None) -> Spot | None:
    """The place in the list that an address names; 422 for what is none."""
    try:
        return None if after is None else Spot.parse(after)
    except ValueError as error:
        raise HTTPException(422, "after: not a place in this list; take it from `next`") from error


def _chosen(name: str, written: str, kind: Callable[[str], Choice]) -> Iterator[Choice]:
    try:
        yield from [kind(part) for part in written.split(",") if part]
    except ValueError as error:
        raise HTTPException(422, f"{name}: there is no such one") from error


def _states(written: str) -> tuple[State, ...]:
    if written in ("", _STANDING):
        return STANDING
    return () if written == _ALL else tuple(_chosen("state", written, State))
