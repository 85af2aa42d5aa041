"""Numbers as a workbook prints them: by the format of their cell, which may round, add words, or hide noughts."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

UNKNOWN = "?"
"""Stands behind a number of which we do not know how it is printed, so that nobody takes it for a figure."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|[\\!](?P<escaped>.)"
    r"|(?P<space>[_*].)"
    r"|\[\$(?P<currency>[^\]-]*)[^\]]*\]"
    r"|(?P<colour>\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\d+)\])"
    r"|(?P<general>General|@)"
    r"|(?P<digit>[0#?])"
    r"|(?P<point>\.)"
    r"|(?P<comma>,(?=[0#?]))"
    r"|(?P<percent>%)"
    r"|(?P<plain>[-+():$ ]|[^\x00-\x7f])",
    re.IGNORECASE,
)
_PIECE = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]|.', re.DOTALL)
_NUMBER = frozenset({"digit", "point", "general"})
_SILENT = frozenset({"space", "colour", "comma"})
_SIGNIFICANT = 15


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: words in front and behind, and how digits are written between them."""

    before: str
    after: str
    whole: str
    decimals: str
    is_general: bool
    is_percent: bool

    def written(self, number: Decimal) -> str:
        """A number that is not negative, written by this section."""
        if self.is_general:
            return f"{self.before}{_general(number)}{self.after}"
        if not self.whole and not self.decimals:
            return f"{self.before}{self.after}"
        scaled = number * 100 if self.is_percent else number
        text = f"{scaled.quantize(Decimal(1).scaleb(-len(self.decimals)), ROUND_HALF_UP):f}"
        whole, _, decimals = text.partition(".")
        least = self.decimals.count("0")
        decimals = decimals[:least] + decimals[least:].rstrip("0")
        whole = whole.lstrip("0").rjust(self.whole.count("0"), "0")
        return f"{self.before}{whole}{'.' if decimals else ''}{decimals}{self.after}"


def displayed(value: float, number_format: str) -> str:
    """A number as its format prints it, without separators of thousands.

    >>> displayed(38.0, "General"), displayed(0.1 + 0.2, "General"), displayed(1234.567, "#,##0.00")
    ('38', '0.3', '1234.57')
    >>> displayed(0.256, "0.0%"), displayed(0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ '), displayed(-2, "0;[Red](0)")
    ('25.6%', '-', '(2)')
    >>> displayed(3, '0"件"'), displayed(251000, "0!.0,"), displayed(5, "# ?/?")
    ('3件', '251000?', '5?')
    """
    number = _decimal(value)
    sections = _sections(number_format)
    if number is None or sections is None:
        return f"{value:.15g}{UNKNOWN}"
    if number < 0 and len(sections) > 1:
        return sections[1].written(-number)
    if number == 0 and len(sections) > 2:
        return sections[2].written(number)
    sign = "-" if number < 0 else ""
    return f"{sign}{sections[0].written(abs(number))}"


def displayed_date(value: date) -> str:
    """A date as reports write it, whatever its format.

    >>> displayed_date(date(2024, 1, 15)), displayed_date(datetime(2024, 1, 15, 9, 30))
    ('2024年1月15日', '2024年1月15日 9:30')
    """
    day = f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{day} {value.hour}:{value.minute:02d}"
    return day


def _decimal(value: float) -> Decimal | None:
    """The number that is meant, without the noise of its last binary digits; None for none."""
    number = Decimal(f"{value:.{_SIGNIFICANT}g}")
    return number if number.is_finite() and abs(number) < Decimal("1e15") else None


def _general(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(256)
def _sections(number_format: str) -> tuple[_Section, ...] | None:
    """The sections of a format for numbers; None where one of them is of a kind that we do not know."""
    texts = [""]
    for piece in _PIECE.findall(number_format or "General"):
        if piece == ";":
            texts.append("")
        else:
            texts[-1] += piece
    sections = [_section(text) for text in texts[:3]]
    known = tuple(section for section in sections if section is not None)
    return known if len(known) == len(sections) else None


def _section(text: str) -> _Section | None:
    """A section taken apart; None where digits are scaled, or words stand between them."""
    tokens = _tokens(text)
    if tokens is None:
        return None
    at = [index for index, (kind, _) in enumerate(tokens) if kind in _NUMBER]
    first, last = (at[0], at[-1] + 1) if at else (len(tokens), len(tokens))
    number = tokens[first:last]
    if any(kind not in _NUMBER for kind, _ in number):
        return None
    whole, _, decimals = "".join(sign for _, sign in number).partition(".")
    return _Section(
        before="".join(sign for _, sign in tokens[:first]),
        after="".join(sign for _, sign in tokens[last:]),
        whole=whole,
        decimals=decimals,
        is_general=any(kind == "general" for kind, _ in number),
        is_percent=any(kind == "percent" for kind, _ in tokens),
    )


def _tokens(text: str) -> list[tuple[str, str]] | None:
    """What a section is made of, without what prints nothing; None where something in it is unknown."""
    tokens: list[tuple[str, str]] = []
    end = 0
    while end < len(text):
        found = _TOKEN.match(text, end)
        if found is None:
            return None
        end = found.end()
        kind = found.lastgroup or ""
        if kind not in _SILENT:
            tokens.append((kind, found[kind]))
    return tokens
