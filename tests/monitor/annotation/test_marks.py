"""Each cell is marked by how far a verdict may rest on it, and says why."""

from collections.abc import Callable

from crawler.domain.extraction import Doubt, Extraction
from crawler.domain.report import Address, Place
from monitor.annotation.marks import Tone, cell_marks, marks_of

TOTAL = Address("requests", "granted", "total")


def test_what_we_know_of_a_cell_is_its_tone(four_cells: Callable[..., Extraction]) -> None:
    tones = {mark.address.column: mark.tone for mark in cell_marks(four_cells())}

    assert tones == {
        "total": Tone.CERTAIN,
        "business": Tone.BLANK,
        "research": Tone.UNCERTAIN,
        "legal_service": Tone.UNREAD,
    }


def test_a_cell_that_a_doubt_names_is_uncertain_whatever_it_says_of_itself(
    four_cells: Callable[..., Extraction],
) -> None:
    doubted = four_cells(doubts=(Doubt("too_many_values", "one value too many", (TOTAL,)),))

    mark = next(mark for mark in cell_marks(doubted) if mark.address == TOTAL)

    assert mark.tone is Tone.UNCERTAIN
    assert mark.reasons == ("too_many_values: one value too many",)


def test_a_mark_says_address_value_and_every_reason(four_cells: Callable[..., Extraction]) -> None:
    mark = next(mark for mark in cell_marks(four_cells()) if mark.tone is Tone.UNCERTAIN)

    assert mark.title.splitlines() == [
        "requests.granted.research = 7 (printed: 7): uncertain",
        "the figure itself is not certain",
        "not read at its place, but found by sums",
        "its characters were recognised with confidence 0.50",
    ]


def test_cells_of_one_place_share_a_mark_in_the_worst_of_their_tones(four_cells: Callable[..., Extraction]) -> None:
    line, cell = Place(line=7), Place(line=7, column=2)

    shared, alone = marks_of(four_cells(line, cell, line, line))

    assert (shared.place, len(shared.cells), shared.tone) == (line, 3, Tone.UNREAD)
    assert (alone.place, alone.tone) == (cell, Tone.BLANK)
