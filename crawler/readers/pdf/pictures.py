"""Images on PDF pages that have text: tables may be on them."""

import io
from collections.abc import Iterator, Mapping, Sequence

import pypdfium2

from crawler.domain.document import Grid, Paragraph, Picture
from crawler.domain.report import Box, Place

_SCALE = 3.0
_LEAST = 80.0
_MOST = 20


def pictures_of(
    body: bytes, images: Mapping[int, Sequence[Box]], blocks: Sequence[Paragraph | Grid]
) -> tuple[Picture, ...]:
    """The images of pages, by their numbers, that are large enough for a table: as a person sees them, as PNG files."""
    large = [(number, box) for number, boxes in sorted(images.items()) for box in boxes if _is_large(box)]
    if not large:
        return ()
    with pypdfium2.PdfDocument(body) as pdf:
        return tuple(_pictures(pdf, large[:_MOST], blocks))


def _is_large(box: Box) -> bool:
    return box.right - box.left >= 2 * _LEAST and box.bottom - box.top >= _LEAST


def _pictures(
    pdf: pypdfium2.PdfDocument, images: Sequence[tuple[int, Box]], blocks: Sequence[Paragraph | Grid]
) -> Iterator[Picture]:
    for number, box in sorted(images, key=lambda image: (image[0], image[1].top)):
        before = sum(1 for block in blocks if _where(block) <= (number, box.top))
        yield Picture(before, Place(page=number, box=box), body=_png(pdf[number - 1], box))


def _where(block: Paragraph | Grid) -> tuple[int, float]:
    place = block.place if isinstance(block, Paragraph) else block.places[0][0]
    return place.page or 0, place.box.top if place.box is not None else 0.0


def _png(page: pypdfium2.PdfPage, box: Box) -> bytes:
    """What is to be seen in a box of a page, in pixels of a third of a point."""
    width, height = page.get_size()
    cut = (box.left, height - box.bottom, width - box.right, box.top)
    file = io.BytesIO()
    page.render(scale=_SCALE, crop=cut).to_pil().save(file, "PNG")
    return file.getvalue()
