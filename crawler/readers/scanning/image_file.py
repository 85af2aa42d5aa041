"""Images of pages: photographs, scans and screenshots, recognised."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt, Medium
from crawler.readers.geometry import document_from_pages
from crawler.readers.scanning.page import SeenPage, see
from crawler.readers.scanning.pixels import Pixels
from crawler.readers.scanning.sizing import reading_size
from crawler.readers.scanning.turn import Turn, scaling, turned_back

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 65_500
_TOO_LARGE = f"an image of more than {_MOST_PIXELS // 1_000_000} million pixels, or {_LONGEST_SIDE} in a row"
_MOST_PAGES = 50
_SCALE = 3.0
"""Pixels of a point once the characters are as high as on a page at 216 dpi; an image does not know its size."""
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""What Pillow raises for files that are cut off or damaged."""


def read_image(body: bytes, source: str) -> Document:
    """Recognise an image, of a TIFF file every page; a picture without text is an empty document.

    Boxes are in pixels of the image as it is shown. Raises NotReadable for broken files and for too large ones.
    """
    frames = _frames(body, source)
    seen, turns = [], {}
    for number, pixels in enumerate(islice(frames, _MOST_PAGES), start=1):
        page, turns[number] = _seen(pixels, number)
        seen.append(page.laid_out)
    doubts = () if next(frames, None) is None else (Doubt("pages_left_out", f"only {_MOST_PAGES} pages were read"),)
    return turned_back(document_from_pages(Medium.IMAGE, seen, doubts=doubts), turns)


def _seen(pixels: Pixels, number: int) -> tuple[SeenPage, Turn]:
    """The recognised page, and the way from its points back to the pixels of the image."""
    sized, factor = reading_size(pixels)
    page = see(sized, number, _SCALE)
    return page, page.turn.then(scaling(_SCALE / factor))


def _frames(body: bytes, source: str) -> Iterator[Pixels]:
    """The pages of a file, decoded one by one; an animation shows its first picture."""
    with _told(source):
        image = Image.open(BytesIO(body), formats=_FORMATS)
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    with image:
        for index in range(count):
            with _told(source):
                image.seek(index)
                pixels = _decoded(image, source)
            yield pixels


@contextmanager
def _told(source: str) -> Iterator[None]:
    """Tell of damage as NotReadable, and be silent on what Pillow only warns of."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise NotReadable(source, _TOO_LARGE) from error
    except UnidentifiedImageError as error:
        # Its message names the place in memory, which is another each time.
        raise NotReadable(source, "an image that does not open: it is cut off or damaged") from error
    except _BROKEN as error:
        raise NotReadable(source, f"an image that does not open: {error}") from error


def _decoded(image: Image.Image, source: str) -> Pixels:
    if image.width * image.height > _MOST_PIXELS or max(image.size) > _LONGEST_SIDE:
        raise NotReadable(source, _TOO_LARGE)
    shown = ImageOps.exif_transpose(image)
    if shown.mode.startswith(("I", "F")):
        shown = _with_eight_bits(shown)
    paper = Image.new("RGBA", shown.size, "white")
    paper.alpha_composite(shown.convert("RGBA"))
    return np.ascontiguousarray(np.asarray(paper.convert("RGB"), dtype=np.uint8)[:, :, ::-1])


def _with_eight_bits(image: Image.Image) -> Image.Image:
    """Scans with 16 bits for each grey; Pillow would cut all of them off at white."""
    levels = np.asarray(image, dtype=np.float64)
    return Image.fromarray((levels * (255 / max(levels.max(), 255.0))).clip(0, 255).astype(np.uint8))
