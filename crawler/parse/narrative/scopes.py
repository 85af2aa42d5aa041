"""Whose figures a sentence gives: those of an area, or the body's own."""

import re
from collections.abc import Iterable

from crawler.domain.normalise import squeeze
from crawler.domain.report import Scope

_AREA = r"[全各](?:省|市|县|区|州|盟|旗|镇|乡|街道|系统)|各级|各部门|各单位|各科室|所辖|下辖|所属|下属|直属"
_OWN = (
    r"[市县区省州旗]?(?:机关)?本级|本(?:机关|单位|局|部门|委|办|厅|院|所|站|中心)|我(?:局|委|办|厅|单位|部门|院|所|站|中心)"
    r"|局机关|委机关|机关本部"
)
_WORDS = re.compile(rf"(?<![向对])(?P<own>{_OWN})|(?P<area>{_AREA})")
_SAYS_SCOPE = re.compile(r"(?:数据|统计)(?:的)?(?:范围|口径)|(?:数据|统计).{0,8}?(?:涵盖|包括|包含|覆盖|来源)")
_STOP = re.compile(r"[。;!?,]")


def scope_at(before: str, after: str) -> Scope | None:
    """The scope named last in front of a number in its sentence, else in what is left of its clause."""
    named = list(_WORDS.finditer(before)) or list(_WORDS.finditer(after))[:1]
    return _scope(named[-1]) if named else None


def scope_of_report(texts: Iterable[str]) -> Scope | None:
    """The scope that a report gives to all its data; None where it says nothing, or both.

    >>> scope_of_report(["本年报所列数据涵盖所辖三镇六乡和县政府各部门，期限一年。"]).value
    'area'
    """
    clauses = (clause for text in texts for clause in _STOP.split(squeeze(text)) if _SAYS_SCOPE.search(clause))
    named = {_scope(match) for clause in clauses for match in _WORDS.finditer(clause)}
    return named.pop() if len(named) == 1 else None


def _scope(match: re.Match[str]) -> Scope:
    return Scope.OWN if match["own"] else Scope.AREA
