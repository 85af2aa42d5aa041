"""The files that a page carries: linked, shown in a viewer, embedded, or named by a script only."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from spiders.links import is_file
from spiders.page import Link, Page

_WORDS = ("报告", "年报", "附件", "全文", "下载")
_SHOWN_BY = re.compile(r"viewer|pdfjs|pdf\.js|preview|ofd", re.IGNORECASE)
_NAMING = ("file", "url", "path", "src", "pdf", "ofd")
_NAMED_IN_SCRIPT = re.compile(r"""["']([^"'<>\s{}]{1,300}\.(?:pdf|ofd|docx?|wps|xlsx?))["']""", re.IGNORECASE)
_EMBEDDED = (("iframe", "src"), ("embed", "src"), ("object", "data"))
_DATA = ("data-href", "data-url", "data-file", "data-src", "data-link")


def files_of(page: Page) -> tuple[Link, ...]:
    """The files of a page, each once. What a script names counts where nothing else leads to a file."""
    found = {link.url: link for link in (*_linked(page), *_embedded(page))}
    if not found:
        found = {link.url: link for link in _named_by_scripts(page)}
    return tuple(found.values())


def _linked(page: Page) -> Iterator[Link]:
    for link in page.links:
        if is_file(link.url) and (is_file(link.text) or any(word in link.text for word in _WORDS)):
            yield link
    for name in _DATA:
        for text, value in page.attributes("a", name):
            if is_file(value):
                yield Link(page.address_of(value), text, None)


def _embedded(page: Page) -> Iterator[Link]:
    """What a frame shows: a file itself, or the file that its viewer is told to open."""
    for tag, name in _EMBEDDED:
        for _, value in page.attributes(tag, name):
            shown = _file_of_viewer(value) if _SHOWN_BY.search(value) else None
            if shown or is_file(value):
                yield Link(page.address_of(shown or value), "", None)


def _file_of_viewer(address: str) -> str | None:
    """The file that the address of a viewer names.

    >>> _file_of_viewer("/generic2/web/viewer.html?file=%2Ffiles%2Fnb.pdf")
    '/files/nb.pdf'
    """
    try:
        asked = parse_qs(urlsplit(address).query)
    except ValueError:
        return None
    named = (asked[name][0] for name in _NAMING if name in asked)
    return next((value for value in named if is_file(value) and "{{" not in value), None)


def _named_by_scripts(page: Page) -> Iterator[Link]:
    for name in dict.fromkeys(_NAMED_IN_SCRIPT.findall(page.scripts)):
        yield Link(page.address_of(name.replace("\\/", "/")), "", None)
