"""How a report is set: every choice a government may make without changing what its tables say."""

from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from random import Random
from typing import get_type_hints


class Spans(StrEnum):
    """How a label that covers several rows or columns is set."""

    MERGED = "merged"
    REPEATED = "printed in each cell that it covers"
    BLANK = "printed once, the cells that it covers left empty"


class Head(StrEnum):
    """The header of table 3."""

    THREE_STOREYS = "three rows, merged"
    UNMERGED = "three rows, not merged"
    BLANK_THIRD = "two rows and a blank one"
    ONE_ROW = "one row"


class Title(StrEnum):
    """Where the heading of a section with a table stands."""

    OUTSIDE = "a paragraph"
    INSIDE = "the first row of the table"


class Caption(StrEnum):
    """Where the caption of a block of table 2 stands."""

    ROW = "a row of the one table"
    PARAGRAPH = "a paragraph above a table of its own"


class Cut(Enum):
    """Before which row table 3 ends and a second table goes on; 0 is nowhere."""

    NOWHERE = 0
    IN_A_GROUP = 9
    BETWEEN_GROUPS = 15


class Paste(StrEnum):
    """The markup around the text of a cell."""

    PLAIN = "none"
    WORD = "paragraphs and spans of Word"
    EVERY_CHARACTER = "a span for each character"
    LINE_BREAKS = "labels broken by <br>"


class Padding(StrEnum):
    """What stands around the text of a cell."""

    NONE = ""
    NON_BREAKING = "\xa0"
    IDEOGRAPHIC = "\u3000"
    LINES = "\n      "


class Digits(StrEnum):
    """The width of the digits in tables."""

    HALF = "half"
    FULL = "full"


class Numbering(Enum):
    """How the headings of sections are numbered."""

    COMMA = "{chinese}、{heading}"
    SPACED = "{chinese} 、{heading}"
    STOP = "{chinese}.{heading}"
    BRACKETS = "（{chinese}）{heading}"
    ARABIC = "{arabic}、{heading}"
    PART = "第{chinese}部分 {heading}"
    NONE = "{heading}"


class Markup(StrEnum):
    """The dialect of HTML."""

    QUOTED = "attributes quoted, all tags closed"
    UNQUOTED = "attributes unquoted, cells left open, capitals"
    HEADED = "th for labels, thead and tbody"


class Chrome(StrEnum):
    """The content system whose page stands around the article."""

    NONE = "none"
    TRS = "TRS"
    HANWEB = "Hanweb"
    VSB = "VSB"
    UCAP = "UCAP"
    GKMLPT = "gkmlpt"


class Charset(Enum):
    """In what a page is written, and what its meta element says of it."""

    UTF_8 = ("utf-8", "utf-8")
    UTF_8_UNDECLARED = ("utf-8", "")
    UTF_8_CALLED_GB2312 = ("utf-8", "gb2312")
    UTF_8_MARKED = ("utf-8-sig", "")
    GB18030 = ("gb18030", "gb18030")
    GBK_CALLED_GB2312 = ("gbk", "gb2312")
    GBK_UNDECLARED = ("gbk", "")
    GBK_CALLED_UTF_8 = ("gbk", "utf-8")
    GBK_CALLED_LATIN = ("gbk", "iso-8859-1")
    UTF_16 = ("utf-16", "")

    @property
    def encoding(self) -> str:
        """What the page is written in."""
        return str(self.value[0])

    @property
    def declared(self) -> str:
        """What the page says; "" where it says nothing."""
        return str(self.value[1])


@dataclass(frozen=True, slots=True)
class Style:
    """All choices of one report. The first eight are about tables, and hold in every medium; the rest is for HTML."""

    spans: Spans = Spans.MERGED
    head: Head = Head.THREE_STOREYS
    title: Title = Title.OUTSIDE
    caption: Caption = Caption.ROW
    cut: Cut = Cut.NOWHERE
    numbering: Numbering = Numbering.COMMA
    corner_note: bool = True
    trailing_column: bool = False
    digits: Digits = Digits.HALF
    padding: Padding = Padding.NONE
    paste: Paste = Paste.PLAIN
    markup: Markup = Markup.QUOTED
    chrome: Chrome = Chrome.NONE
    charset: Charset = Charset.UTF_8


def drawn_style(random: Random) -> Style:
    """A style of which every choice is drawn by itself."""
    kinds = get_type_hints(Style)
    return Style(**{field.name: random.choice(_choices(kinds[field.name])) for field in fields(Style)})


def _choices(kind: type) -> list[object]:
    return list(kind) if issubclass(kind, Enum) else [True, False]
