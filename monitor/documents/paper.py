"""Official paper: a document in the layout of GB/T 9704, written with python-docx.

A4 with margins of 37, 35, 28 and 26 mm, a title in 小标宋 of size 2, text in 仿宋 of size 3, page numbers as — 1 —
at the outer edge, lists across the page. Where a machine lacks these typefaces, `fonts.py` says what stands in.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from monitor.documents.fonts import BODY, HEADING, LATIN, NOTE, SONG, TITLE, font_table

_SIZE_2, _SIZE_3, _SIZE_4, _SIZE_5, _SIZE_5_SMALL = Pt(22), Pt(16), Pt(14), Pt(10.5), Pt(9)
_LINE, _TITLE_LINE = Pt(28), Pt(34)
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
_MADE = datetime(2025, 1, 1, tzinfo=UTC)
_ZIPPED = (2025, 1, 1, 0, 0, 0)


class Paper:
    """A document that is written from top to bottom."""

    def __init__(self) -> None:
        self._document = Document()
        self._document.settings.odd_and_even_pages_header_footer = True
        normal = self._document.styles["Normal"]
        normal.font.size = _SIZE_3
        _set_typeface(normal.element.get_or_add_rPr(), BODY)
        _set_language(normal.element.get_or_add_rPr())
        _lay_out(self._document.sections[0])
        self._number_pages()

    def note(self, text: str) -> None:
        """What is said before the document itself, in small type."""
        self._paragraph(text, NOTE, _SIZE_5, align=WD_ALIGN_PARAGRAPH.LEFT)

    def title(self, text: str) -> None:
        """The title, in the middle, with air around it."""
        paragraph = self._paragraph(text, TITLE, _SIZE_2, line=_TITLE_LINE, align=WD_ALIGN_PARAGRAPH.CENTER)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = _LINE

    def addressees(self, text: str) -> None:
        """To whom it goes: not indented."""
        self._paragraph(text, BODY)

    def text(self, text: str) -> None:
        """A paragraph, indented by two characters."""
        self._paragraph(text, BODY, indent=True, align=WD_ALIGN_PARAGRAPH.JUSTIFY)

    def heading(self, text: str) -> None:
        """A heading of the first order: 一、"""
        self._paragraph(text, HEADING, indent=True).paragraph_format.keep_with_next = True

    def subheading(self, text: str) -> None:
        """A heading of the second order: （一）"""
        self._paragraph(text, NOTE, indent=True).paragraph_format.keep_with_next = True

    def control(self, tag: str) -> None:
        """A line that only steers the template, and leaves nothing behind."""
        self._paragraph(tag, BODY)

    def signed(self, *lines: str) -> None:
        """Who writes, and when, to the right; kept together."""
        self._paragraph("", BODY).paragraph_format.keep_with_next = True
        for number, line in enumerate(lines, 1):
            paragraph = self._paragraph(line, BODY, align=WD_ALIGN_PARAGRAPH.RIGHT)
            paragraph.paragraph_format.right_indent = 4 * _SIZE_3
            paragraph.paragraph_format.keep_with_next = number < len(lines)

    def across(self) -> None:
        """Go on with a new page, across: lists need the width."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
            *(_LEFT, _RIGHT),
            *(_BOTTOM, _TOP),
        )

    def attachment(self, number: str, title: str) -> None:
        """The head of an attachment."""
        self._paragraph(number, HEADING).paragraph_format.keep_with_next = True
        paragraph = self._paragraph(title, TITLE, _SIZE_3, align=WD_ALIGN_PARAGRAPH.CENTER)
        paragraph.paragraph_format.keep_with_next = True
        below = self._paragraph("截至{{ cut_off }}", NOTE, _SIZE_5, align=WD_ALIGN_PARAGRAPH.CENTER)
        below.paragraph_format.keep_with_next = True
        below.paragraph_format.space_after = Pt(6)

    def table(self, loop: str, columns: Sequence[tuple[str, float, str]]) -> None:
        """A list, a row for each turn of `loop`; of each column the heading, its millimetres and what stands in it."""
        table = self._document.add_table(rows=4, cols=len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _set_margins(table)
        head, start, line, end = table.rows
        for place, (heading, width, shown) in enumerate(columns):
            table.columns[place].width = Mm(width)
            for row in table.rows:
                row.cells[place].width = Mm(width)
            _fill(head.cells[place], heading, HEADING, WD_ALIGN_PARAGRAPH.CENTER)
            _fill(line.cells[place], shown, BODY, WD_ALIGN_PARAGRAPH.LEFT)
        _fill(start.cells[0], f"{{%tr for {loop} %}}", BODY, WD_ALIGN_PARAGRAPH.LEFT)
        _fill(end.cells[0], "{%tr endfor %}", BODY, WD_ALIGN_PARAGRAPH.LEFT)
        _mark(head, "w:tblHeader")
        for row in (head, line):
            _mark(row, "w:cantSplit")
        self._paragraph("", BODY, _SIZE_5)

    def written(self) -> bytes:
        """The document; the same bytes whenever it is written."""
        properties = self._document.core_properties
        properties.author = properties.last_modified_by = "gongkai"
        properties.title = properties.comments = ""
        properties.created = properties.modified = _MADE
        part = self._document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
        part._blob = font_table()
        saved = BytesIO()
        self._document.save(saved)
        return _packed_alike(saved.getvalue())

    def _paragraph(
        self,
        text: str,
        typeface: str,
        size: Length = _SIZE_3,
        line: Length | None = None,
        align: WD_ALIGN_PARAGRAPH | None = None,
        *,
        indent: bool = False,
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        _set_lines(paragraph, line or (_LINE if size >= _SIZE_3 else Pt(18)))
        if align is not None:
            paragraph.alignment = align
        if indent:
            paragraph.paragraph_format.first_line_indent = 2 * size
        _write(paragraph, text, typeface, size)
        return paragraph

    def _number_pages(self) -> None:
        section = self._document.sections[0]
        for footer, align in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = align
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _SIZE_4
            _write(paragraph, "— ", SONG, _SIZE_4)
            _write_page_number(paragraph)
            _write(paragraph, " —", SONG, _SIZE_4)


def _lay_out(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.footer_distance = Mm(25)


def _write(paragraph: Paragraph, text: str, typeface: str, size: Length) -> None:
    run = paragraph.add_run(text)
    run.font.size = size
    _set_typeface(run._r.get_or_add_rPr(), typeface)


def _write_page_number(paragraph: Paragraph) -> None:
    """A field: Word and LibreOffice put the number there."""
    run = paragraph.add_run()
    run.font.size = _SIZE_4
    for kind in ("begin", "PAGE", "end"):
        mark = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            mark.text = kind
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


def _set_typeface(properties: object, typeface: str) -> None:
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined] # python-docx does not type its elements
    fonts.attrib.clear()
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", typeface), ("cs", LATIN)):
        fonts.set(qn(f"w:{script}"), name)


def _set_language(properties: object) -> None:
    """Without it a reader of many languages may draw the characters as Japanese or Taiwanese ones."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)  # type: ignore[attr-defined] # python-docx does not type its elements


def _set_lines(paragraph: Paragraph, height: Length) -> None:
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, height
    layout.widow_control = True


def _fill(cell: _Cell, text: str, typeface: str, align: WD_ALIGN_PARAGRAPH) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.alignment = align
        _set_lines(paragraph, Pt(13))
        _write(paragraph, line, typeface, _SIZE_5_SMALL)


def _set_margins(table: Table) -> None:
    """Narrow ones, so that the columns have the width."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60" if side in ("left", "right") else "30")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _packed_alike(saved: bytes) -> bytes:
    """The same members with the same moment, so that the same document is the same file."""
    packed = BytesIO()
    with ZipFile(BytesIO(saved)) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            member = ZipInfo(name, _ZIPPED)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            after.writestr(member, before.read(name))
    return packed.getvalue()
