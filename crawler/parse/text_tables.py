"""Reads the three tables from running text, where labels are in pieces and only the order of figures is known."""

import re
from collections.abc import Sequence

from crawler.domain.report import Address
from crawler.forms import Block, Row, all_forms, outline
from crawler.parse.alignment import (
    COLUMNS_UNKNOWN,
    FIGURES_ASTRAY,
    ROW_LOST,
    Aligned,
    doubted,
    unread,
)
from crawler.parse.headers import Header
from crawler.parse.labels import best_block, captions, proactive_blocks, requests_rows
from crawler.parse.stream import Found, Stream
from crawler.parse.sums import disputes_row_adds_up, requests_row_adds_up
from crawler.parse.table import Tables
from crawler.parse.text_rows import PlacedRow, aligned_by_order, aligned_rows, find_rows

_FIRST_REQUEST = "本年新收"
_DISPUTE_COLUMNS = "结果维持结果纠正其他结果尚未审结总计"
_SUM_ROW = "(七)总计"
_NEARBY = 60
_RIGHT_BEFORE = 10
_UNIT_LENGTH = 12
_SINGLE_OTHER, _FIRST_OF_THREE = "other", "other_no_correction"

_DIGIT = re.compile(r"[0-9]")
# Before a stop or a comma the last digit may be the enumeration mark of what follows.
_STUCK = re.compile(r"[0-9]+(?:\.[0-9]+)?+(?![0-9.、,])")


def read_text_tables(stream: Stream, tables: Tables) -> None:
    """Fill what the grids have not filled from the text."""
    _read_proactive(stream, tables)
    _read_requests(stream, tables)
    _read_disputes(stream, tables)


def _read_proactive(stream: Stream, tables: Tables) -> None:
    starts = [(caption, found) for caption in captions() if (found := _caption(stream, caption)) is not None]
    ordered = sorted(starts, key=lambda start: start[1].start)
    for index, (caption, found) in enumerate(ordered):
        end = ordered[index + 1][1].start if index + 1 < len(ordered) else _end_of_proactive(stream, found.end)
        _read_block(stream, caption, found.end, end, tables)


def _caption(stream: Stream, caption: str) -> Found | None:
    """The caption as a header stands before its columns; in the narrative the same words cite the law."""
    return next(
        (found for found in stream.find_all(caption) if stream.find("信息内容", found.end, found.end + 5) is not None),
        None,
    )


def _end_of_proactive(stream: Stream, start: int) -> int:
    after = stream.find(_FIRST_REQUEST, start)
    return after.start if after is not None else len(stream)


def _read_block(stream: Stream, caption: str, start: int, end: int, tables: Tables) -> None:
    candidates = proactive_blocks(caption)
    headers = [
        label
        for _, block in candidates
        for column in block.columns
        for label in column.labels
        if stream.find(label, start, end) is not None
    ]
    chosen = best_block(candidates, headers)
    if chosen is None:
        tables.doubt("form_unclear", f"{caption}: no form has the columns printed under it; its figures are left out")
        return
    form, block = chosen
    if any(tables.has(block, row) for row in block.rows):
        return
    tables.blocks[block.key] = form.key
    header, header_end = _header(stream, block, start, end)
    for column in block.columns:
        tables.note_label(block, column, header.labels.get(column.key, column.labels[0]))
    places = find_rows(stream, block.rows, header_end, end)
    for row, aligned in aligned_rows(stream, tables, places, (header_end, end), header.columns):
        tables.fill(block.addresses(row), _by_header(aligned, header), row.labels[0])


def _header(stream: Stream, block: Block, start: int, end: int) -> tuple[Header, int]:
    """The header of a block, and where it ends."""
    found = {
        column.key: place
        for column in block.columns
        if (place := stream.find_any(column.labels, start, end)) is not None
    }
    header = Header(
        block,
        labels={key: stream.text(place.start, min(place.end + _UNIT_LENGTH, end)) for key, place in found.items()},
        places={key: place.start for key, place in found.items()},
    )
    return header, max((place.end for place in found.values()), default=start)


