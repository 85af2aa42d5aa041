"""Paths lead to the same element in the tree that is read and in the one that is shown."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.readers.html.tree import cut_to_size, find_element, path_of, reading_tree_of, tree_of

PIECES = (
    "<p>", "</p>", "<td style='x'>", "</td>", "<tr>", "<table", ">", "<div style=\"a'b>", "'", '"', "<br/>", "文", " ",
    "<form>", "</form>", "<svg xmlns='http://www.w3.org/2000/svg'><a xlink:href=x>", "</svg>", "<o:p>", "<!--", "-->",
    "<body>", "<html>", "</html>", "<title>", "<input value=1>", "<?xml version='1.0'?>", "\0", "<![CDATA[", "]]>",
    "\ufeff", "https://a.gov.cn/1.html",
)  # fmt: skip


@given(text=st.lists(st.sampled_from(PIECES), min_size=1).map("".join))
def test_the_tree_that_is_read_has_the_elements_of_the_tree_that_is_shown(text: str) -> None:
    shown, read = tree_of(text), reading_tree_of(text)

    assert [(tag.name, path_of(tag)) for tag in read.find_all(True)] == [
        (tag.name, path_of(tag)) for tag in shown.find_all(True)
    ]


@given(text=st.lists(st.sampled_from(PIECES), min_size=1).map("".join))
def test_a_path_leads_back_to_its_element(text: str) -> None:
    soup = tree_of(text)

    assert all(find_element(soup, path_of(tag)) is tag for tag in soup.find_all(True))


def test_a_page_within_bounds_is_not_cut() -> None:
    assert cut_to_size("<p>1</p>") == "<p>1</p>"


def test_a_page_is_cut_before_a_tag_where_it_has_too_many() -> None:
    assert cut_to_size("<p>1</p>" * 9, most_tags=3) == "<p>1</p><p>1"


def test_a_page_is_cut_where_it_is_too_long() -> None:
    assert cut_to_size("甲" * 9, most_characters=3) == "甲" * 3
