"""The rows of a report in which a finding's cells stand: a figure is understood beside its neighbours."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.domain.extraction import Extraction
from crawler.domain.report import Address
from crawler.domain.wording import Text
from crawler.forms import Block, find_form
from monitor.checks.phrases import column_name, row_name
from monitor.web.report.cells import ShownCell, shown_cell


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """A row with all of its cells, each under the label of its column."""

    label: Text
    cells: tuple[tuple[Text, ShownCell], ...]


def neighbours_of(
    extraction: Extraction, addresses: Collection[Address], conflicts: Mapping[Address, Sequence[int]]
) -> tuple[NeighbourRow, ...]:
    """The rows of some cells, in the order of the form."""
    wanted = {(address.table, address.row) for address in addresses}
    return tuple(
        NeighbourRow(
            row_name(row),
            tuple(
                (
                    column_name(block, address.column),
                    shown_cell(extraction, address, form, conflicts.get(address, ()), telling=False),
                )
                for address in block.addresses(row)
            ),
        )
        for block, form in _blocks(extraction)
        for row in block.rows
        if (block.table, row.key) in wanted
    )


def _blocks(extraction: Extraction) -> Iterator[tuple[Block, str]]:
    for key, form_key in extraction.report.blocks.items():
        form = find_form(form_key)
        yield from ((block, form_key) for block in (form.blocks() if form else ()) if block.key == key)
