"""How the rows of a register refer to each other: every name known, and every way to the unit that reports ending."""

from collections.abc import Collection, Iterator, Mapping, Sequence

Line = tuple[int, Mapping[str, str]]
"""The line of a row, counted from 1, and its texts by column."""

_IN_PLACE = ("covered_by", "successor_id")
"""The columns that name who reports in a unit's place."""


def problems_between(rows: Sequence[Line], offices: Collection[str] = ()) -> Iterator[str]:
    """What is wrong between the rows; `offices` are the oversight offices that a row may name beside units."""
    first: dict[str, int] = {}
    for line, texts in rows:
        unit_id = texts.get("id", "")
        if unit_id in first:
            yield f"line {line}: the id {unit_id!r} stands already in line {first[unit_id]}"
        first.setdefault(unit_id, line)
    for line, texts in rows:
        yield from _unknown(line, texts, first, offices)
    yield from _successors_without_a_year(rows)
    yield from _loops(rows)


def _unknown(line: int, texts: Mapping[str, str], units: Collection[str], offices: Collection[str]) -> Iterator[str]:
    for column in ("parent_id", *_IN_PLACE):
        other = texts.get(column)
        if other and other not in units:
            yield f"line {line}: {column} {other!r} is no unit of this register"
    overseer = texts.get("oversight_id")
    if overseer and overseer not in units and overseer not in offices:
        yield f"line {line}: oversight_id {overseer!r} is no unit of this register and no office of gongkai.toml"
    if overseer and overseer == texts.get("id"):
        yield f"line {line}: oversight_id {overseer!r} is the unit itself"


def _successors_without_a_year(rows: Sequence[Line]) -> Iterator[str]:
    """A successor takes over in a year, which obliged_to names."""
    for line, texts in rows:
        if texts.get("successor_id") and not texts.get("obliged_to"):
            yield f"line {line}: there is a successor_id and no obliged_to, the year in which the unit was abolished"


def _loops(rows: Sequence[Line]) -> Iterator[str]:
    """Units that report for each other: then nobody does. Each row on a loop is named."""
    ways = {texts.get("id", ""): _ways(texts) for _, texts in rows}
    for line, texts in rows:
        unit_id = texts.get("id", "")
        for column, other in ways[unit_id].items():
            if (round_trip := _way_back(unit_id, other, ways)) is not None:
                shown = " → ".join((unit_id, *round_trip))
                yield f"line {line}: {column} {other!r} leads back to the unit itself: {shown}"


def _ways(texts: Mapping[str, str]) -> dict[str, str]:
    return {column: texts[column] for column in _IN_PLACE if texts.get(column)}


def _way_back(start: str, first: str, ways: Mapping[str, Mapping[str, str]]) -> tuple[str, ...] | None:
    """The units from the first one back to the start; None where no way leads there."""
    paths: list[tuple[str, ...]] = [(first,)]
    seen = {first}
    while paths:
        path = paths.pop(0)
        if path[-1] == start:
            return path
        further = [other for other in ways.get(path[-1], {}).values() if other not in seen]
        seen.update(further)
        paths.extend((*path, other) for other in further)
    return None