def _by_header(aligned: Aligned, header: Header) -> Aligned:
    """A row under a header that does not name the form's columns in their order holds other figures."""
    if not header.is_in_order:
        return unread(header.columns, COLUMNS_UNKNOWN)
    unnamed = [at for at, column in enumerate(header.columns) if column.key in header.unnamed]
    return doubted(aligned, COLUMNS_UNKNOWN, unnamed) if unnamed else aligned


def _read_requests(stream: Stream, tables: Tables) -> None:
    rows = requests_rows()
    block = all_forms()[0].requests
    first = _first_request(stream, rows)
    if first is None or tables.has(block, rows[0]):
        return
    found = _one_kind_of_other(find_rows(stream, rows, first.start, _end_of_requests(stream, rows[-1], first.end)))
    if not found:
        return
    region = (max(found[0][1].start - _RIGHT_BEFORE, 0), _end_of_table(stream, found[-1][1].end))
    for row, aligned in aligned_rows(stream, tables, found, region, block.columns, requests_row_adds_up):
        tables.fill(_request_addresses(row), aligned, row.labels[0])
    for row in _lost_rows(found):
        tables.fill(_request_addresses(row), unread(block.columns, ROW_LOST), row.labels[0])


def _first_request(stream: Stream, rows: Sequence[Row]) -> Found | None:
    """The first row's label in the table: the last one before the row of sums, for the narrative may say it too."""
    sums = list(stream.find_all(_SUM_ROW))
    end = sums[-1].start if sums else len(stream)
    for label in (*rows[0].labels, _FIRST_REQUEST):
        found = [place for place in stream.find_all(label) if place.start < end]
        if found:
            return found[-1] if sums else found[0]
    return None


def _end_of_requests(stream: Stream, last: Row, start: int) -> int:
    """Where the label of the last row ends: keywords of rows above it are not looked for in the narrative behind."""
    found = stream.find_any(last.labels, start) or stream.find_any(last.keywords, start)
    return found.end if found is not None else len(stream)


def _end_of_table(stream: Stream, start: int) -> int:
    """Where what follows a table begins: the heading of a section, the next table, or some way on the unknown."""
    stop = min(start + _NEARBY, len(stream))
    headings = [f"({one.number}){label}" for one in outline() for label in (*one.accepted, *one.variants)]
    found = stream.find_any((*headings, "行政复议行政诉讼"), start, stop)
    return found.start if found is not None else stop


def _request_addresses(row: Row) -> tuple[Address, ...]:
    return all_forms()[0].requests.addresses(row)


def _one_kind_of_other(found: Sequence[PlacedRow]) -> tuple[PlacedRow, ...]:
    """（六）其他处理 is a row of the old form and a group header of the new one."""
    keys = {row.key for row, _ in found}
    return tuple(place for place in found if not (place[0].key == _SINGLE_OTHER and _FIRST_OF_THREE in keys))


def _lost_rows(found: Sequence[PlacedRow]) -> tuple[Row, ...]:
    keys = {row.key for row, _ in found}
    three = _FIRST_OF_THREE in keys
    form = next(form for form in all_forms() if any(row.key == _FIRST_OF_THREE for row in form.requests.rows) == three)
    return tuple(row for row in form.requests.rows if row.key not in keys)


def _read_disputes(stream: Stream, tables: Tables) -> None:
    block = all_forms()[0].disputes
    if tables.has(block, block.rows[0]):
        return
    headers: list[Found] = []
    for _ in block.rows:
        header = stream.find(_DISPUTE_COLUMNS, headers[-1].end if headers else 0)
        if header is None:
            return
        headers.append(header)
    end = headers[-1].end
    figures = (*(figure for header in headers for figure in header.inside), *stream.figures(end))
    columns = block.columns * len(block.rows)
    aligned = aligned_by_order(figures, columns, disputes_row_adds_up)
    if len(figures) < len(columns) and stream.has_figures(end + len(stream.figures(end)), _end_of_table(stream, end)):
        aligned = unread(columns, FIGURES_ASTRAY)
    addresses = tuple(address for row in block.rows for address in block.addresses(row))
    tables.fill(addresses, aligned, "table 4")
