"""Whose report a document is, and on which year.

A report is given to a unit only when its own words, or the site's words on the way to it, name that
unit and nothing contradicts them. What could be a registered unit's report and cannot be settled is
left open, and keeps that site's units from being called missing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.capture import Capture
from crawler.domain.clock import SHANGHAI
from crawler.domain.extraction import Attribution
from crawler.domain.normalise import squeeze
from crawler.domain.register import Register
from crawler.domain.report import Report
from crawler.domain.titles import read_title
from crawler.domain.unit import Unit, host_of

_GOVERNMENT, _SHORT_GOVERNMENT = "人民政府", "政府"
_LAST_MONTH = 12
_SIGNATURE = "the signature"
_AREA = re.compile(r"(?:[^省市县区州盟旗]{2,}?(?:省|自治区|自治州|自治县|市|州|盟|县|区|旗))+")
_AREA_PART = re.compile(r"[^省市县区州盟旗]{2,}?(省|自治区|自治州|自治县|市|州|盟|县|区|旗)")
_NAMES_NO_BODY = re.compile(r"[>:|»\d]|首页|位置|栏目|专栏")
_ORGAN = re.compile(r"(?:办公室|办公厅|委员会|人民政府|管委会|中心|[局厅委办处所队院站会室镇乡]|街道|街道办事处)$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A name and a year that something says of a document, and what says it."""

    unit_name: str
    report_year: int | None
    source: str


def attribute(capture: Capture, report: Report, carrier_titles: Sequence[str], register: Register) -> Attribution:
    """Settle unit and year of a document from what it and its trail say."""
    claims = tuple(_claims(capture, report, carrier_titles))
    years = {claim.report_year for claim in claims if claim.report_year is not None}
    if len(years) != 1:
        reason = f"years disagree: {_spoken(claims)}" if years else "nothing says of which year it is"
        return Attribution(None, None, reason)
    report_year = years.pop()
    if _is_not_over(report_year, capture.fetched_at):
        return Attribution(None, None, f"it says {report_year}, which was not over: {_spoken(claims)}")
    return _unit(claims, _hints(capture, report.signature), report_year, capture, register)


def _is_not_over(report_year: int, seen_at: datetime) -> bool:
    """Whether a report cannot be on that year: a slip of the pen, or the year of publication. Some come in December."""
    seen = seen_at.astimezone(SHANGHAI)
    return report_year > seen.year or (report_year == seen.year and seen.month < _LAST_MONTH)


def _unit(
    claims: Sequence[Claim], hints: Sequence[Claim], report_year: int, capture: Capture, register: Register
) -> Attribution:
    candidates = _candidates(capture, register)
    named = [claim for claim in claims if claim.unit_name]
    found = _found(named or hints, candidates)
    if len(found) == 1:
        unit_id, source = next(iter(found.items()))
        if against := [claim for claim in named if _speaks_against(claim.unit_name, register.get(unit_id))]:
            return Attribution(None, report_year, f"named by {source}, but {_spoken(against)}")
        return Attribution(unit_id, report_year, f"named by {source}")
    if found:
        return Attribution(None, report_year, f"several units are named: {_spoken(named)}")
    if named:
        return _not_found(named, report_year, candidates)
    return _unnamed(hints, report_year, capture, candidates)


def _found(claims: Sequence[Claim], candidates: Sequence[Unit]) -> dict[str, str]:
    """The units that the claims mean, each with what names it."""
    found: dict[str, str] = {}
    for claim in claims:
        for unit in _meant(claim.unit_name, candidates):
            found.setdefault(unit.id, claim.source)
    return found


def _unnamed(hints: Sequence[Claim], report_year: int, capture: Capture, candidates: Sequence[Unit]) -> Attribution:
    own = [unit for unit in candidates if unit.site_id == capture.host]
    signed = [hint for hint in hints if hint.source == _SIGNATURE and _ORGAN.search(hint.unit_name)]
    if signed and not any(_may_be(hint.unit_name, unit) for hint in signed for unit in own):
        return _not_found(signed, report_year, candidates)
    if len(own) == 1:
        return Attribution(own[0].id, report_year, "the site carries this unit alone")
    return Attribution(None, report_year, f"nothing names the unit, and the site carries {len(own)}")


def _not_found(named: Sequence[Claim], report_year: int, candidates: Sequence[Unit]) -> Attribution:
    similar = [unit.name for claim in named for unit in candidates if _may_be(claim.unit_name, unit)]
    if similar:
        return Attribution(None, report_year, f"{_spoken(named)} may be {'、'.join(dict.fromkeys(similar))}")
    if len(candidates) == 1 and any(_may_be_renamed(claim.unit_name, candidates[0]) for claim in named):
        return Attribution(None, report_year, f"{_spoken(named)} may be a new name of {candidates[0].name}")
    foreign = not any(_NAMES_NO_BODY.search(claim.unit_name) for claim in named)
    return Attribution(None, report_year, f"{_spoken(named)} is not in the register", foreign=foreign)


