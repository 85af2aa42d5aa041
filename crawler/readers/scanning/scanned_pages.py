"""Pages of a PDF that are images: rendered, and recognised."""

from collections.abc import Sequence

import numpy as np
import pypdfium2

from crawler.readers.scanning.page import SeenPage, see
from crawler.readers.scanning.pixels import Pixels
from crawler.readers.scanning.sizing import reading_size

_SCALE = 3.0
"""216 dpi: what the models read best."""
_MOST_PIXELS = 14_000_000
"""A page of A3 at that scale, and some more."""


def read_scanned_pages(body: bytes, numbers: Sequence[int]) -> tuple[SeenPage, ...]:
    """The pages of these numbers, counted from 1, upright, each with the way back to the page as it is in the file.

    Raises pypdfium2.PdfiumError for a broken file.
    """
    with pypdfium2.PdfDocument(body) as pdf:
        return tuple(_seen(pdf[number - 1], number) for number in numbers)


def _seen(page: pypdfium2.PdfPage, number: int) -> SeenPage:
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    image, factor = reading_size(_rendered(page, scale))
    return see(image, number, scale * factor)


def _rendered(page: pypdfium2.PdfPage, scale: float) -> Pixels:
    bitmap = page.render(scale=scale)
    return np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
