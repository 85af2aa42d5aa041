import cv2
import numpy as np
import pytest

from crawler.domain.document import Document, Grid, Paragraph
from crawler.domain.extraction import Medium
from crawler.domain.report import Box, Place
from crawler.readers.scanning.ink import ink_of, without_seals
from crawler.readers.scanning.pixels import Pixels
from crawler.readers.scanning.sizing import reading_size
from crawler.readers.scanning.slope import levelled, slope_of
from crawler.readers.scanning.turn import half_turn, quarter_turn, scaling, turned_back

pytestmark = pytest.mark.slow


def ruled(width: int = 1200, height: int = 900) -> Pixels:
    image = np.full((height, width, 3), 255, np.uint8)
    for top in range(150, 800, 60):
        cv2.line(image, (150, top), (1050, top), (0, 0, 0), 2)
    return image


@pytest.mark.parametrize("degrees", [-4.3, -0.8, 0.3, 2.0, 4.9])
def test_the_slope_of_a_page_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    aslant, _ = levelled(ruled(), degrees)

    assert slope_of(ink_of(aslant)) == pytest.approx(-degrees, abs=0.1)


def test_a_level_page_and_an_empty_one_have_no_slope() -> None:
    assert slope_of(ink_of(ruled())) == pytest.approx(0, abs=0.01)
    assert slope_of(np.zeros((50, 50), np.uint8)) == 0


def test_the_way_back_leads_to_where_a_piece_was_scanned() -> None:
    image = np.full((400, 600, 3), 255, np.uint8)
    cv2.rectangle(image, (500, 40), (520, 60), (0, 0, 0), -1)
    level, turn = levelled(image, 3.0)
    rows, columns = np.nonzero(level[:, :, 0] < 128)

    box = turn.back(Box(columns.min(), rows.min(), columns.max(), rows.max()))

    assert (box.left + box.right) / 2 == pytest.approx(510, abs=1)
    assert (box.top + box.bottom) / 2 == pytest.approx(50, abs=1)


def test_turns_lead_back_one_after_the_other() -> None:
    image = np.zeros((80, 100), np.uint8)
    image[10:20, 70:95] = 1
    turned = np.rot90(np.rot90(image, -1), 2)
    rows, columns = np.nonzero(turned)
    way = half_turn(80, 100).then(quarter_turn(80)).then(scaling(2.0))

    back = way.back(Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))

    assert back == Box(140, 20, 190, 40)


def test_all_boxes_of_a_document_are_turned_back_and_nothing_else() -> None:
    place = Place(page=1, table=1, row=1, column=1, box=Box(0, 0, 1, 2))
    grid = Grid((("0",),), ((place,),), ((0.5,),))
    document = Document(Medium.IMAGE, (grid, Paragraph("甲", Place(page=2, box=place.box)), Paragraph("乙", Place())))

    turned = turned_back(document, {1: scaling(3.0)})

    assert turned.blocks[0] == Grid((("0",),), ((Place(1, table=1, row=1, column=1, box=Box(0, 0, 3, 6)),),), ((0.5,),))
    assert turned.blocks[1:] == document.blocks[1:]


@pytest.mark.parametrize(("scale", "factor"), [(0.4, 2.4), (1.0, 1.0), (3.0, 0.33)])
def test_a_page_is_read_with_characters_of_one_size(scale: float, factor: float) -> None:
    image = np.full((1000, 1000, 3), 255, np.uint8)
    for row in range(1, 10):
        cv2.putText(image, "GONGKAI GONGKAI", (40, 100 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (0, 0, 0), 4)
    sides = round(1000 * scale), round(1000 * scale)

    _, enlarged = reading_size(np.asarray(cv2.resize(image, sides, interpolation=cv2.INTER_AREA), dtype=np.uint8))

    assert enlarged == pytest.approx(factor, rel=0.25)


def test_a_seal_goes_and_the_figure_below_it_and_a_red_figure_stay() -> None:
    image = np.full((900, 900, 3), 255, np.uint8)
    cv2.circle(image, (300, 300), 150, (40, 40, 220), 12)
    cv2.putText(image, "12", (280, 310), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)
    cv2.putText(image, "34", (700, 700), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (40, 40, 220), 3)
    clean = without_seals(image)

    assert clean[290:310, 440:455].min() > 200
    assert clean[280:312, 280:330].min() < 50
    assert np.array_equal(clean[600:], image[600:])
