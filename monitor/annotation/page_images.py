"""Media with pages (PDF, scans, images): pictures of the pages, with translucent rectangles over the cells."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2
from PIL import Image

from crawler.domain.errors import NotReadable
from crawler.readers.confinement import CONVERSIONS, confined
from monitor.annotation.legend import legend_of
from monitor.annotation.marks import Mark
from monitor.annotation.templating import fill

_SCALE = 110 / 72
_PIXELS = 4_000_000
_PAGES = 60
_QUALITY = 82
Rendered = tuple[int, float, float, bytes]
"""A page as it comes from where it was rendered: its number, width and height in points, and its JPEG."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture of one page, and the size of that page in points."""

    number: int
    width: float
    height: float
    body: bytes = field(repr=False)

    @property
    def encoded(self) -> str:
        """The picture as it stands in an address of its own."""
        return base64.b64encode(self.body).decode()

    def across(self, points: float) -> float:
        """How much of the page's width some points are, in percent."""
        return round(100 * points / self.width, 3)

    def down(self, points: float) -> float:
        """How much of the page's height some points are, in percent."""
        return round(100 * points / self.height, 3)


def pages_page(pages: Sequence[PageImage], marks: Sequence[Mark], title: str, doubts: Sequence[str] = ()) -> str:
    """The pages as one page of HTML, each cell under its colour; what has no box stands below its page."""
    numbers = {page.number for page in pages}
    shown = [mark for mark in marks if _page_of(mark) in numbers]
    written = []
    for page in pages:
        here = [mark for mark in shown if _page_of(mark) == page.number]
        boxed = [mark for mark in here if mark.place.box is not None]
        written.append((page, boxed, [mark for mark in here if mark.place.box is None]))
    legend = legend_of(title, marks, {mark.place for mark in shown}, doubts)
    return fill("pages.html.j2", legend=legend, pages=written)


def _page_of(mark: Mark) -> int | None:
    """The page of a mark: a box without one is on the only page."""
    return 1 if mark.place.page is None and mark.place.box is not None else mark.place.page


def pages_of_pdf(body: bytes, source: str) -> tuple[PageImage, ...]:
    """The first pages of a PDF, rendered where a broken file can do no harm; raises NotReadable."""
    rendered = confined("monitor.annotation.page_images:render_pdf", CONVERSIONS, body, source)
    return tuple(PageImage(*page) for page in rendered)


def page_of_image(body: bytes, source: str) -> PageImage:
    """An image as the page it is, a pixel is a point; raises NotReadable."""
    return PageImage(*confined("monitor.annotation.page_images:render_image", CONVERSIONS, body, source))


def render_pdf(body: bytes, source: str) -> tuple[Rendered, ...]:
    """What pages_of_pdf has done elsewhere; raises NotReadable for a file that does not open."""
    try:
        with pypdfium2.PdfDocument(body) as pdf:
            return tuple(_rendered(pdf[index], index + 1) for index in range(min(len(pdf), _PAGES)))
    except pypdfium2.PdfiumError as error:
        raise NotReadable(source, f"a PDF whose pages do not render: {error}") from error


def render_image(body: bytes, source: str) -> Rendered:
    """What page_of_image has done elsewhere; raises NotReadable for a file that does not open."""
    try:
        image = Image.open(io.BytesIO(body))
        return 1, image.width, image.height, _jpeg(image)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise NotReadable(source, f"an image that does not open: {error}") from error


def _rendered(page: pypdfium2.PdfPage, number: int) -> Rendered:
    width, height = page.get_size()
    scale = min(_SCALE, (_PIXELS / max(width * height, 1)) ** 0.5)
    return number, width, height, _jpeg(page.render(scale=scale).to_pil())


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.convert("RGB").save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
