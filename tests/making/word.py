"""Made reports as DOCX, written directly: merged cells as Word merges them."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument

from spiders.simulator.tables import Grid, placed
from tests.making.grids import width_of
from tests.making.reports import MadeReport
from tests.making.zipped import with_fixed_times


def as_docx(report: MadeReport) -> bytes:
    """The report as a Word document; the same bytes for the same report."""
    document = Document()
    document.add_heading(report.title, level=0)
    for piece in report.pieces():
        if isinstance(piece, str):
            document.add_paragraph(piece)
        else:
            _add_table(document, piece)
            document.add_paragraph("")
    written = BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue())


def _add_table(document: WordDocument, grid: Grid) -> None:
    table = document.add_table(rows=len(grid), cols=width_of(grid), style="Table Grid")
    rows = [row.cells for row in table.rows]
    for (row, column), cell in placed(grid).items():
        first, last = rows[row][column], rows[row + cell.rows - 1][column + cell.columns - 1]
        target = first if first is last else first.merge(last)
        target.text = cell.text
