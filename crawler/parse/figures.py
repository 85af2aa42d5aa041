"""Single cells: what state they are in, which figure they print, and what they say beside it."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from crawler.domain.normalise import squeeze
from crawler.domain.report import CellState

_NOT_APPLICABLE = frozenset(
    {"/", "\\", "-", "--", "—", "——", "–", "―", "─", "无", "暂无", "不适用", "不涉及", "N/A", "n/a"}
)
UNREADABLE = "?"
"""What readers put where something is written that they could not make out."""

_NUMBER = r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TEN_THOUSANDS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10_000),
}
_UNIT = rf"{'|'.join(sorted(_TEN_THOUSANDS, key=len, reverse=True))}|件|项|条|个|宗|次|份|起|例|家|人次"
_NOTE = r"\((?P<note>[^()\d][^()]*)\)"
_FIGURE = re.compile(rf"(?P<number>{_NUMBER})(?P<about>余|多)?(?P<unit>{_UNIT})?(?:{_NOTE})?")
_PLAIN_FIGURE = re.compile(rf"{_NUMBER}(?:{_UNIT})?")
_REMEMBERED = 4096
_DASH_MARKS = re.compile(r"[/\\—–―─-]+")
# Two figures in one cell are not one, and a footnote's mark is no digit.
_NOT_ONE_FIGURE = re.compile(r"\d\s+\d|[²³¹⁰⁴-⁹₀-₉①-⑳]")


class CellText(NamedTuple):
    """What the text of a cell says: `value` is None unless its state is NUMBER.

    `unit` is the unit it prints, `note` what stands in brackets behind the figure; `about` is True where
    it says of itself that it is rounded (130余).
    """

    state: CellState
    value: Decimal | None = None
    unit: str | None = None
    note: str | None = None
    about: bool = False


@lru_cache(_REMEMBERED)
def read_figure(text: str, *, money: bool = False, unit: str = "万元") -> CellText:
    """Read one cell. Amounts are in 万元: one printed in another unit, or in a column of one, is converted.

    >>> read_figure("１，２３４ 件")[:3]
    (<CellState.NUMBER: 'number'>, Decimal('1234'), '件')
    >>> read_figure("+3").value, read_figure("45670 万元", money=True).value, read_figure("251000元", money=True).value
    (Decimal('3'), Decimal('45670'), Decimal('25.1000'))
    >>> read_figure("22（其中修订16件）").note, read_figure("130余件").about
    ('其中修订16件', True)
    >>> [read_figure(text).state.value for text in ("0", " ", "/", "详见附件", "1 1")]
    ['number', 'blank', 'not_applicable', 'text', 'text']
    """
    plain = squeeze(text)
    if not plain:
        return CellText(CellState.BLANK)
    if plain == UNREADABLE:
        return CellText(CellState.UNREAD)
    if plain in _NOT_APPLICABLE:
        return CellText(CellState.NOT_APPLICABLE)
    match = None if _NOT_ONE_FIGURE.search(text.strip()) else _FIGURE.fullmatch(plain)
    if match is None or not _unit_fits(match["unit"], money) or is_run_together(match["number"]):
        return CellText(CellState.TEXT)
    value = Decimal(match["number"].replace(",", "").replace("−", "-"))
    amount = value * _TEN_THOUSANDS[match["unit"] or unit] if money else value
    return CellText(CellState.NUMBER, amount, match["unit"], match["note"], match["about"] is not None)


@lru_cache(_REMEMBERED)
def is_free_figure(token: str) -> bool:
    """Whether a word between white space stands for a cell: a figure, or a dash that says none.

    >>> [word for word in "规章 0 -5 45670万元 / 2020年 1.属于".split() if is_free_figure(word)]
    ['0', '-5', '45670万元', '/']
    """
    plain = squeeze(token)
    return (
        plain == UNREADABLE
        or plain in _NOT_APPLICABLE
        or any(shape.fullmatch(plain) for shape in (_PLAIN_FIGURE, _DASH_MARKS))
    )


def is_run_together(number: str) -> bool:
    """Whether digits are several figures that a converter ran together: no figure begins with a nought.

    >>> is_run_together("0000001"), is_run_together("0"), is_run_together("0.5")
    (True, False, False)
    """
    return re.match(r"[+\-−]?0\d", number) is not None


def _unit_fits(unit: str | None, money: bool) -> bool:
    return unit is None or (unit in _TEN_THOUSANDS) == money
