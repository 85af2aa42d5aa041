"""Images within a document are read in their places, and those that cannot be are doubts."""

from collections.abc import Iterator

import pytest

from crawler.domain.document import Document, Grid, Paragraph, Picture
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Box, Place
from crawler.readers.pictures import with_pictures

ABOVE, BELOW = Paragraph("三、收到和处理", Place(line=1)), Paragraph("四、行政复议", Place(line=2))
TABLE = Grid((("规章", "1"),), ((Place(page=1, row=1, column=1), Place(page=1, row=1, column=2)),), ((1.0, 0.9),))


def seen(body: bytes, name: str) -> Document:
    """What stands on an image, for these tests: a table, or the word on the file."""
    if body == b"table":
        return Document(Medium.IMAGE, (TABLE,))
    if body == b"broken":
        raise NotReadable(name, "an image that is broken")
    return Document(Medium.IMAGE, (Paragraph(body.decode(), Place(page=1)),))


def page(*pictures: Picture) -> Document:
    return Document(Medium.HTML, (ABOVE, BELOW), pictures=pictures)


def texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text if isinstance(block, Paragraph) else "table"


def nowhere(address: str) -> None:
    """No image has a file of its own."""


def test_a_table_on_an_image_stands_where_the_image_stands() -> None:
    read = with_pictures(page(Picture(1, Place(path="/*[9]"), body=b"table")), nowhere, seen, "a.html")

    assert list(texts(read)) == [ABOVE.text, "table", BELOW.text]
    assert (read.pictures, read.doubts) == ((), ())


def test_its_cells_lead_to_the_image_and_keep_their_confidence() -> None:
    read = with_pictures(page(Picture(1, Place(path="/*[9]"), "t.png", b"table")), nowhere, seen, "a.html")

    (grid,) = read.grids()
    assert grid.places[0][1] == Place(page=1, row=1, column=2, path="/*[9]", member="t.png")
    assert grid.confidences == ((1.0, 0.9),)


def test_its_cells_are_marked_where_the_image_stands_on_its_page() -> None:
    place = Place(page=3, box=Box(10, 20, 500, 700))

    read = with_pictures(page(Picture(1, place, body=b"table")), nowhere, seen, "a.pdf")

    (grid,) = read.grids()
    assert grid.places[0][1] == Place(page=3, row=1, column=2, box=place.box)


def test_an_image_that_the_page_only_names_is_asked_for() -> None:
    files = {"img/1.png": b"table"}

    read = with_pictures(page(Picture(2, Place(), "img/1.png")), files.get, seen, "a.html")

    assert list(texts(read)) == [ABOVE.text, BELOW.text, "table"]


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        pytest.param(Picture(1, Place(), "gone.png"), "its file is not there", id="not there"),
        pytest.param(Picture(1, Place(), body=b"broken"), "an image that is broken", id="broken"),
    ],
)
def test_an_image_that_cannot_be_read_is_a_doubt_and_loses_nothing_else(picture: Picture, reason: str) -> None:
    read = with_pictures(page(picture, Picture(1, Place(), body=b"table")), nowhere, seen, "a.html")

    assert list(texts(read)) == [ABOVE.text, "table", BELOW.text]
    assert [doubt.code for doubt in read.doubts] == ["picture_not_read"]
    assert reason in read.doubts[0].message


def test_images_beside_each_other_keep_their_order() -> None:
    pictures = (Picture(0, Place(), body=b"one"), Picture(0, Place(), body=b"two"), Picture(2, Place(), body=b"three"))

    read = with_pictures(page(*pictures), nowhere, seen, "a.html")

    assert list(texts(read)) == ["one", "two", ABOVE.text, BELOW.text, "three"]
