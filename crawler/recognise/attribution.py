"""Whose report a document is, and on which year.

A report is given to a unit only when its own words, or the site's words on the way to it, name that
unit and nothing contradicts them. What could be a registered unit's report and cannot be settled is
left open, and keeps that site's units from being called missing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.domain.capture import Capture
from crawler.domain.extraction import Attribution
from crawler.domain.normalise import squeeze
from crawler.domain.register import Register
from crawler.domain.report import Report
from crawler.domain.titles import read_title
from crawler.domain.unit import Unit, host_of

_GOVERNMENT = "人民政府"
_AREA = re.compile(r"(?:[^省市县区州盟旗]{2,}?(?:省|自治区|自治州|自治县|市|州|盟|县|区|旗))+")
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
    return _unit(claims, _hints(capture, report.signature), years.pop(), capture, register)


def _unit(
    claims: Sequence[Claim], hints: Sequence[Claim], report_year: int, capture: Capture, register: Register
) -> Attribution:
    candidates = _candidates(capture, register)
    named = [claim for claim in claims if claim.unit_name]
    found = _found(named or hints, candidates)
    if len(found) == 1:
        unit_id, source = next(iter(found.items()))
        return Attribution(unit_id, report_year, f"named by {source}")
    if found:
        return Attribution(None, report_year, f"several units are named: {_spoken(named)}")
    if named:
        return _not_found(named, report_year, candidates)
    return _unnamed(report_year, capture, candidates)


def _found(claims: Sequence[Claim], candidates: Sequence[Unit]) -> dict[str, str]:
    """The units that the claims mean, each with what names it."""
    found: dict[str, str] = {}
    for claim in claims:
        for unit in _meant(claim.unit_name, candidates):
            found.setdefault(unit.id, claim.source)
    return found


def _unnamed(report_year: int, capture: Capture, candidates: Sequence[Unit]) -> Attribution:
    own = [unit for unit in candidates if unit.site_id == capture.host]
    if len(own) == 1:
        return Attribution(own[0].id, report_year, "the site carries this unit alone")
    return Attribution(None, report_year, f"nothing names the unit, and the site carries {len(own)}")


def _not_found(named: Sequence[Claim], report_year: int, candidates: Sequence[Unit]) -> Attribution:
    similar = [unit.name for claim in named for unit in candidates if _may_be(claim.unit_name, unit)]
    if similar:
        return Attribution(None, report_year, f"{_spoken(named)} may be {'、'.join(dict.fromkeys(similar))}")
    return Attribution(None, report_year, f"{_spoken(named)} is not in the register", foreign=True)


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
        ("the signature", signature),
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
    return tuple(unit for unit in candidates if any(_same_but_area(name, known) for known in _names(unit)))


def _names(unit: Unit) -> tuple[str, ...]:
    return tuple(squeeze(name) for name in (unit.name, *unit.aliases))


def _core(name: str) -> str:
    """A government's name without 人民政府: the place alone stands for it."""
    core = name.removesuffix(_GOVERNMENT)
    return core if len(core) > 1 else name


def _same_but_area(one: str, other: str) -> bool:
    longer, shorter = sorted((_core(one), _core(other)), key=len, reverse=True)
    return len(shorter) > 2 and longer.endswith(shorter) and _AREA.fullmatch(longer.removesuffix(shorter)) is not None


def _may_be(name: str, unit: Unit) -> bool:
    """Whether a name could be short for a unit, or the unit's office: 文旅局 for 文化和旅游局."""
    return any(_could_be_short(_matter(name), _matter(known)) for known in _names(unit))


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
