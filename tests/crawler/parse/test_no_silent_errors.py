"""However a report is set or damaged, no cell comes back certain and wrong; undamaged, all come back right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.domain.extraction import Extraction
from crawler.domain.report import Address, Cell, CellState
from crawler.flow import read_bytes
from spiders.simulator.forms import FORMS, Form
from spiders.simulator.tables import Grid, GridCell, disputes_grid, proactive_grid, requests_grid, to_html, to_text

pytestmark = pytest.mark.slow

Figures = Mapping[Address, str]
Wrap = Callable[[str], str]

APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_organisation")
RESULTS = ("upheld", "corrected", "other", "pending")
HEADINGS = {
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

forms = st.sampled_from(sorted(FORMS)).map(FORMS.__getitem__)
randoms = st.integers(0, 2**32).map(Random)


def legal_figures(form: Form, random: Random) -> dict[Address, str]:
    """Figures of which rows and groups add up, some of them large, many of them nought."""
    figures: dict[Address, str] = {}
    for block in form.blocks:
        figures |= {
            Address("proactive", row, column): _amount(random) if column == "amount_wan" else str(_count(random))
            for row, _ in block.rows
            for column, _ in block.columns
        }
    rows = ("new_received", "carried_in", *(result.key for result in form.results), "carried_out")
    for row in rows:
        figures |= _adding_up("requests", row, APPLICANTS, random)
    for row in ("review", "direct", "after_review"):
        figures |= _adding_up("disputes", row, RESULTS, random)
    return figures


def _adding_up(table: str, row: str, columns: Sequence[str], random: Random) -> Iterator[tuple[Address, str]]:
    parts = {column: _count(random) for column in columns}
    return {Address(table, row, key): str(value) for key, value in (*parts.items(), ("total", sum(parts.values())))}


def _count(random: Random) -> int:
    return random.choice((0, 0, 0, random.randint(1, 9), random.randint(10, 2000)))


def _amount(random: Random) -> str:
    return random.choice(("0", f"{random.randint(1, 99999)}.{random.randint(0, 9)}", str(random.randint(1, 500))))


def blanked(figures: Figures, random: Random, share: float) -> dict[Address, str]:
    """The figures, with some cells left blank."""
    return {address: "" if random.random() < share else raw for address, raw in figures.items()}


def grids(form: Form, figures: Figures) -> tuple[Grid, Grid, Grid]:
    return proactive_grid(form, figures), requests_grid(form, figures), disputes_grid(figures)  # type: ignore[arg-type]


def as_html(tables: Sequence[str]) -> bytes:
    proactive, requests, disputes = tables
    body = (
        f"<h1>云溪县2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p>{proactive}"
        f"<p>{HEADINGS['requests']}</p>{requests}<p>{HEADINGS['disputes']}</p>{disputes}<p>五、存在的主要问题及改进情况</p>"
    )
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def as_text(tables: Sequence[str]) -> bytes:
    proactive, requests, disputes = tables
    pieces = (
        "云溪县2023年政府信息公开工作年度报告",
        "一、总体情况",
        "二、主动公开政府信息情况",
        proactive,
        HEADINGS["requests"],
        requests,
        HEADINGS["disputes"],
        disputes,
        "五、存在的主要问题及改进情况",
    )
    return "\n\n".join(pieces).encode()


def wrong(extraction: Extraction, truth: Figures) -> dict[str, tuple[str, str]]:
    """The cells that are certain and are not what was printed."""
    return {
        str(address): (_read(cell), truth.get(address, "not printed"))
        for address, cell in extraction.report.cells.items()
        if cell.certain and _read(cell) != _printed(truth.get(address))
    }


def unsure(extraction: Extraction, truth: Figures) -> list[str]:
    """The cells that were printed and were not read for certain."""
    cells = extraction.report.cells
    return [str(address) for address in truth if address not in cells or not cells[address].certain]


def _read(cell: Cell) -> str:
    return f"{cell.value.normalize():f}" if cell.value is not None else cell.state.value


def _printed(raw: str | None) -> str:
    if raw is None:
        return "not printed"
    return f"{Decimal(raw).normalize():f}" if raw else CellState.BLANK.value


def _with_trailing_column(grid: Grid) -> Grid:
    return tuple((*row, GridCell("")) for row in grid)


def _mapped(grid: Grid, wrap: Wrap) -> Grid:
    return tuple(tuple(GridCell(wrap(cell.text), cell.columns, cell.rows) for cell in row) for row in grid)


def _split(grid: Grid, at: int) -> str:
    """Two tables, as at the end of a page; a label that spans the break is printed in the first."""
    rows = [line.split("\t") for line in to_text(grid).split("\n")]
    parts = (rows[:at], rows[at:])
    return "<p></p>".join(to_html(tuple(tuple(map(GridCell, row)) for row in part)) for part in parts if part)


HTML_SETTINGS: Mapping[str, Callable[[Grid, Random], str]] = {
    "plain": lambda grid, random: to_html(grid),
    "pasted from Word": lambda grid, random: to_html(grid, word_paste=True),
    "a trailing empty column": lambda grid, random: to_html(_with_trailing_column(grid)),
    "full-width digits": lambda grid, random: to_html(_mapped(grid, lambda text: text.translate(FULL_WIDTH))),
    "non-breaking spaces": lambda grid, random: to_html(_mapped(grid, lambda text: f"\xa0{text}\u3000")),
    "labels broken by line breaks": lambda grid, random: to_html(grid).replace("公开", "公<br/>开"),
    "digits in spans of their own": lambda grid, random: to_html(grid).replace(
        "<td>1", "<td><span>1</span><span></span>"
    ),
    "split over two pages": lambda grid, random: _split(grid, random.randint(6, max(6, len(grid) - 1))),
    "spans written out as empty cells": lambda grid, random: _split(grid, 0),
}


@pytest.mark.parametrize("setting", HTML_SETTINGS.values(), ids=HTML_SETTINGS)
@QUICK
@given(form=forms, random=randoms)
def test_a_whole_html_report_is_read_for_certain(
    setting: Callable[[Grid, Random], str], form: Form, random: Random
) -> None:
    truth = legal_figures(form, random)

    extraction = read_bytes(as_html([setting(grid, random) for grid in grids(form, truth)]), "report.html")

    assert wrong(extraction, truth) == {}
    assert unsure(extraction, truth) == []
    assert extraction.report.form == form.key
    assert extraction.doubts == ()


@pytest.mark.parametrize("setting", HTML_SETTINGS.values(), ids=HTML_SETTINGS)
@QUICK
@given(form=forms, random=randoms, share=st.sampled_from([0.05, 0.5, 0.95, 1.0]))
def test_blank_cells_of_an_html_report_stay_blank(
    setting: Callable[[Grid, Random], str], form: Form, random: Random, share: float
) -> None:
    truth = blanked(legal_figures(form, random), random, share)

    extraction = read_bytes(as_html([setting(grid, random) for grid in grids(form, truth)]), "report.html")

    assert wrong(extraction, truth) == {}


@QUICK
@given(form=forms, random=randoms, share=st.sampled_from([0.05, 0.5, 0.95, 1.0]))
def test_blank_cells_of_a_plain_html_report_are_certain(form: Form, random: Random, share: float) -> None:
    truth = blanked(legal_figures(form, random), random, share)

    extraction = read_bytes(as_html([to_html(grid) for grid in grids(form, truth)]), "report.html")

    assert unsure(extraction, truth) == []


def _tabbed(grid: Grid) -> list[list[str]]:
    return [line.split("\t") for line in to_text(grid).split("\n")]


def _slipped(rows: list[list[str]], random: Random) -> list[list[str]]:
    """Rows as converters leave them: leading label columns lost, indented, blanks trailing or trimmed."""
    return [_slip(row, random) for row in rows]


def _slip(row: list[str], random: Random) -> list[str]:
    first = next((at for at, text in enumerate(row) if text), len(row))
    lost = random.randint(0, first) if first < len(row) and not row[first].isdigit() else 0
    row = [*[""] * random.randint(0, 2), *row[lost:], *[""] * random.randint(0, 2)]
    while random.random() < 0.3 and len(row) > 2 and not row[-1]:
        row.pop()
    return row


@QUICK
@given(form=forms, random=randoms)
def test_whole_tabbed_rows_are_read_for_certain_wherever_they_slipped(form: Form, random: Random) -> None:
    truth = legal_figures(form, random)
    tables = ["\n".join("\t".join(row) for row in _slipped(_tabbed(grid), random)) for grid in grids(form, truth)]

    extraction = read_bytes(as_text(tables), "report.txt")

    assert wrong(extraction, truth) == {}
    assert [cell for cell in unsure(extraction, truth) if cell.startswith("requests.")] == []


@QUICK
@given(form=forms, random=randoms, share=st.sampled_from([0.05, 0.5, 0.95]), slipped=st.booleans())
def test_tabbed_rows_with_blanks_never_give_a_certain_wrong_cell(
    form: Form, random: Random, share: float, slipped: bool
) -> None:
    truth = blanked(legal_figures(form, random), random, share)
    rows = [_tabbed(grid) for grid in grids(form, truth)]
    tables = ["\n".join("\t".join(row) for row in (_slipped(table, random) if slipped else table)) for table in rows]

    extraction = read_bytes(as_text(tables), "report.txt")

    assert wrong(extraction, truth) == {}


def _in_pieces(grid: Grid, random: Random, place: str) -> str:
    """Running text: labels broken anywhere, the figures of a row inside its last label or behind it."""
    lines: list[str] = []
    for row in grid:
        texts = [cell.text for cell in row]
        labels = [text for text in texts if text and not text.replace(".", "").isdigit()]
        figures = " ".join(text for text in texts if text.replace(".", "").isdigit())
        for label in labels[:-1]:
            lines += _broken(label, random)
        last = _broken(labels[-1], random) if labels else []
        at = len(last) if place == "behind" or not last else random.randint(1, len(last))
        lines += [*last[:at], f" {figures} ", *last[at:]] if figures else last
    return "\n\n".join(lines)


def _broken(label: str, random: Random) -> list[str]:
    cuts = sorted(random.sample(range(1, len(label)), min(random.randint(0, 3), len(label) - 1)))
    # A number of its own on a line, "3." too, may be a figure as well as the beginning of a label.
    cuts = [cut for cut in cuts if not label[:cut].rstrip(".").isdigit()]
    return [label[start:end] for start, end in zip((0, *cuts), (*cuts, None), strict=True)]


@pytest.mark.parametrize("place", ["behind", "inside"])
@QUICK
@given(form=forms, random=randoms)
def test_whole_rows_are_read_for_certain_though_their_labels_are_in_pieces(
    place: str, form: Form, random: Random
) -> None:
    truth = legal_figures(form, random)

    extraction = read_bytes(as_text([_in_pieces(grid, random, place) for grid in grids(form, truth)]), "report.txt")

    assert wrong(extraction, truth) == {}
    assert unsure(extraction, truth) == []


@pytest.mark.parametrize("place", ["behind", "inside"])
@QUICK
@given(form=forms, random=randoms, share=st.sampled_from([0.05, 0.5, 0.95]))
def test_figures_lost_from_running_text_never_give_a_certain_wrong_number(
    place: str, form: Form, random: Random, share: float
) -> None:
    truth = blanked(legal_figures(form, random), random, share)

    extraction = read_bytes(as_text([_in_pieces(grid, random, place) for grid in grids(form, truth)]), "report.txt")

    assert wrong(extraction, truth) == {}
