"""A page keeps its looks and gets its colours, and can do nothing to whoever opens it."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from crawler.domain.extraction import Extraction
from crawler.domain.report import Place
from crawler.readers.html.tree import path_of, tree_of
from monitor.annotation.marks import marks_of
from monitor.annotation.original_page import original_page

TABLE = "<table><tr><td id=a>12<td id=b><td id=c><p style='background:#fff'>7</p><td id=d>l&lt;3</table>"


def place_of(page: str, name: str) -> Place:
    tag = tree_of(page).find(id=name)
    assert isinstance(tag, Tag)
    return Place(table=1, path=path_of(tag))


def annotated(four_cells: Callable[..., Extraction], page: str, charset: str = "utf-8") -> BeautifulSoup:
    extraction = four_cells(*(place_of(page, name) for name in "abcd"))
    return BeautifulSoup(original_page(page.encode(charset), marks_of(extraction), "report.html"), "lxml")


def tag_of(soup: BeautifulSoup, name: str) -> Tag:
    tag = soup.find(id=name)
    assert isinstance(tag, Tag)
    return tag


def test_every_cell_has_its_colour_and_its_words(four_cells: Callable[..., Extraction]) -> None:
    soup = annotated(four_cells, TABLE)

    classes = [tag_of(soup, name)["class"] for name in "abcd"]
    assert classes == [["gongkai-certain"], ["gongkai-blank"], ["gongkai-uncertain"], ["gongkai-unread"]]
    assert str(tag_of(soup, "c")["title"]).startswith("requests.granted.research = 7 (printed: 7): uncertain\n")


def test_what_lies_in_a_cell_does_not_hide_its_colour(four_cells: Callable[..., Extraction]) -> None:
    inner = tag_of(annotated(four_cells, TABLE), "c").p

    assert inner is not None
    assert str(inner["style"]).endswith("background:transparent!important")


def test_the_legend_counts_the_cells(four_cells: Callable[..., Extraction]) -> None:
    legend = tag_of(annotated(four_cells, TABLE), "gongkai-legend")

    assert [tag.get_text() for tag in legend.find_all("b")] == ["1", "1", "1", "1"]


def test_a_cell_whose_element_is_not_on_the_page_is_named_in_the_legend(four_cells: Callable[..., Extraction]) -> None:
    marks = marks_of(four_cells(certain=Place(path="/*[9]/*[9]")))

    page = original_page(b"<p>1</p>", marks, "report.html")

    assert "4 cells have no place of their own" in page
    assert "requests.granted.total = 12" in page


def test_a_page_in_an_older_encoding_becomes_utf_8(four_cells: Callable[..., Extraction]) -> None:
    page = f"<html><head><meta charset=gbk><title>云溪县</title></head><body>{TABLE}"

    soup = annotated(four_cells, page, "gbk")

    assert [title.get_text() for title in soup.find_all("title")] == ["云溪县"]
    assert [meta.get("charset") for meta in soup.find_all("meta") if meta.get("charset")] == ["utf-8"]


def test_removing_scripts_does_not_move_the_marks(four_cells: Callable[..., Extraction]) -> None:
    page = f"<body><script>1</script><noscript><p>x</p></noscript>{TABLE}"

    assert tag_of(annotated(four_cells, page), "a")["class"] == ["gongkai-certain"]


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=http://a/x.js></SCRIPT>",
        "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<svg onload=alert(1)>",
        "<math><mtext><script>alert(1)</script></math>",
        "<img src=x onerror=alert(1)>",
        "<img src='javascript:alert(1)'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' JaVa\tScRiPt:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='vbscript:alert(1)'>x</a>",
        "<iframe src=http://a/></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data=a.swf></object><embed src=a.swf>",
        "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<meta http-equiv=Content-Security-Policy content='default-src *'>",
        "<link rel=stylesheet href=http://a/x.css>",
        "<base href='javascript:alert(1)//'>",
        "<body onload=alert(1)>",
        "<p onclick=alert(1) style=color:red>x</p>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<style><!-- </style><script>alert(1)</script> --></style>",
        "<template><script>alert(1)</script></template>",
        "<input autofocus onfocus=alert(1)><video src=x onerror=alert(1)>",
    ],
)
def test_nothing_that_acts_is_left(four_cells: Callable[..., Extraction], attack: str) -> None:
    page = original_page(f"<body>{attack}{TABLE}".encode(), marks_of(four_cells()), "report.html")

    soup = BeautifulSoup(page, "lxml")
    assert not soup.find_all(re.compile("script|iframe|object|embed|svg|math|video|input|button|link|template"))
    assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert [tag.attrs for tag in soup.find_all("form") if tag.attrs] == []
    addresses = [str(tag[name]) for tag in soup.find_all(True) for name in ("href", "src") if tag.get(name)]
    assert not [address for address in addresses if ":" in address]
    policies = [tag["content"] for tag in soup.find_all("meta", attrs={"http-equiv": True})]
    assert policies == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'"]


def test_what_is_harmless_stays(four_cells: Callable[..., Extraction]) -> None:
    page = (
        "<html><head><base href='http://www.a.gov.cn/b/'><style><!-- p {color: red} --></style></head><body>"
        f"<p style='color:red' align=center><a href='c.html'>文</a></p>{TABLE}"
    )

    soup = annotated(four_cells, page)

    assert [tag["href"] for tag in soup.find_all(["base", "a"])] == ["http://www.a.gov.cn/b/", "c.html"]
    assert [tag.attrs for tag in soup.find_all("p", align=True)] == [{"style": "color:red", "align": "center"}]
    assert "p {color: red}" in "".join(style.get_text() for style in soup.find_all("style"))


def test_words_from_outside_stay_words(four_cells: Callable[..., Extraction]) -> None:
    soup = annotated(four_cells, TABLE)

    assert "l<3" in str(tag_of(soup, "d")["title"])
    assert "l<3" in tag_of(soup, "gongkai-legend").get_text()


@pytest.mark.parametrize(
    "body", [b"", b"<td>1", b"<frameset><frame src=a.html></frameset>", b"\xff\xfe<\x00p\x00>\x001\x00"]
)
def test_a_page_with_little_in_it_still_gets_its_legend(four_cells: Callable[..., Extraction], body: bytes) -> None:
    soup = BeautifulSoup(original_page(body, marks_of(four_cells()), "report.html"), "lxml")

    assert tag_of(soup, "gongkai-legend").parent is soup.body
