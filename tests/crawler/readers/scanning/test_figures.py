import cv2
import numpy as np
import pytest

from crawler.readers.scanning.cells import Field
from crawler.readers.scanning.figures import with_digits
from crawler.readers.scanning.legibility import as_sure_as_the_page
from crawler.readers.scanning.looks import Line, Look
from crawler.readers.scanning.pixels import Area
from crawler.readers.scanning.strokes import with_slashes


def row_of(*texts: str) -> tuple[list[Field], list[Look]]:
    areas = [Area(100 * number, 0, 100 * number + 90, 40) for number in range(len(texts))]
    looks = [(Line(text, area, 0.99),) if text else () for text, area in zip(texts, areas, strict=True)]
    return [Field(area, (area,)) for area in areas], looks


@pytest.mark.parametrize(
    ("seen", "meant"), [("O", "0"), ("一", "—"), ("lO", "10"), ("〇", "0"), ("S", "5"), ("3、", "3"), ("７", "７")]
)
def test_look_alikes_among_figures_are_digits_and_never_sure(seen: str, meant: str) -> None:
    looks = with_digits(*row_of("21", "0", seen, "4"))

    assert looks[2][0].text == meant
    assert looks[2][0].confidence < 0.9 or seen == meant


def test_letters_among_words_stay_letters() -> None:
    assert with_digits(*row_of("结果", "S", "维持"))[1][0].text == "S"


def test_a_word_among_figures_stays_a_word_and_a_blank_a_blank() -> None:
    looks = with_digits(*row_of("0", "无", "", "3", "1"))

    assert (looks[1][0].text, looks[2]) == ("无", ())


def test_a_figure_keeps_its_confidence() -> None:
    assert with_digits(*row_of("0", "7730.28", "1,204"))[1][0].confidence == 0.99


@pytest.mark.parametrize(("top", "meant", "sure"), [(20, "1", 0.99), (24, "1", 0.0), (34, "/", 0.89)])
def test_a_stroke_that_leans_is_a_slash_and_no_one(top: int, meant: str, sure: float) -> None:
    ink = np.zeros((50, 50), np.uint8)
    cv2.line(ink, (top, 10), (20, 40), 255, 3)
    area = Area(10, 5, 45, 45)

    ((line,),) = with_slashes([(Line("1", area, 0.99),)], [Field(area, (area,))], ink)

    assert (line.text, line.confidence) == (meant, sure)


@pytest.mark.parametrize(("unsure", "sure"), [(2, 0.99), (4, 0.89)])
def test_no_figure_is_sure_on_a_page_where_many_are_not(unsure: int, sure: float) -> None:
    confidences = [0.5] * unsure + [0.99] * (12 - unsure)
    looks = [(Line("7", Area(0, 0, 1, 1), confidence),) for confidence in confidences]

    judged = as_sure_as_the_page(looks)

    assert max(line.confidence for look in judged for line in look) == sure
