"""Takes from a scraped page whatever could act in the browser of the official who opens it."""

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Stylesheet, Tag

_ACTIVE = re.compile(
    "script|noscript|template|iframe|frame|frameset|noframes|fencedframe|portal|object|embed|applet|param|link|meta"
    "|svg|math|canvas|audio|video|source|track|bgsound|marquee|input|button|select|option|textarea|datalist|dialog"
    "|xmp|plaintext|listing|noembed|layer|ilayer|slot"
)
_KEPT = re.compile(
    "id|class|style|title|alt|lang|dir|name|colspan|rowspan|span|width|height|align|valign|border|cellpadding"
    "|cellspacing|bgcolor|color|face|size"
)
_WEB = ("http", "https")
_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/bmp", "data:image/webp")


def make_safe(soup: BeautifulSoup) -> None:
    """Remove scripts, frames, embedded objects, forms' means, handlers and every address that is not of the web."""
    for tag in soup.find_all(lambda tag: _ACTIVE.fullmatch(tag.name) is not None):
        tag.decompose()
    for text in soup.find_all(string=lambda string: isinstance(string, PreformattedString)):
        text.extract()
    for tag in soup.find_all(True):
        _strip(tag)


def _strip(tag: Tag) -> None:
    tag.attrs = {name: value for name, value in tag.attrs.items() if _may_stay(name, str(value))}
    if tag.name == "style":
        _strip_style(tag)


def _may_stay(name: str, value: str) -> bool:
    if name == "href":
        return _is_of_web(value)
    if name == "src":
        return _is_of_web(value) or value.startswith(_PICTURES)
    return _KEPT.fullmatch(name) is not None


def _is_of_web(address: str) -> bool:
    """Whether an address leads to the web, or into the page itself.

    >>> [_is_of_web(address) for address in ("https://www.hongze.gov.cn/", "#top", " javascript:alert(1)", "data:,a")]
    [True, True, False, False]
    """
    plain = "".join(letter for letter in address if letter > " ")
    try:
        scheme = urlsplit(plain).scheme
    except ValueError:
        return False
    return scheme in _WEB or not (scheme or ":" in plain.partition("/")[0])


def _strip_style(tag: Tag) -> None:
    """Styles stay as they are, without the comment that Word wraps them in; with markup inside they are none."""
    text = tag.get_text().replace("<!--", "").replace("-->", "")
    tag.clear()
    if "<" not in text:
        tag.append(Stylesheet(text))
