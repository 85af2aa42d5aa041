"""OFD files are read by what stands where on their pages, in millimetres, templates and turned objects too."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from crawler.domain.document import Document, Grid
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Box
from crawler.readers.geometry import LaidOutPage, Rule, Word
from crawler.readers.ofd.reading import read_ofd
from tests.making.ofd import write_ofd
from tests.making.zipped import zipped

WIDTH, HEIGHT = 595.0, 842.0
PICTURE = b"\x89PNG" + bytes(4000)
PAGE = "Doc_0/Pages/Page_0/Content.xml"


def word(text: str, left: float, top: float) -> Word:
    """A word of characters of ten points: Chinese ones are as wide as they are high, digits half as wide."""
    width = sum(5.0 if character.isascii() else 10.0 for character in text)
    return Word(text, Box(left, top, left + width, top + 10))


def level(top: float, left: float, right: float) -> Rule:
    return Rule(Box(left, top - 0.25, right, top + 0.25))


def upright(left: float, top: float, bottom: float) -> Rule:
    return Rule(Box(left - 0.25, top, left + 0.25, bottom))


def page(*words: Word, rules: tuple[Rule, ...] = (), number: int = 1) -> LaidOutPage:
    return LaidOutPage(number, WIDTH, HEIGHT, words, rules)


TABLE = page(
    word("一、总体情况", 60, 60),
    word("规章", 70, 110),
    word("120", 170, 110),
    word("文件", 70, 130),
    word("7", 170, 130),
    rules=(
        *(level(top, 60, 260) for top in (105, 125, 145)),
        *(upright(left, 105, 145) for left in (60, 160, 260)),
    ),
)


def texts(document: Document) -> list[object]:
    return [list(block.rows) if isinstance(block, Grid) else block.text for block in document.blocks]


def read(*pages: LaidOutPage) -> Document:
    return read_ofd(write_ofd(pages), "report.ofd")


def with_objects(markup: str, **parts: bytes) -> bytes:
    """A file of one page that holds these objects and nothing else."""
    layer = f'<ofd:Content><ofd:Layer ID="2">{markup}</ofd:Layer></ofd:Content></ofd:Page>'
    with ZipFile(BytesIO(write_ofd([page()]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    start = members[PAGE].split(b"<ofd:Content>")[0]
    return zipped(members | {PAGE: start + layer.encode()} | parts)


def text_object(code: str, attributes: str = "") -> str:
    return f'<ofd:TextObject Boundary="20 30 100 10" Size="4" {attributes}>{code}</ofd:TextObject>'


def words_of(markup: str) -> list[tuple[str, int, int]]:
    """The paragraphs of a page of objects, each with its left and upper edge in millimetres."""
    document = read_ofd(with_objects(markup), "report.ofd")
    boxes = [(block.text, block.place.box) for block in document.paragraphs()]
    return [(text, round(box.left * 25.4 / 72), round(box.top * 25.4 / 72)) for text, box in boxes if box is not None]


def test_lines_and_tables_are_read_with_their_places() -> None:
    document = read(TABLE)

    (grid,) = document.grids()
    assert document.medium is Medium.OFD
    assert texts(document) == ["一、总体情况", [("规章", "120"), ("文件", "7")]]
    assert (grid.places[1][1].page, grid.places[1][1].row, grid.places[1][1].column) == (1, 2, 2)


def test_a_file_is_the_same_for_the_same_pages() -> None:
    assert write_ofd([TABLE]) == write_ofd([TABLE])
    assert read(TABLE) == read(TABLE)


def test_pages_come_in_their_order() -> None:
    pages = [page(word(text, 60, 60), word("内容", 60, 200), number=number) for number, text in enumerate("甲乙", 1)]

    assert texts(read(*pages)) == ["甲", "内容", "乙", "内容"]


def test_characters_stand_where_their_steps_lead() -> None:
    code = '<ofd:TextCode X="0" Y="3.4" DeltaX="g 2 2 20 2">12034</ofd:TextCode>'

    assert words_of(text_object(code)) == [("120 34", 20, 30)]


def test_text_without_steps_runs_on() -> None:
    assert words_of(text_object('<ofd:TextCode X="0" Y="3.4">政府120</ofd:TextCode>')) == [("政府120", 20, 30)]


def test_a_second_code_may_start_a_line_of_its_own() -> None:
    codes = '<ofd:TextCode X="0" Y="3.4">上</ofd:TextCode><ofd:TextCode X="8" Y="13.4">下</ofd:TextCode>'

    assert words_of(text_object(codes)) == [("上", 20, 30), ("下", 28, 40)]


def test_a_matrix_stretches_and_shifts_its_object() -> None:
    code = '<ofd:TextCode X="0" Y="3.4">政</ofd:TextCode>'

    assert words_of(text_object(code, 'CTM="2 0 0 2 10 5"')) == [("政", 30, 35)]


@pytest.mark.parametrize("attributes", ['Visible="false"', 'Alpha="0"', 'CTM="x"  Size2="4"  Visible="0"'])
def test_what_is_not_to_be_seen_is_not_read(attributes: str) -> None:
    seen = text_object('<ofd:TextCode X="0" Y="3.4">见</ofd:TextCode>')
    unseen = text_object('<ofd:TextCode X="0" Y="30">隐</ofd:TextCode>', attributes)

    assert [text for text, _, _ in words_of(seen + unseen)] == ["见"]


def test_a_template_lies_under_the_pages_that_use_it() -> None:
    with ZipFile(BytesIO(write_ofd([page(word("规章", 70, 110))]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(BytesIO(write_ofd([page(word("表头", 70, 60))]))) as archive:
        members["Doc_0/Tpls/Tpl_0/Content.xml"] = archive.read(PAGE)
    listed = b'<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    members["Doc_0/Document.xml"] = members["Doc_0/Document.xml"].replace(b"</ofd:CommonData>", listed)
    members[PAGE] = members[PAGE].replace(b"<ofd:Content>", b'<ofd:Template TemplateID="9"/><ofd:Content>')

    assert texts(read_ofd(zipped(members), "report.ofd")) == ["表头", "规章"]


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param("<ofd:AbbreviatedData>M 0 0 L 60 0 L 60 10 L 0 10 C</ofd:AbbreviatedData>", id="an outline"),
        pytest.param(
            "<ofd:AbbreviatedData>S 0 0 L 60 0 M 60 0 L 60 10 M 60 10 L 0 10 M 0 10 L 0 0</ofd:AbbreviatedData>",
            id="single lines",
        ),
    ],
)
def test_a_frame_that_is_drawn_makes_a_table(draw: str) -> None:
    middle = (
        '<ofd:PathObject Boundary="50 28 1 10"><ofd:AbbreviatedData>M 0 0 L 0 10</ofd:AbbreviatedData></ofd:PathObject>'
    )
    frame = f'<ofd:PathObject Boundary="18 28 60 10">{draw}</ofd:PathObject>'
    label = text_object('<ofd:TextCode X="0" Y="5.4">规章</ofd:TextCode>')
    figure = text_object('<ofd:TextCode X="40" Y="5.4">8</ofd:TextCode>')

    assert texts(read_ofd(with_objects(frame + middle + label + figure), "report.ofd")) == [[("规章", "8")]]


def test_lines_that_are_filled_rectangles_make_a_table() -> None:
    def filled(boundary: str, width: float, height: float) -> str:
        path = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
        return (
            f'<ofd:PathObject Boundary="{boundary}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    levels = "".join(filled(f"18 {top} 60 0.2", 60, 0.2) for top in (28, 38))
    uprights = "".join(filled(f"{left} 28 0.2 10", 0.2, 10) for left in (18, 50, 78))
    shade = filled("18 28 60 10", 60, 10)
    label = text_object('<ofd:TextCode X="0" Y="5.4">规章</ofd:TextCode>')
    figure = text_object('<ofd:TextCode X="40" Y="5.4">8</ofd:TextCode>')

    assert texts(read_ofd(with_objects(shade + levels + uprights + label + figure), "r.ofd")) == [[("规章", "8")]]


def test_a_page_that_is_only_an_image_gives_its_image() -> None:
    pages = [page(word("封面", 60, 60)), page(number=2), page(word("封底", 60, 60), number=3)]

    document = read_ofd(write_ofd(pages, {2: PICTURE}), "report.ofd")

    (picture,) = document.pictures
    assert (picture.before, picture.body, picture.place.page) == (1, PICTURE, 2)


def test_objects_that_are_not_understood_are_doubted() -> None:
    text = text_object('<ofd:TextCode X="0" Y="3.4">见</ofd:TextCode>')

    document = read_ofd(with_objects(f'{text}<ofd:CompositeObject Boundary="0 0 9 9"/>'), "report.ofd")

    assert [doubt.code for doubt in document.doubts] == ["objects_left_out"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"PK\x03\x04", "does not open", id="no package"),
        pytest.param(zipped({"other.xml": b"<x/>"}), "has no OFD.xml", id="another package"),
        pytest.param(zipped({"OFD.xml": b"<x/>"}), "names no document", id="no document"),
        pytest.param(write_ofd([page()]), "holds no text", id="a blank page"),
        pytest.param(with_objects("<ofd:Broken"), "is broken", id="broken XML"),
        pytest.param(zipped({"OFD.xml": b"<x/>", "Encryptions.xml": b"<x/>"}), "password", id="protected"),
        pytest.param(zipped({"OFD.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "document type", id="entities"),
    ],
)
def test_what_is_no_ofd_file_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotReadable, match=reason):
        read_ofd(body, "report.ofd")


@pytest.mark.parametrize(
    "markup",
    [
        '<ofd:TextObject Boundary="a b" Size="4"><ofd:TextCode>字</ofd:TextCode></ofd:TextObject>',
        '<ofd:TextObject Boundary="0 0 9 9" Size="nan"><ofd:TextCode>字</ofd:TextCode></ofd:TextObject>',
        '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 1 L</ofd:AbbreviatedData></ofd:PathObject>',
        '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>C L 1e99 1</ofd:AbbreviatedData></ofd:PathObject>',
        '<ofd:PathObject Boundary="0 0 9 9"/>',
        text_object('<ofd:TextCode DeltaX="g 999999999 1 g x"></ofd:TextCode>'),
    ],
)
def test_a_broken_object_is_passed_by(markup: str) -> None:
    good = text_object('<ofd:TextCode X="0" Y="3.4">见</ofd:TextCode>')

    assert [text for text, _, _ in words_of(markup + good)] == ["见"]


def test_every_prefix_of_a_file_is_refused() -> None:
    body = write_ofd([TABLE])

    for size in range(0, len(body), 211):
        with pytest.raises(NotReadable):
            read_ofd(body[:size], "cut.ofd")
