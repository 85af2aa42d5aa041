"""A label is found in running text wherever its characters stand, in pieces and with figures between them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.domain.document import Paragraph
from crawler.domain.report import Place
from crawler.parse.labels import requests_rows
from crawler.parse.stream import Found, Stream

LABELS = [label for row in requests_rows() for label in row.labels]
BETWEEN = (" ", " 3 ", " 0 ", " / ", " — ", " 12 ", " 5万元 ")


def stream_of(text: str) -> Stream:
    return Stream([Paragraph(text, Place(line=1))])


def broken(label: str, random: Random) -> str:
    """A label with figures and gaps between its characters, some of these lost."""
    pieces = (f"{random.choice(BETWEEN) if random.random() < 0.2 else ''}{character}" for character in label)
    return "".join(piece for piece in pieces if random.random() < 0.98)


def begins_at(stream: Stream, label: str, position: int) -> bool:
    """Whether a label is found between a position and the end, and no later than there."""
    found = stream.find(label, position)
    return found is not None and found.start == position


@given(random=st.integers(0, 2**32).map(Random))
def test_the_first_place_from_a_position_on_is_found(random: Random) -> None:
    stream = stream_of("".join(broken(random.choice(LABELS), random) + random.choice(BETWEEN) for _ in range(4)))
    for label in random.sample(LABELS, 5):
        starts = [position for position in range(len(stream)) if begins_at(stream, label, position)]
        found = stream.find(label)
        assert (found.start if found is not None else None) == (starts[0] if starts else None)


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("规章 3", "规章", (0, 2, 0)),
        ("1 .属于国家 3 秘 — 密", "1.属于国家秘密", (0, 10, 2)),
        ("其他 1.属于国家秘密", "1.属于国家秘密", (2, 10, 0)),
        ("属于国家秘密", "1.属于国家秘密", None),
        ("规 章程", "规章", (0, 2, 0)),
        ("规程", "规章", None),
        ("", "规章", None),
    ],
)
def test_figures_inside_a_label_are_lifted_out(text: str, label: str, found: tuple[int, int, int] | None) -> None:
    place = stream_of(text).find(label)

    assert _spoken(place) == found


def test_a_label_is_not_found_beyond_the_stop() -> None:
    stream = stream_of("规章 1 2 规章")

    assert stream.find("规章", 1, 5) is None
    assert _spoken(stream.find("规章", 1)) == (4, 6, 0)
    assert [found.start for found in stream.find_all("规章")] == [0, 4]


def test_characters_that_serve_as_marks_are_no_figures_where_a_text_has_them() -> None:
    assert _spoken(stream_of("\U000f0000规章\U000f0000 1").find("规章")) == (1, 3, 0)
    assert not stream_of("\U000f0000").has_figures(0, 1)


def test_more_figures_than_there_are_marks_for_do_no_harm() -> None:
    stream = stream_of("1 " * 140_000 + "规章 2")

    assert stream.find("规章") is not None


def _spoken(place: Found | None) -> tuple[int, int, int] | None:
    return None if place is None else (place.start, place.end, len(place.inside))
