"""Single cells: what state they are in and which figure they print."""

import re
from decimal import Decimal
from functools import lru_cache

from crawler.domain.normalise import squeeze
from crawler.domain.report import CellState

_NOT_APPLICABLE = frozenset({"/", "\\", "-", "--", "—", "——", "–", "―", "无", "不适用", "不涉及", "N/A", "n/a"})
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TEN_THOUSANDS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10_000),
}
_FIGURE = re.compile(rf"({_NUMBER})({'|'.join(_TEN_THOUSANDS)}|件|项|条|个|宗|次)?")
_REMEMBERED = 4096
_DASH_MARKS = re.compile(r"[/\\—–―-]+")
# Two figures in one cell are not one, and a footnote's mark is no digit.
_NOT_ONE_FIGURE = re.compile(r"\d\s+\d|[²³¹⁰⁴-⁹₀-₉①-⑳]")


@lru_cache(_REMEMBERED)
def read_figure(text: str, *, money: bool = False, unit: str = "万元") -> tuple[CellState, Decimal | None]:
    """Read one cell. Amounts are in 万元: one printed in another unit, or in a column of one, is converted.

    >>> read_figure("１，２３４ 件")
    (<CellState.NUMBER: 'number'>, Decimal('1234'))
    >>> read_figure("+3")[1], read_figure("45670 万元", money=True)[1], read_figure("251000元", money=True)[1]
    (Decimal('3'), Decimal('45670'), Decimal('25.1000'))
    >>> [read_figure(text)[0].value for text in ("0", " ", "/", "详见附件", "1 1")]
    ['number', 'blank', 'not_applicable', 'text', 'text']
    """
    plain = squeeze(text)
    if not plain:
        return CellState.BLANK, None
    if plain in _NOT_APPLICABLE:
        return CellState.NOT_APPLICABLE, None
    match = None if _NOT_ONE_FIGURE.search(text.strip()) else _FIGURE.fullmatch(plain)
    if match is None or not _unit_fits(match[2], money):
        return CellState.TEXT, None
    value = Decimal(match[1].replace(",", ""))
    return CellState.NUMBER, value * _TEN_THOUSANDS[match[2] or unit] if money else value


@lru_cache(_REMEMBERED)
def is_free_figure(token: str) -> bool:
    """Whether a word between white space stands for a cell: a figure, or a dash that says none.

    >>> [word for word in "规章 0 -5 45670万元 / 2020年 1.属于".split() if is_free_figure(word)]
    ['0', '-5', '45670万元', '/']
    """
    plain = squeeze(token)
    return _FIGURE.fullmatch(plain) is not None or _DASH_MARKS.fullmatch(plain) is not None


def _unit_fits(unit: str | None, money: bool) -> bool:
    return unit is None or (unit in _TEN_THOUSANDS) == money
