"""Lines of an example on what a report prints beyond its form.

`figures: requests.granted 8` says how many figures one row prints, `figures: disputes 16` the row of table 4;
`sum: （三）不予公开 2 0 0 0 0 0 2` is the sum of a group of results, column by column.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, CellState
from crawler.forms import all_forms
from monitor.examples.scene import Scene, directive


@directive("figures")
def _figures(drawn: Scene, value: str) -> Scene:
    """The reader doubts such a row: which of its figures is the extra one it cannot know."""
    row, _, printed = value.rpartition(" ")
    draft = drawn.draft
    cells = tuple(address for address in draft.extraction().report.cells if f"{address}.".startswith(f"{row}."))
    doubt = Doubt("too_many_values", f"{row}: more figures than the form has columns", cells)
    return replace(
        drawn,
        draft=replace(draft, facts=_more(draft.facts, "surplus", {row: int(printed)}), doubts=(*draft.doubts, doubt)),
    )


@directive("sum")
def _sum(drawn: Scene, value: str) -> Scene:
    group, *printed = value.split()
    columns = all_forms()[0].requests.columns
    sums = {
        Address("requests", group, column.key): Cell(CellState.NUMBER, Decimal(figure), figure)
        for column, figure in zip(columns, printed, strict=True)
    }
    return replace(drawn, draft=replace(drawn.draft, facts=_more(drawn.draft.facts, "subtotals", sums)))


def _more(facts: Mapping[str, object], name: str, added: Mapping[Any, object]) -> dict[str, object]:
    known = facts.get(name, {})
    return {**facts, name: {**(known if isinstance(known, Mapping) else {}), **added}}