def _claims(capture: Capture, report: Report, carrier_titles: Sequence[str]) -> Iterator[Claim]:
    """What the titles say: the document's own, its list entry's, its carrier's."""
    yield Claim(report.unit_name or "", report.report_year, "the title")
    for source, text in (("the link", capture.trail.link_text), *(("the page", title) for title in carrier_titles)):
        title = read_title(text)
        if title is not None:
            yield Claim(title.unit_name, title.report_year, source)


def _hints(capture: Capture, signature: str | None) -> tuple[Claim, ...]:
    """What else may name a unit where no title does; a hint that names none says nothing."""
    spoken = (
        (_SIGNATURE, signature),
        ("the list", capture.trail.list_heading),
        ("the link", capture.trail.link_text),
    )
    return tuple(Claim(squeeze(text), None, source) for source, text in spoken if text)


def _candidates(capture: Capture, register: Register) -> tuple[Unit, ...]:
    """The units whose site or column this host is, and everything below them."""
    own = [unit for unit in register if capture.host in (unit.site_id, host_of(unit.column_url or ""))]
    below = [unit for unit in register if unit not in own and any(above in own for above in register.ancestors(unit))]
    return (*own, *below)


def _meant(name: str, candidates: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units of exactly that name; else those whose name differs by the area in front only."""
    exact = tuple(unit for unit in candidates if any(_core(name) == _core(known) for known in _names(unit)))
    if exact:
        return exact
    return tuple(
        unit
        for unit in candidates
        if any(_same_but_area(name, known) for known in _names(unit)) and not _is_elsewhere(name, unit)
    )


def _names(unit: Unit) -> tuple[str, ...]:
    return tuple(squeeze(name) for name in (unit.name, *unit.aliases))


def _core(name: str) -> str:
    """A government's name without 人民政府: the place alone stands for it, and 政府 for 人民政府."""
    short = name.replace(_GOVERNMENT, _SHORT_GOVERNMENT)
    core = short.removesuffix(_SHORT_GOVERNMENT)
    return core if len(core) > 1 else short


def _speaks_against(name: str, unit: Unit) -> bool:
    """Whether a name can mean another body only: one elsewhere, or one whose name has nothing of the unit's."""
    if _is_elsewhere(name, unit):
        return True
    known = [_core(name) for name in _names(unit)]
    related = any(core in _core(name) or _core(name) in core for core in known)
    return not related and not _may_be(name, unit) and _ORGAN.search(name) is not None


def _is_elsewhere(name: str, unit: Unit) -> bool:
    """Whether a name speaks of another area of the same kind than the unit's own names do."""
    said, own = _areas(name), [_areas(known) for known in _names(unit)]
    return any(
        kinds and area not in kinds
        for kind, area in said.items()
        if (kinds := {areas[kind] for areas in own if kind in areas})
    )


def _areas(name: str) -> dict[str, str]:
    """The areas in front of a name, each by its kind."""
    front = _AREA.match(name)
    return {part[1]: part[0] for part in _AREA_PART.finditer(front[0])} if front else {}


def _same_but_area(one: str, other: str) -> bool:
    longer, shorter = sorted((_core(one), _core(other)), key=len, reverse=True)
    return len(shorter) > 2 and longer.endswith(shorter) and _AREA.fullmatch(longer.removesuffix(shorter)) is not None


def _may_be(name: str, unit: Unit) -> bool:
    """Whether a name could stand for a unit: short for it, as 文旅局 for 文化和旅游局, or an older one, as 卫计局."""
    return any(
        _matter(name)[:1] == _matter(known)[:1]
        or _could_be_short(_matter(name), _matter(known))
        or _could_be_short(name, known)
        for known in _names(unit)
    )


def _may_be_renamed(name: str, unit: Unit) -> bool:
    """Whether a body on the site of a single unit may be that unit: of its kind, and not of elsewhere."""
    return name[-1:] == _core(squeeze(unit.name))[-1:] and not _is_elsewhere(name, unit)


def _matter(name: str) -> str:
    """What is left of a name without the area in front and the kind of organ at the end."""
    bare = _AREA.match(name)
    rest = name[bare.end() :] if bare and bare.end() < len(name) else name
    return _ORGAN.sub("", rest) or rest


def _could_be_short(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    characters = iter(longer)
    return bool(shorter) and all(character in characters for character in shorter)


def _spoken(claims: Sequence[Claim]) -> str:
    return ", ".join(
        f"{claim.source} says {claim.unit_name or 'no unit'} {claim.report_year or ''}".strip() for claim in claims
    )
