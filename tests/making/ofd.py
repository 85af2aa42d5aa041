"""Pages as OFD files: words and ruling lines where they stand, as printing programs of Chinese offices write them."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count

from crawler.domain.report import Box
from crawler.readers.geometry import LaidOutPage
from tests.making.zipped import zipped

_MILLIMETRES = 25.4 / 72
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ASCENT = 0.85
_FIRST_OBJECT, _FIRST_IMAGE = 1000, 500
_ENTRY = (
    f'{_HEAD}<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
    "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)


def write_ofd(pages: Sequence[LaidOutPage], images: Mapping[int, bytes] | None = None) -> bytes:
    """The OFD file of pages; `images` are PNG files that cover the pages of these numbers. The same for the same."""
    pictures = dict(images or {})
    parts = {
        "OFD.xml": _ENTRY.encode(),
        "Doc_0/Document.xml": _document(pages).encode(),
        "Doc_0/PublicRes.xml": _fonts().encode(),
        "Doc_0/DocumentRes.xml": _resources(pictures).encode(),
    }
    for index, page in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{index}/Content.xml"] = _content(page, page.number in pictures).encode()
    parts |= {f"Doc_0/Res/image_{number}.png": body for number, body in pictures.items()}
    return zipped(parts)


def _document(pages: Sequence[LaidOutPage]) -> str:
    area = _size(pages[0]) if pages else "0 0 210 297"
    listed = "".join(
        f'<ofd:Page ID="{index + 1}" BaseLoc="Pages/Page_{index}/Content.xml"/>' for index in range(len(pages))
    )
    return (
        f"{_HEAD}<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9999999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>"
    )


def _fonts() -> str:
    fonts = '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts>'
    return f'{_HEAD}<ofd:Res {_NAMESPACE} BaseLoc="Res">{fonts}</ofd:Res>'


def _resources(images: Mapping[int, bytes]) -> str:
    listed = "".join(
        f'<ofd:MultiMedia ID="{_FIRST_IMAGE + number}" Type="Image"><ofd:MediaFile>image_{number}.png</ofd:MediaFile>'
        "</ofd:MultiMedia>"
        for number in images
    )
    return f'{_HEAD}<ofd:Res {_NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{listed}</ofd:MultiMedias></ofd:Res>'


def _content(page: LaidOutPage, has_image: bool) -> str:
    objects = "".join(_objects(page, has_image))
    return (
        f"{_HEAD}<ofd:Page {_NAMESPACE}><ofd:Area><ofd:PhysicalBox>{_size(page)}</ofd:PhysicalBox></ofd:Area>"
        f'<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def _objects(page: LaidOutPage, has_image: bool) -> Iterator[str]:
    numbers = count(_FIRST_OBJECT)
    if has_image:
        resource = f'ResourceID="{_FIRST_IMAGE + page.number}"'
        yield f'<ofd:ImageObject ID="{next(numbers)}" {resource} Boundary="{_size(page)}"/>'
    yield from (_line(next(numbers), rule.box, level=rule.is_level) for rule in page.rules)
    yield from (_text(next(numbers), word.text, word.box) for word in page.words)


def _line(number: int, box: Box, *, level: bool) -> str:
    across, down = _written(box.right - box.left), _written(box.bottom - box.top)
    middle = _written((box.bottom - box.top if level else box.right - box.left) / 2)
    path = f"M 0 {middle} L {across} {middle}" if level else f"M {middle} 0 L {middle} {down}"
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{_boundary(box)}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _text(number: int, text: str, box: Box) -> str:
    """A text object; its letters are as wide as those of fonts are, a digit half as wide as a Chinese character."""
    widths = [1 if character.isascii() else 2 for character in text]
    unit = (box.right - box.left) / sum(widths)
    size = max(box.bottom - box.top, 2 * unit)
    top = (box.top + box.bottom - size) / 2
    steps = " ".join(_written(width * unit) for width in widths[:-1])
    placed = f'X="0" Y="{_written(size * _ASCENT)}" DeltaX="{steps}"'
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{_boundary(Box(box.left, top, box.right, top + size))}" Font="3" '
        f'Size="{_written(size)}"><ofd:TextCode {placed}>{escape(text, quote=False)}</ofd:TextCode></ofd:TextObject>'
    )


def _size(page: LaidOutPage) -> str:
    return _boundary(Box(0, 0, page.width, page.height))


def _boundary(box: Box) -> str:
    return " ".join(map(_written, (box.left, box.top, box.right - box.left, box.bottom - box.top)))


def _written(points: float) -> str:
    """A length in millimetres."""
    return f"{points * _MILLIMETRES:.4f}".rstrip("0").rstrip(".")
