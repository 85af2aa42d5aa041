"""The characters of a PDF page, each with its box."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from math import hypot, pi

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.readers.geometry.layout import Word
from crawler.readers.pdf.frame import Frame

_MOST_CHARACTERS = 50_000
_INVISIBLE = 3
_SAMPLE = 40
_MUCH = 2.5
_FLAT = 0.5

# Fonts share one glyph between a character and its radical, and then the text layer may name the radical; and they
# draw two dashes as one.
_LOOK_ALIKES = (
    {
        ord(radical): character
        for radical, character in zip(
            "⺁⺎⺟⺠⺫⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "厂兀母民目虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    }
    | {ord("⸺"): "——", ord("⸻"): "———"}
    | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
)


def plain(text: str) -> str:
    """The text with characters in place of the radicals and long dashes that look like them.

    >>> plain("\u2f00、⺠⽣"), plain("⸺")
    ('一、民生', '——')
    """
    return text.translate(_LOOK_ALIKES)


def characters_of(page: pypdfium2.PdfTextPage, frame: Frame) -> Iterator[Word]:
    """The characters in the order they are written, white space between them, without those beside the page."""
    measure = _Measure(page)
    for index in range(min(page.count_chars(), _MOST_CHARACTERS)):
        character = plain(chr(pdfium.FPDFText_GetUnicode(page, index)))
        box = frame.box(*measure.rectangle(index))
        if character.isspace() or frame.shows(box):
            yield Word(character, box)


def is_cut_short(page: pypdfium2.PdfTextPage) -> bool:
    """Whether a page has more characters than we look at."""
    return bool(page.count_chars() > _MOST_CHARACTERS)


def is_garbled(characters: Sequence[Word]) -> bool:
    """Whether most characters name no letter, since their font does not say what they mean.

    >>> from crawler.domain.report import Box
    >>> texts = ("规章 0", "\ue001\ue002 0", "\ufffd\ufffd")
    >>> [is_garbled([Word(character, Box(0, 0, 9, 9)) for character in text]) for text in texts]
    [False, True, True]
    """
    letters = [one.text for one in characters if not one.text.isspace()]
    nameless = sum(1 for one in letters if unicodedata.category(one) in ("Co", "Cn", "Cc", "Cs") or one == "\ufffd")
    return 2 * nameless > len(letters)


def turn_of(page: pypdfium2.PdfTextPage) -> int | None:
    """By how much a page must be turned clockwise for most of its text to be upright; None without text."""
    angles = (pdfium.FPDFText_GetCharAngle(page, index) for index in _sample(page))
    turns = Counter(-90 * round(angle / (pi / 2)) % 360 for angle in angles if angle >= 0)
    return max(turns, key=lambda turn: turns[turn], default=None)


def is_invisible(page: pypdfium2.PdfTextPage) -> bool:
    """Whether the text is written without being shown, as programs put what they recognised behind a scan."""
    modes = [mode for index in _sample(page) if (mode := _mode(page, index)) is not None]
    return 2 * sum(1 for mode in modes if mode == _INVISIBLE) > len(modes)


def _sample(page: pypdfium2.PdfTextPage) -> range:
    """Some characters from all over the page."""
    total = min(page.count_chars(), _MOST_CHARACTERS)
    return range(0, total, max(total // _SAMPLE, 1))


def _mode(page: pypdfium2.PdfTextPage, index: int) -> int | None:
    text = pdfium.FPDFText_GetTextObject(page, index)
    return int(pdfium.FPDFTextObj_GetTextRenderMode(text)) if text else None


class _Measure:
    """Measures characters, with one set of variables for all: there are many characters."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self._page = page
        self._sides = c_double(), c_double(), c_double(), c_double()
        self._pointers = tuple(byref(side) for side in self._sides)
        self._loose = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()

    def rectangle(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top: as high as the font, which is even along a line, unless the font lies about it."""
        pdfium.FPDFText_GetCharBox(self._page, index, *self._pointers)
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._loose)
        left, right, bottom, top = (side.value for side in self._sides)
        loose = self._loose
        if loose.right > loose.left and loose.bottom <= (bottom + top) / 2 <= loose.top:
            high, inked = loose.top - loose.bottom, max(right - left, top - bottom)
            if _FLAT * inked < high < _MUCH * inked or _FLAT < high / max(self._size(index), 1.0) < _MUCH:
                return loose.left, loose.bottom, loose.right, loose.top
        return self._as_high_as_font(index, (left, bottom, right, top))

    def _as_high_as_font(
        self, index: int, inked: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        """A flat character fills the square of the others on its line, too."""
        left, bottom, right, top = inked
        more = max(self._size(index) - (top - bottom), 0) / 2 if top - bottom < _FLAT * (right - left) else 0
        return left, bottom - more, right, top + more

    def _size(self, index: int) -> float:
        """How large the font of a character is on the page."""
        pdfium.FPDFText_GetMatrix(self._page, index, self._matrix)
        scale = hypot(self._matrix.c, self._matrix.d)
        return float(pdfium.FPDFText_GetFontSize(self._page, index) * scale)
