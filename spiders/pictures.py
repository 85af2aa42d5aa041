"""The images that may hold a report's tables: which of a page's they are, and the pages that wait for theirs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.domain.capture import Capture
from crawler.domain.images import image_address, is_ornament
from spiders.links import is_file
from spiders.page import Page

MOST_OF_A_PAGE = 30
_MOST_OF_A_SITE = 300
_MOST_BYTES = 48 * 1024 * 1024

_CONTAINERS = (
    "#zoom, #zoomcon, #UCAP-CONTENT, .TRS_Editor, .trs_editor_view, .TRS_UEDITOR, [id^=vsb_content], "
    ".v_news_content, .article_content, .article-content, #fontzoom, .zwgk_content"
)
_CHROME_TAGS = frozenset({"header", "footer", "nav", "aside"})
_CHROME_NAMES = re.compile(
    r"(?:page)?(?:head(?:er)?|foot(?:er)?|nav|menu|side(?:bar)?|banner|share|logo|qrcode|ewm|crumbs?|breadcrumbs?|top"
    r"|bottom|(?:friend)?links?|pop(?:up)?|float)\d*",
    re.IGNORECASE,
)
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")


def pictures_of(page: Page) -> tuple[str, ...]:
    """The addresses of the images in a page's article, in order, each once, without ornaments."""
    tree = LexborHTMLParser(page.html)
    within = [image for holder in tree.css(_CONTAINERS) for image in holder.css("img")]
    images = within or [image for image in tree.css("img") if not _is_chrome(image)]
    found = dict.fromkeys(_addresses(images, page))
    return tuple(found)[:MOST_OF_A_PAGE]


def _addresses(images: Sequence[LexborNode], page: Page) -> Iterator[str]:
    for image in images:
        named = image_address(image.attributes)
        if not named or is_ornament(image.attributes, named) or _leads_elsewhere(image, page):
            continue
        address = page.address_of(named)
        if urlsplit(address).scheme in ("http", "https"):
            yield address


def _leads_elsewhere(image: LexborNode, page: Page) -> bool:
    """Whether an image is a button: a link to another page, and not to its own file."""
    link = _around(image, "a")
    href = ((link.attributes.get("href") if link is not None else "") or "").strip()
    if not href or href.startswith("#") or href.lower().startswith("javascript:"):
        return False
    address = page.address_of(href)
    return not (is_file(address) or urlsplit(address).path.lower().endswith(_IMAGES))


def _is_chrome(image: LexborNode) -> bool:
    around = image.parent
    while around is not None and around.tag not in ("body", "html"):
        names = f"{around.attributes.get('class') or ''} {around.attributes.get('id') or ''}".split()
        if around.tag in _CHROME_TAGS or any(_CHROME_NAMES.fullmatch(name) for name in names):
            return True
        around = around.parent
    return False


def _around(node: LexborNode, tag: str) -> LexborNode | None:
    around = node.parent
    while around is not None and around.tag != tag:
        around = around.parent
    return around


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    page: Capture
    urls: tuple[str, ...]


class HeldPages:
    """The pages of one walk that wait for their images: a report is read from all of them at once.

    An image is asked for once, whichever pages show it. One that did not come in time, or at all, is left out.
    """

    def __init__(self) -> None:
        self._held: list[_Held] = []
        self._under_way: set[str] = set()
        self._over: dict[str, Capture | None] = {}
        self._asked = 0

    def hold(self, page: Capture, urls: tuple[str, ...]) -> tuple[str, ...]:
        """Hold a page back; which of its images are still to be asked for."""
        self._held.append(_Held(page, urls))
        unknown = [url for url in urls if url not in self._over and url not in self._under_way]
        asked = tuple(unknown[: _MOST_OF_A_SITE - self._asked])
        self._asked += len(asked)
        self._under_way.update(asked)
        self._over.update(dict.fromkeys(unknown[len(asked) :]))
        return asked

    def settle(self, url: str, picture: Capture | None = None) -> None:
        """An image came, under the address that its page gives, or it will not come."""
        self._under_way.discard(url)
        self._over[url] = None if picture is None else replace(picture, url=url, carrier=None)

    def let_go(self, *, all_over: bool) -> Iterator[Capture]:
        """The pages that have all their images; each page where nothing of the walk is under way any more."""
        ready = [one for one in self._held if all_over or all(url in self._over for url in one.urls)]
        self._held = [one for one in self._held if one not in ready]
        for one in ready:
            came = (self._over.get(url) for url in one.urls)
            yield replace(one.page, pictures=tuple(picture for picture in came if picture is not None))
        if ready:
            self._make_room()

    def _make_room(self) -> None:
        """Forget the files of images that no page waits for, once they are many."""
        wanted = {url for one in self._held for url in one.urls}
        if sum(len(picture.body) for picture in self._over.values() if picture is not None) > _MOST_BYTES:
            self._over.update(dict.fromkeys(url for url in self._over if url not in wanted))
