"""Compares the texts of the units below one parent: with one another, and each with its own of the year before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.domain.likeness import Likeness
from crawler.domain.unit import Unit
from monitor.likeness.comparing import compare, passages
from monitor.likeness.masking import Mask, Masked
from monitor.likeness.pairing import FLOOR, like_pairs
from monitor.likeness.shared import without_shared

SECTIONS = ("s1_overview", "s5_problems")


@dataclass(frozen=True, slots=True)
class Texts:
    """The sections of one report by key, and the digest of the document that they stand in."""

    digest: str
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one text has in common with another one."""

    unit_id: str
    likeness: Likeness


def likenesses_within(
    units: Sequence[Unit], above: Sequence[Unit], now: Mapping[str, Texts], before: Mapping[str, Texts], year: int
) -> dict[str, tuple[Likeness, ...]]:
    """For each unit the texts that its own on a year is like; `above` are the units whose names are no likeness either.

    One document that stands for two units, or for two years, was not copied: nothing is said of it.
    """
    mask = Mask((*units, *above))
    found: dict[str, tuple[Likeness, ...]] = {}
    for section in SECTIONS:
        masked, earlier = _masked(mask, now, section), _masked(mask, before, section)
        revised = [unit for unit in units if not _one_document(now.get(unit.id), before.get(unit.id))]
        for one in (
            *_with_last_year(revised, section, masked, earlier, year),
            *_with_others(units, section, masked, now, year),
        ):
            found[one.unit_id] = (*found.get(one.unit_id, ()), one.likeness)
    return found


def _masked(mask: Mask, texts: Mapping[str, Texts], section: str) -> dict[str, Masked]:
    return without_shared(
        {unit_id: mask(text.sections[section]) for unit_id, text in texts.items() if text.sections.get(section)}
    )


def _with_last_year(
    units: Sequence[Unit], section: str, now: Mapping[str, Masked], before: Mapping[str, Masked], year: int
) -> Iterator[_Found]:
    for unit in units:
        ours, earlier = now.get(unit.id), before.get(unit.id)
        if ours is not None and earlier is not None:
            likeness = _likeness(section, unit, year - 1, ours, earlier)
            if likeness.containment >= FLOOR:
                yield _Found(unit.id, likeness)


def _with_others(
    units: Sequence[Unit], section: str, masked: Mapping[str, Masked], texts: Mapping[str, Texts], year: int
) -> Iterator[_Found]:
    known = {unit.id: unit for unit in units}
    for pair in like_pairs(masked, may_pair=lambda one, other: not _one_document(texts[one], texts[other])):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            yield _Found(one, _likeness(section, known[other], year, masked[one], masked[other]))


def _likeness(section: str, unit: Unit, year: int, ours: Masked, other: Masked) -> Likeness:
    compared = compare(ours, other)
    return Likeness(
        section=section,
        unit_id=unit.id,
        unit_name=unit.name,
        report_year=year,
        containment=compared.containment,
        same_but_figures=compared.same_but_figures,
        passages=passages(ours, other) if compared.containment >= FLOOR else (),
        identical=compared.identical,
        characters=compared.characters,
    )


def _one_document(one: Texts | None, other: Texts | None) -> bool:
    return one is not None and other is not None and one.digest == other.digest
