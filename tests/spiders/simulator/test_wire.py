from spiders.simulator.pages import Page, Request
from spiders.simulator.wire import answer_bytes, with_etag

PAGE = Page("/", b"<html></html>")


def asking(**headers: str) -> Request:
    return Request("GET", "/", headers)


def tag_of(page: Page) -> str:
    return dict(page.headers)["ETag"]


def test_who_has_a_page_already_is_told_so() -> None:
    tag = tag_of(with_etag(PAGE, asking()))

    again = with_etag(PAGE, asking(**{"if-none-match": tag}))

    assert (again.status, again.body, tag_of(again)) == (304, b"", tag)
    assert answer_bytes(again, asking()).startswith(b"HTTP/1.1 304 Not Modified\r\n")


def test_a_page_that_changed_is_sent_again() -> None:
    old = tag_of(with_etag(Page("/", b"<html>old</html>"), asking()))

    assert with_etag(PAGE, asking(**{"if-none-match": old})).body == PAGE.body


def test_only_a_page_that_was_found_has_a_tag() -> None:
    gone = Page("/", b"", status=404)

    assert with_etag(gone, asking()) == gone
