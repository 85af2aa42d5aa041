"""Rows that print more figures than the form has columns: what the source shows, and how far we may say so."""

from crawler.domain.extraction import Extraction, Medium
from crawler.domain.report import Address

TOO_MANY = "too_many_values"


def surplus_of(extraction: Extraction, table: str) -> dict[str, int]:
    """The rows of a table that print too many figures, as the report names them, each with how many.

    A row that another reading of the same source settled is none of them.
    """
    doubted = {address for doubt in extraction.doubts if doubt.code == TOO_MANY for address in doubt.cells}
    rows = {f"{address.table}.{address.row}" for address in doubted} | {address.table for address in doubted}
    return {
        name: printed
        for name, printed in extraction.report.surplus.items()
        if name in rows and name.partition(".")[0] == table
    }


def is_recognised(extraction: Extraction, table: str) -> bool:
    """Whether figures of a table were recognised on an image, where a stroke may be taken for a figure."""
    cells = extraction.report.cells.items()
    return extraction.medium is Medium.IMAGE or any(
        address.table == table and cell.confidence is not None for address, cell in cells
    )


def may_lack(extraction: Extraction, addresses: tuple[Address, ...]) -> bool:
    """Whether our own reading may be what lacks these cells: some doubt names them, or names none at all."""
    return any(not doubt.cells or set(doubt.cells) & set(addresses) for doubt in extraction.doubts)
