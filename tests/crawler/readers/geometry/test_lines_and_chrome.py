import pytest

from crawler.domain.document import Grid, Paragraph
from crawler.domain.extraction import Medium
from crawler.domain.report import Box
from crawler.readers.geometry import LaidOutPage, Rule, Word, document_from_pages, words_from
from tests.crawler.readers.geometry.drawn import lines, page, ruled, upright, word


def written(text: str, left: float = 100, top: float = 100, size: float = 10) -> list[Word]:
    """Characters one after the other, each half as wide as high."""
    return [
        Word(one, Box(left + index * size / 2, top, left + (index + 1) * size / 2, top + size))
        for index, one in enumerate(text)
    ]


def test_words_on_a_line_are_read_from_the_left_whatever_their_order() -> None:
    drawn = page(word("21件。", 200, 101), word("收到申请", 100, 100), word("一、总体情况", 100, 80))

    assert lines(drawn) == ["一、总体情况", "收到申请 21件。"]


def test_paragraphs_say_on_which_page_and_where_they_stand() -> None:
    document = document_from_pages(Medium.PDF, [page(word("总体情况", 100, 80), number=3)])

    paragraph = next(document.paragraphs())

    assert paragraph.place.page == 3
    assert paragraph.place.box == Box(100, 80, 140, 90)


def test_paragraphs_and_tables_come_in_the_order_they_are_read() -> None:
    drawn = page(word("后", 100, 300), ruled(200, (("规章", "0"),), (100, 200, 300)), word("前", 100, 100))

    kinds = [type(block) for block in document_from_pages(Medium.PDF, [drawn]).blocks]

    assert kinds == [Paragraph, Grid, Paragraph]


@pytest.mark.parametrize(
    ("characters", "words"),
    [
        pytest.param(written("10"), ["10"], id="side by side"),
        pytest.param(written("1 0"), ["1", "0"], id="a space between"),
        pytest.param([*written("1"), *written("0", 112)], ["1", "0"], id="a gap between"),
        pytest.param([*written("5"), *written("1", 105, 98, 6)], ["5", "1"], id="the mark of a footnote"),
        pytest.param([*written("12"), *written("12", 100.4, 100.3)], ["12"], id="drawn twice to be bold"),
        pytest.param(written("1122"), ["1122"], id="the same digit twice"),
        pytest.param([*written("1"), *written("2", 100, 114)], ["1", "2"], id="one below the other"),
    ],
)
def test_characters_make_words(characters: list[Word], words: list[str]) -> None:
    assert [one.text for one in words_from(characters)] == words


def test_an_upright_line_parts_figures_that_stand_close() -> None:
    characters = [*written("12"), *written("34", 112)]

    assert [one.text for one in words_from(characters, [upright(111, 90, 120)])] == ["12", "34"]


def test_a_figure_that_runs_over_an_upright_line_stays_one() -> None:
    assert [one.text for one in words_from(written("1234"), [upright(110, 90, 120)])] == ["1234"]


@pytest.mark.parametrize("style", ["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 3 页", "{}/3", "·{}·"])
def test_page_numbers_are_no_text(style: str) -> None:
    pages = [
        page(word(f"正文{number}", 100, 400), word(style.format(number), 280, 800), number=number)
        for number in (1, 2, 3)
    ]

    assert lines(*pages) == ["正文1", "正文2", "正文3"]


def test_what_runs_along_the_head_of_all_pages_is_no_text() -> None:
    pages = [
        page(word("云溪县教育局年度报告", 100, 40), word(f"正文{number}", 100, 400), number=number) for number in (1, 2)
    ]

    assert lines(*pages) == ["正文1", "正文2"]


def test_figures_at_the_foot_of_pages_that_do_not_count_them_are_kept() -> None:
    pages = [page(word(figure, 280, 800), number=number) for number, figure in ((1, "0"), (2, "0"), (3, "5"))]

    assert lines(*pages) == ["0", "0", "5"]


def test_figures_of_a_table_are_kept_though_they_count_pages() -> None:
    pages = [page(ruled(790, (("规章", str(number)),), (100, 200, 300)), number=number) for number in (1, 2)]

    document = document_from_pages(Medium.PDF, pages)

    assert [row for grid in document.grids() for row in grid.rows] == [("规章", "1"), ("规章", "2")]


def test_a_page_without_anything_is_read_as_nothing() -> None:
    assert document_from_pages(Medium.PDF, [LaidOutPage(1, 595, 842, (), (Rule(Box(0, 0, 0, 0)),))]).blocks == ()
