"""DOCX is read as it is printed: in order, without what was deleted or hidden, with numbers and merged cells."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from crawler.domain.document import Document, Grid
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.parse.figures import read_figure
from crawler.readers.word.document import read_docx
from crawler.readers.xml_package import PART_LIMIT
from tests.making.word_markup import cell, paragraph, run, table, write_docx
from tests.making.zipped import zipped

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
PICTURE = bytes(range(256)) * 16


def read(body: str, **parts: object) -> Document:
    return read_docx(write_docx(body, **parts), "report.docx")  # type: ignore[arg-type]  # what a test gives on


def texts(document: Document) -> list[object]:
    return [list(block.rows) if isinstance(block, Grid) else block.text for block in document.blocks]


def box(content: str) -> str:
    return f"<w:r><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></w:r>"


def drawing(key: str, width: int, height: int) -> str:
    size = f'<wp:extent cx="{width * 12700}" cy="{height * 12700}"/>'
    return f'<w:r><w:drawing><wp:inline>{size}<a:blip r:embed="{key}"/></wp:inline></w:drawing></w:r>'


def test_paragraphs_and_tables_come_in_the_order_of_the_text() -> None:
    document = read(paragraph(run("总体"), run("情况")) + table((cell("规章"), cell("0"))) + paragraph(run("其他")))

    assert texts(document) == ["总体情况", [("规章", "0")], "其他"]
    assert document.medium is Medium.DOCX
    assert [paragraph.place.line for paragraph in document.paragraphs()] == [1, 2]


def test_what_stands_in_content_controls_and_text_boxes_is_read() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('甲'))}</w:sdtContent></w:sdt>"
    inline = f"<w:p><w:sdt><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt></w:p>"

    document = read(control + inline + paragraph(run("丙"), box(paragraph(run("丁")))))

    assert texts(document) == ["甲", "乙", "丙", "丁"]


def test_rows_and_cells_in_content_controls_are_part_of_their_table() -> None:
    figure = f"<w:sdt><w:sdtContent>{cell('7')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell('规章')}{figure}</w:tr></w:sdtContent></w:sdt>"

    assert texts(read(f"<w:tbl>{row}</w:tbl>")) == [[("规章", "7")]]


def test_content_that_is_written_twice_for_old_programs_is_read_once() -> None:
    new, old = (f"<mc:{kind}>{box(paragraph(run('一次')))}</mc:{kind}>" for kind in ("Choice", "Fallback"))

    assert texts(read(f"<w:p><w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r></w:p>")) == ["一次"]


def test_a_tracked_change_counts_as_if_it_were_accepted() -> None:
    changed = (
        f"<w:p><w:ins>{run('8')}</w:ins><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('6')}</w:moveFrom></w:p>"
    )
    deleted_row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('废止')}</w:tr>"

    document = read(f"<w:tbl><w:tr><w:tc>{changed}</w:tc></w:tr>{deleted_row}</w:tbl>")

    assert texts(document) == [[("8",)]]


@pytest.mark.parametrize(
    ("properties", "read_as"),
    [
        pytest.param("<w:vanish/>", "5", id="hidden"),
        pytest.param('<w:vanish w:val="0"/>', "59", id="not hidden after all"),
        pytest.param('<w:rStyle w:val="unseen"/>', "5", id="hidden by its style"),
        pytest.param('<w:vertAlign w:val="superscript"/>', "5 9", id="raised"),
        pytest.param("<w:strike/>", "5 9", id="struck out"),
    ],
)
def test_text_that_is_no_part_of_a_figure_does_not_stick_to_it(properties: str, read_as: str) -> None:
    styles = (
        '<w:style w:styleId="hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="unseen"><w:basedOn w:val="hidden"/></w:style>'
    )

    assert texts(read(paragraph(run("5"), run("9", properties)), styles=styles)) == [read_as]


def test_of_a_field_only_its_result_is_printed() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    nested = f"{begin}<w:r><w:instrText>=</w:instrText></w:r>{begin}{separate}{run('3')}{end}{separate}{run('7')}{end}"

    assert texts(read(f"<w:p>{nested}</w:p>")) == ["7"]


def test_a_field_that_does_not_end_makes_no_figure() -> None:
    broken = f'<w:p>{run("5")}<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("7")}</w:p>'

    (text,) = texts(read(broken))

    assert read_figure(str(text))[1] is None


@pytest.mark.parametrize(
    "inline",
    [
        pytest.param('<w:r><w:footnoteReference w:id="2"/></w:r>', id="the mark of a footnote"),
        pytest.param("<w:bookmarkStart/>", id="a bookmark"),
    ],
)
def test_marks_without_text_leave_a_figure_as_it_is(inline: str) -> None:
    assert texts(read(f"<w:p>{run('12')}{inline}</w:p>")) == ["12"]


def test_lines_of_a_cell_stay_apart_and_lines_of_a_paragraph_are_paragraphs() -> None:
    lines = f"<w:p>{run('2')}<w:r><w:br/></w:r>{run('0')}</w:p>"

    document = read(
        f"{lines}<w:tbl><w:tr><w:tc>{lines}</w:tc><w:tc>{paragraph(run('3'))}{paragraph(run('1'))}</w:tc></w:tr></w:tbl>"
    )

    assert texts(document) == ["2", "0", [("2 0", "3 1")]]


def test_a_cell_over_columns_and_rows_stands_wherever_it_reaches_with_one_place() -> None:
    document = read(
        table(
            (cell("甲", '<w:gridSpan w:val="2"/>' + RESTART), cell("1")),
            (cell("", '<w:gridSpan w:val="2"/>' + CONTINUE), cell("2")),
            (cell("乙"), cell("丙"), cell("3")),
        )
    )

    (grid,) = document.grids()
    assert grid.rows == (("甲", "甲", "1"), ("甲", "甲", "2"), ("乙", "丙", "3"))
    assert len({place for row in grid.places[:2] for place in row[:2]}) == 1
    assert (grid.places[1][0].row, grid.places[1][2].row, grid.places[1][2].column) == (1, 2, 3)


def test_edges_that_miss_each_other_by_a_hair_make_no_column() -> None:
    wide = '<w:gridSpan w:val="2"/>'

    (grid,) = read(
        table((cell("行政复议"), cell("行政诉讼", wide), cell("9")), (cell("总计", wide), cell("维持"), cell("8")))
    ).grids()

    assert grid.rows == (("行政复议", "行政诉讼", "9"), ("总计", "维持", "8"))
    assert [place.column for place in grid.places[1]] == [1, 2, 3]


def test_a_cell_that_hangs_from_nothing_is_a_cell_of_its_own() -> None:
    (grid,) = read(table((cell("甲"), cell("1")), (cell("", CONTINUE), cell("2")))).grids()

    assert grid.rows == (("甲", "1"), ("", "2"))
    assert grid.places[1][0].row == 2


def test_columns_left_free_at_the_ends_of_a_row_are_blank_cells() -> None:
    row = '<w:tr><w:trPr><w:gridBefore w:val="2"/><w:gridAfter w:val="1"/></w:trPr>' + cell("9") + "</w:tr>"

    (grid,) = read(f"<w:tbl>{row}</w:tbl>").grids()

    assert grid.rows == (("", "", "9", ""),)
    assert len(set(grid.places[0])) == 4


def test_a_table_that_only_places_tables_is_walked_into() -> None:
    inner = table((cell("规章"), cell("1")))

    document = read(f"<w:tbl><w:tr><w:tc>{paragraph(run('标题'))}{inner}</w:tc></w:tr></w:tbl>")

    assert texts(document) == ["标题", [("规章", "1")]]


def test_a_frame_around_prose_is_no_table() -> None:
    assert texts(read(table((cell("公开" * 60),)))) == ["公开" * 60]


def test_an_image_stands_before_the_block_that_follows_it_and_small_ones_are_no_page() -> None:
    page, seal = paragraph(drawing("page", 400, 300)), paragraph(drawing("seal", 60, 60))

    document = read(
        paragraph(run("一、总体情况")) + page + seal + paragraph(run("后")), media={"page": PICTURE, "seal": PICTURE}
    )

    (picture,) = document.pictures
    assert (picture.before, picture.body, picture.address) == (1, PICTURE, "word/media/page.png")


def test_a_document_of_images_alone_is_read() -> None:
    document = read(paragraph(drawing("page", 400, 600)), media={"page": PICTURE})

    assert (len(document.blocks), len(document.pictures)) == (0, 1)


def test_an_image_that_is_not_there_is_passed_by() -> None:
    assert read(paragraph(run("有字"), drawing("lost", 400, 600))).pictures == ()


def test_a_document_within_the_document_is_doubted() -> None:
    document = read(paragraph(run("有字")) + '<w:altChunk r:id="other"/>')

    assert [doubt.code for doubt in document.doubts] == ["foreign_part"]


def test_what_python_docx_merges_is_read_as_merged() -> None:
    written, target = docx.Document(), BytesIO()
    made = written.add_table(rows=3, cols=3)
    made.cell(0, 0).merge(made.cell(1, 1)).text = "合并"
    made.cell(1, 2).text = "5"
    written.save(target)

    (grid,) = read_docx(target.getvalue(), "made.docx").grids()

    assert grid.rows == (("合并", "合并", ""), ("合并", "合并", "5"), ("", "", ""))


def test_the_strict_variant_of_the_format_is_read_alike() -> None:
    with ZipFile(BytesIO(write_docx(paragraph(run("严格"))))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = {
        name: part.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main") for name, part in parts.items()
    }

    assert texts(read_docx(zipped(strict), "strict.docx")) == ["严格"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"PK\x03\x04", "does not open", id="no package"),
        pytest.param(zipped({"other.xml": b"<x/>"}), "has no word/document.xml", id="another package"),
        pytest.param(write_docx("<w:p>"), "is broken", id="broken XML"),
        pytest.param(write_docx(paragraph(run("  "))), "holds no text", id="nothing but blanks"),
        pytest.param(
            write_docx("", prolog='<!DOCTYPE x [<!ENTITY a "b">]>'), "declares a document type", id="entities"
        ),
        pytest.param(write_docx("<w:sdt><w:sdtContent>" * 300), "is broken", id="deep XML"),
        pytest.param(zipped({"word/document.xml": b" " * (PART_LIMIT + 1)}), "unpacks to", id="a bomb"),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotReadable, match=f"some.docx: not readable: .*{reason}"):
        read_docx(body, "some.docx")


def test_every_prefix_of_a_document_is_refused() -> None:
    body = write_docx(paragraph(run("短")))

    for size in range(0, len(body), 97):
        with pytest.raises(NotReadable):
            read_docx(body[:size], "cut.docx")
