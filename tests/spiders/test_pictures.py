"""The images of a page that may hold a report's tables, and the pages that wait for them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.register import Site
from crawler.fetch.budget import SiteBudget
from spiders.aim import Aim, Role
from spiders.answer import Answer
from spiders.page import Page
from spiders.pictures import MOST_OF_A_PAGE, HeldPages, pictures_of
from spiders.requests import request_for
from spiders.steps import follow
from spiders.walk import SiteWalk

NOW = datetime(2025, 4, 10, tzinfo=UTC)
HOST = "www.yunxi.gov.cn"
URL = f"http://{HOST}/nb/t1.html"
ONE, TWO = f"http://{HOST}/nb/1.png", f"http://{HOST}/nb/2.png"


def found(html: str) -> list[str]:
    return [url.removeprefix(f"http://{HOST}/nb/") for url in pictures_of(Page(URL, html))]


def capture(url: str, body: bytes = b"x", kind: CaptureKind = CaptureKind.PICTURE) -> Capture:
    return Capture(url, kind, body, NOW, Trail(HOST))


PAGE = capture(URL, b"<p>", CaptureKind.REPORT)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param('<p><img src="./1.png"><img src="2.jpg"></p>', ["1.png", "2.jpg"], id="in order"),
        pytest.param('<img src="1.png"><img src="1.png">', ["1.png"], id="once"),
        pytest.param('<img src="/loading.gif" data-original="1.png">', ["1.png"], id="shown later by a script"),
        pytest.param('<a href="1.png"><img src="1.png"></a>', ["1.png"], id="a link to its own file"),
        pytest.param('<form id="form1"><img src="1.png"></form>', ["1.png"], id="within a page that is one form"),
        pytest.param('<base href="/nb/y/"><img src="../1.png">', ["1.png"], id="with a base"),
        pytest.param('<img src="1.png#p">', ["1.png"], id="with a fragment"),
        pytest.param('<img src="9.png"><div class="TRS_Editor"><img src="1.png"></div>', ["1.png"], id="an article"),
        pytest.param('<div id="vsb_content_2"><img src="1.png"></div>', ["1.png"], id="a numbered article"),
        pytest.param('<div class="TRS_Editor"></div><img src="1.png">', ["1.png"], id="beside an empty container"),
    ],
)
def test_the_images_of_the_article_are_found(html: str, expected: list[str]) -> None:
    assert found(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        pytest.param('<img src="1.png" width="16">', id="small"),
        pytest.param('<img src="/images/dzjg_2.png">', id="an emblem"),
        pytest.param('<img src="/images/qrcode.png">', id="a code for telephones"),
        pytest.param('<img src="/images/logo.png">', id="a logo"),
        pytest.param('<a href="/ly/"><img src="1.png"></a>', id="a button"),
        pytest.param('<div class="header"><img src="1.png"></div>', id="in the head"),
        pytest.param('<footer><p><img src="1.png"></p></footer>', id="in the foot"),
        pytest.param('<img src="data:image/png;base64,aGk=">', id="within the page"),
        pytest.param('<img src="http://[bad"><img><img src="">', id="nowhere"),
    ],
)
def test_ornaments_and_what_stands_around_the_article_are_left_alone(html: str) -> None:
    assert found(html) == []


def test_of_very_many_images_the_first_are_taken() -> None:
    assert len(found("".join(f'<img src="{n}.png">' for n in range(99)))) == MOST_OF_A_PAGE


def test_a_page_is_let_go_once_with_all_its_images() -> None:
    held = HeldPages()

    assert held.hold(PAGE, (ONE, TWO)) == (ONE, TWO)
    held.settle(TWO, capture("http://elsewhere/2.png", b"two"))
    assert list(held.let_go(all_over=False)) == []
    held.settle(ONE)

    (whole,) = held.let_go(all_over=False)
    assert (whole.url, [(one.url, one.body) for one in whole.pictures]) == (URL, [(TWO, b"two")])
    assert list(held.let_go(all_over=True)) == []


def test_an_image_that_several_pages_show_is_asked_for_once() -> None:
    held = HeldPages()
    held.hold(PAGE, (ONE,))

    assert held.hold(capture(f"{URL}?2"), (ONE,)) == ()
    held.settle(ONE, capture(ONE))
    assert len(list(held.let_go(all_over=False))) == 2
    assert held.hold(capture(f"{URL}?3"), (ONE,)) == ()
    assert [len(page.pictures) for page in held.let_go(all_over=False)] == [1]


def test_with_nothing_under_way_no_page_waits_any_longer() -> None:
    held = HeldPages()
    held.hold(PAGE, (ONE,))

    assert [page.pictures for page in held.let_go(all_over=True)] == [()]


@pytest.fixture
def walk(unit_on: Any) -> SiteWalk:
    site = Site(HOST, (f"http://{HOST}/",), (), (unit_on("x", "云溪县教育局", f"http://{HOST}/"),))
    return SiteWalk(site, frozenset({HOST}), NOW, SiteBudget(3, 1000, 60))


def answered(aim: Aim, body: bytes, kind: type[Response] = HtmlResponse) -> Answer:
    return Answer(kind(aim.url, body=body), aim, NOW)


ENTRY = Aim(Role.ENTRY, URL, Trail(HOST, link_text="云溪县教育局2024年政府信息公开工作年度报告"))


def test_a_report_without_tables_waits_for_its_images(walk: SiteWalk) -> None:
    following = follow(answered(ENTRY, b'<p>1</p><img src="1.png">'), walk, ENTRY, 2024)

    assert following.captures == ()
    (aim,) = following.aims
    assert (aim.role, aim.url) == (Role.PICTURE, ONE)
    assert request_for(aim, walk).headers["Referer"] == URL.encode()
    follow(answered(aim, b"image", Response), walk, aim, 2024)
    (page,) = walk.held.let_go(all_over=False)
    assert [(one.kind, one.url, one.body) for one in page.pictures] == [(CaptureKind.PICTURE, ONE, b"image")]


@pytest.mark.parametrize(
    "html",
    ["<p>勾稽关系</p><img src='1.png'>", "<a href='1.pdf'>附件</a><img src='1.png'>", "<p>1</p>"],
    ids=["tables", "a file", "no image"],
)
def test_a_report_with_its_tables_or_a_file_waits_for_nothing(walk: SiteWalk, html: str) -> None:
    following = follow(answered(ENTRY, html.encode()), walk, ENTRY, 2024)

    assert len(following.captures) == 1
    assert Role.PICTURE not in {aim.role for aim in following.aims}


@pytest.mark.parametrize(("body", "kind"), [(b"<p>gone</p>", HtmlResponse), (b"", Response)], ids=["a page", "nothing"])
def test_what_comes_instead_of_an_image_is_none(walk: SiteWalk, body: bytes, kind: type[Response]) -> None:
    aim = Aim(Role.PICTURE, ONE, Trail(HOST), carrier=PAGE)
    answer = answered(aim, body, kind)

    assert not answer.is_page
    assert answer.trouble(walk) == "what came is no image"


def test_images_take_no_list_its_turn_and_are_not_asked_of_strangers(walk: SiteWalk) -> None:
    for number in range(9):
        walk.asked(Aim(Role.PICTURE, f"{ONE}?{number}", Trail(HOST)))

    assert walk.may_ask(URL)
    assert not walk.may_go(Aim(Role.PICTURE, f"{ONE}?0", Trail(HOST)))
    assert not walk.may_go(Aim(Role.PICTURE, "http://elsewhere.cn/1.png", Trail(HOST)))
