"""Reads the images within a document, where its tables may be on them."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urljoin

from crawler.domain.capture import Capture
from crawler.domain.document import Document, Grid, Paragraph, Picture
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Doubt
from crawler.domain.report import Place

PictureOf = Callable[[str], bytes | None]
"""The file of an image by the address that its page gives; None where we do not have it."""

_MOST = 30
_BASE = re.compile(rb"<base\s(?:[^>]*\s)?href\s*=\s*[\"']?\s*([^\"'\s>]+)", re.IGNORECASE)


def pictures_with(page: Capture) -> PictureOf:
    """The images that were fetched with a page, by the addresses that the page gives them."""
    bodies = {picture.url: picture.body for picture in page.pictures}
    base = _BASE.search(page.body) if bodies else None
    from_here = urljoin(page.url, base[1].decode("latin-1")) if base is not None else page.url

    def picture_of(address: str) -> bytes | None:
        with suppress(ValueError):
            return bodies.get(urljoin(from_here, address).partition("#")[0])
        return None

    return picture_of


def with_pictures(
    document: Document, picture_of: PictureOf, read_picture: Callable[[bytes, str], Document], source: str
) -> Document:
    """The document with what stands on its images in their places; an image that we cannot read is a doubt."""
    blocks: list[Paragraph | Grid] = []
    doubts = list(document.doubts)
    done = 0
    for picture in document.pictures[:_MOST]:
        blocks += document.blocks[done : picture.before]
        done = max(done, picture.before)
        try:
            read = _read(picture, picture_of, read_picture, source)
        except NotReadable as error:
            doubts.append(Doubt("picture_not_read", str(error)))
        else:
            blocks += _within(picture, read)
            doubts += read.doubts
    if len(document.pictures) > _MOST:
        doubts.append(Doubt("picture_not_read", f"{source}: only the first {_MOST} of its images were read"))
    blocks += document.blocks[done:]
    return replace(document, blocks=tuple(blocks), pictures=(), doubts=tuple(doubts))


def _read(
    picture: Picture, picture_of: PictureOf, read_picture: Callable[[bytes, str], Document], source: str
) -> Document:
    name = f"{source}: image {picture.address}" if picture.address else f"{source}: an image"
    body = picture.body or picture_of(picture.address)
    if not body:
        raise NotReadable(name, "its file is not there")
    return read_picture(body, name)


def _within(picture: Picture, read: Document) -> Iterator[Paragraph | Grid]:
    """The blocks of an image, their places leading to the image in its document: on a page, to where it stands."""
    stands = picture.place

    def placed(place: Place) -> Place:
        on_image = replace(place, path=stands.path, line=stands.line, member=picture.address or None)
        return on_image if stands.page is None else replace(on_image, page=stands.page, box=stands.box)

    for block in read.blocks:
        if isinstance(block, Paragraph):
            yield replace(block, place=placed(block.place))
        else:
            yield replace(block, places=tuple(tuple(map(placed, row)) for row in block.places))
