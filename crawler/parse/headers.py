"""What the header of a block shows: where its columns stand, whether they are the form's, and the unit of money."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.forms import Block, Column
from crawler.parse.labels import find_column

_CORNER = "信息内容"
_MONEY_UNIT = re.compile(r"[(:](亿元|百万元|万元|千元|元)")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a block as they are printed: labels by key, and the place of each."""

    block: Block
    labels: Mapping[str, str]
    places: Mapping[str, int]

    @property
    def is_in_order(self) -> bool:
        """Whether the columns stand in the order of the form."""
        found = [self.places[column.key] for column in self.block.columns if column.key in self.places]
        return found == sorted(found)

    @property
    def unnamed(self) -> frozenset[str]:
        """The columns of the form that the header does not name: another may stand in their place."""
        return frozenset(column.key for column in self.block.columns) - self.places.keys()

    def gap(self, labels: Sequence[str]) -> int | None:
        """How many cells stand between the label of a row and its first figure."""
        corner = max((index for index, label in enumerate(labels) if label == _CORNER), default=None)
        first = self.places.get(self.block.columns[0].key)
        return None if corner is None or first is None else first - corner - 1

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, an amount in the unit that its label prints."""
        return tuple(self._with_unit(column) for column in self.block.columns)

    def _with_unit(self, column: Column) -> Column:
        unit = _MONEY_UNIT.search(self.labels.get(column.key, ""))
        return replace(column, unit=unit[1]) if column.money and unit else column


def header_of(labels: Sequence[str], block: Block) -> Header:
    """The header that a row of labels is; a cell that spans columns counts where it begins."""
    found: dict[str, tuple[int, str]] = {}
    for index, column, label in _named(labels, block):
        found.setdefault(column.key, (index, label))
    return Header(
        block,
        labels={key: label for key, (_, label) in found.items()},
        places={key: index for key, (index, _) in found.items()},
    )


def _named(labels: Sequence[str], block: Block) -> Iterator[tuple[int, Column, str]]:
    for index, label in enumerate(labels):
        column = find_column(label, block.columns) if label else None
        if column is not None:
            yield index, column, label
