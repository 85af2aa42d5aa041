import cv2
import numpy as np
import pytest

from crawler.readers.scanning.cells import Field, find_fields
from crawler.readers.scanning.ink import faint_ink, ink_of
from crawler.readers.scanning.pixels import Area, Pixels
from crawler.readers.scanning.ruling import find_rulings

COLUMNS, ROWS = (100, 500, 640, 780), (100, 160, 220, 280)


def paper(width: int = 900, height: int = 400) -> Pixels:
    return np.full((height, width, 3), 255, np.uint8)


def table(shade: int = 0, thickness: int = 2) -> Pixels:
    """Three rows of a label and two figures, ruled."""
    image = paper()
    ink = (shade,) * 3
    for row in ROWS:
        cv2.line(image, (COLUMNS[0], row), (COLUMNS[-1], row), ink, thickness)
    for column in COLUMNS:
        cv2.line(image, (column, ROWS[0]), (column, ROWS[-1]), ink, thickness)
    return image


def fields_of(image: Pixels) -> list[Field]:
    ink = ink_of(image)
    return [field for ruling in find_rulings(ink) for field in find_fields(ruling, image, ink)]


def stamp(image: Pixels, text: str, left: int, bottom: int) -> None:
    cv2.putText(image, text, (left, bottom), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)


@pytest.mark.parametrize(("shade", "thickness"), [(0, 1), (0, 5), (140, 2)], ids=["hairlines", "bold", "grey"])
def test_ruling_lines_part_a_table_into_its_cells(shade: int, thickness: int) -> None:
    assert len(fields_of(table(shade, thickness))) == 9


def test_a_line_with_gaps_parts_as_a_whole_one_does() -> None:
    image = table()
    image[:, 300:304] = 255
    image[130:134, :] = 255

    assert len(fields_of(image)) == 9


def test_a_cell_that_spans_two_rows_is_one_field() -> None:
    image = table()
    image[155:165, COLUMNS[0] + 4 : COLUMNS[1] - 4] = 255

    assert len(fields_of(image)) == 8


def test_a_table_cut_off_by_the_edge_of_the_page_is_closed_there() -> None:
    image = table()
    image[ROWS[0] - 4 : ROWS[0] + 4] = 255

    assert len(fields_of(image)) == 9


def test_an_underline_and_large_characters_are_no_table() -> None:
    image = paper()
    cv2.line(image, (100, 300), (700, 300), (0, 0, 0), 2)
    cv2.putText(image, "HHH", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 3, (0, 0, 0), 4)

    assert fields_of(image) == []


def test_only_a_cell_without_any_ink_is_empty() -> None:
    image = table()
    stamp(image, "0", 560, 148)
    cv2.line(image, (700, 130), (712, 130), (0, 0, 0), 2)

    inked = [bool(field.lines) for field in fields_of(image)]

    assert inked == [False, True, True, *[False] * 6]


def test_dust_is_no_ink_and_faint_print_is() -> None:
    image = table()
    image[130:132, 560:562] = 120
    cv2.putText(image, "1", (700, 148), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (215, 215, 215), 3)

    inked = [bool(field.lines) for field in fields_of(image)]

    assert inked == [False, False, True, *[False] * 6]


@pytest.mark.parametrize("grain", [1, 20])
def test_a_stroke_paler_than_any_ink_is_seen_in_an_empty_cell_and_grain_is_not(grain: int) -> None:
    paper = np.random.default_rng(3).normal(200, grain, (50, 120, 3)).clip(0, 255).astype(np.uint8)
    printed = paper.copy()
    part = printed[10:40, 50:56]
    part[:] = (part * 0.7).astype(np.uint8)

    assert faint_ink(paper) is None
    assert faint_ink(printed) is not None


def test_characters_that_stand_on_each_other_are_lines_of_their_own() -> None:
    image = table()
    image[155:165, COLUMNS[1] + 4 : COLUMNS[2] - 4] = 255
    image[215:225, COLUMNS[1] + 4 : COLUMNS[2] - 4] = 255
    for middle in (140, 170, 200):
        cv2.circle(image, (565, middle), 15, (0, 0, 0), 3)

    tall = next(field for field in fields_of(image) if field.interior.height > 100)

    assert [(line.top + line.bottom) / 2 for line in tall.lines] == pytest.approx([140, 170, 200], abs=4)


def test_the_strokes_of_one_character_are_one_line() -> None:
    image = table()
    for top in (115, 137):
        cv2.rectangle(image, (550, top), (580, top + 3), (0, 0, 0), -1)

    field = next(field for field in fields_of(image) if field.lines)

    assert len(field.lines) == 1


def test_areas_have_in_common_what_both_cover() -> None:
    assert Area(0, 0, 10, 10).common(Area(20, 0, 30, 10)).width < 0
