"""Puts a report together from what each reading finds."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from crawler.domain.document import Document
from crawler.domain.extraction import Doubt
from crawler.domain.normalise import normalise
from crawler.domain.report import Address, Cell, Report
from crawler.forms import all_forms, standard_addresses
from crawler.parse.grid_tables import read_grids
from crawler.parse.labels import captions, proactive_blocks
from crawler.parse.narrative import read_statements
from crawler.parse.sections import read_sections
from crawler.parse.stream import Stream
from crawler.parse.table import Tables
from crawler.parse.text_tables import read_text_tables
from crawler.recognise.dating import dates_of, signature_of
from crawler.recognise.identity import Identity


def parse(document: Document, identity: Identity, url: str) -> tuple[Report, tuple[Doubt, ...]]:
    """Read everything a document prints; nothing that it does not print gets a cell."""
    tables = _read_tables(document)
    sections = read_sections(document)
    form = _main_form(tables.blocks, identity.report_year)
    return Report(
        title=identity.title,
        unit_name=identity.unit_name,
        report_year=identity.report_year,
        form=form,
        blocks=_blocks(tables, form),
        dates=dates_of(document, url),
        period=_period(identity),
        signature=signature_of(document),
        sections=sections,
        cells=_in_order(tables.cells),
        statements=read_statements(sections),
    ), tuple(tables.doubts)


def _read_tables(document: Document) -> Tables:
    tables = Tables()
    read_grids(document.blocks, tables)
    read_text_tables(Stream(document.paragraphs()), tables)
    _note_requests_form(tables)
    _doubt_unread_blocks(document, tables)
    return tables


def _note_requests_form(tables: Tables) -> None:
    """Table 3 follows the form whose rows it prints: they differ in （六）其他处理 only."""
    printed = {address.row for address in tables.cells if address.table == "requests"}
    if printed:
        best = max(all_forms(), key=lambda form: len(printed & {row.key for row in form.requests.rows}))
        tables.blocks["requests"] = best.key


def _doubt_unread_blocks(document: Document, tables: Tables) -> None:
    """A block whose caption is in a grid but whose rows we did not read is unread, not absent."""
    printed = {normalise(cell) for grid in document.grids() for row in grid.rows for cell in row}
    for caption in captions():
        blocks = [block for _, block in proactive_blocks(caption)]
        read = any(tables.has(block, row) for block in blocks for row in block.rows)
        if not read and any(caption in cell for cell in printed):
            cells = tuple(address for row in blocks[-1].rows for address in blocks[-1].addresses(row))
            tables.doubt("block_unread", f"{caption}: the block is printed, but none of its rows could be read", cells)


def _main_form(blocks: Mapping[str, str], report_year: int | None) -> str | None:
    """The form that most blocks follow; where they are even, the one that is due for the year."""
    if not blocks:
        return None
    counts = Counter(blocks.values())
    due = {form.key for form in all_forms() if report_year is not None and form.is_for(report_year)}
    return max(counts, key=lambda form: (counts[form], form in due))


def _blocks(tables: Tables, form: str | None) -> dict[str, str]:
    """Table 4 is the same in every form and goes with the others."""
    has_disputes = any(address.table == "disputes" for address in tables.cells)
    return tables.blocks | ({"disputes": form} if has_disputes and form is not None else {})


def _in_order(cells: Mapping[Address, Cell]) -> dict[Address, Cell]:
    return {address: cells[address] for address in standard_addresses() if address in cells}


def _period(identity: Identity) -> tuple[date, date] | None:
    if identity.period_years is None:
        return None
    first, last = identity.period_years
    return date(first, 1, 1), date(last, 12, 31)
