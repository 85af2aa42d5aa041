"""Printed pages as a scanner or a camera leaves them: skewed, blurred, noisy, compressed."""

import io
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

_WHITE = 255


@dataclass(frozen=True, slots=True)
class Scan:
    """How pages are scanned: resolution, skew in degrees, radius of blur, deviation of noise, quality of JPEG."""

    dpi: int = 150
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 92


CLEAN = Scan()
FINE = Scan(dpi=216)
POOR = Scan(skew=0.8, blur=0.7, noise=6.0, quality=45)


def rastered(pdf: bytes, scan: Scan, seed: int = 0, most: int | None = None) -> list[Image.Image]:
    """The pages of a PDF, or the first of them, as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number] for number in range(len(document))[:most]]
        pictures = [page.render(scale=scan.dpi / 72).to_pil().convert("L") for page in pages]
    finally:
        document.close()
    return [_degraded(picture, scan, seed + number) for number, picture in enumerate(pictures)]


def as_scanned_pdf(pdf: bytes, scan: Scan, seed: int = 0, most: int | None = None) -> bytes:
    """A PDF that holds nothing but pictures of another's pages, or of the first of them."""
    first, *others = (_through_jpeg(page, scan.quality) for page in rastered(pdf, scan, seed, most))
    written, long_ago = io.BytesIO(), time.gmtime(0)
    first.save(
        written,
        "PDF",
        resolution=scan.dpi,
        save_all=True,
        append_images=others,
        quality=scan.quality,
        creationDate=long_ago,
        modDate=long_ago,
    )
    return written.getvalue()


def as_picture(pdf: bytes, scan: Scan, kind: str, seed: int = 0) -> bytes:
    """The pages of a PDF below each other in one picture, PNG or JPEG."""
    written = io.BytesIO()
    options = {"quality": scan.quality} if kind == "JPEG" else {}
    below_each_other(rastered(pdf, scan, seed)).save(written, kind, dpi=(scan.dpi, scan.dpi), **options)
    return written.getvalue()


def below_each_other(pages: Sequence[Image.Image]) -> Image.Image:
    """One picture of several."""
    whole = Image.new("L", (max(page.width for page in pages), sum(page.height for page in pages)), _WHITE)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    return _cropped(whole)


def _cropped(picture: Image.Image) -> Image.Image:
    """Without the empty end of a long page."""
    ink = np.flatnonzero((np.asarray(picture) < _WHITE // 2).any(axis=1))
    return picture.crop((0, 0, picture.width, min(int(ink[-1]) + 60, picture.height))) if ink.size else picture


def _degraded(page: Image.Image, scan: Scan, seed: int) -> Image.Image:
    if scan.skew:
        page = page.rotate(scan.skew, Image.Resampling.BICUBIC, expand=True, fillcolor=_WHITE)
    if scan.blur:
        page = page.filter(ImageFilter.GaussianBlur(scan.blur))
    if scan.noise:
        noise = np.random.default_rng(seed).normal(0, scan.noise, (page.height, page.width))
        page = Image.fromarray(np.clip(np.asarray(page) + noise, 0, _WHITE).astype(np.uint8))
    return page


def _through_jpeg(page: Image.Image, quality: int) -> Image.Image:
    written = io.BytesIO()
    page.save(written, "JPEG", quality=quality)
    written.seek(0)
    return Image.open(written)
