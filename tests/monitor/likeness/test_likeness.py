"""Texts that are like each other are found, and texts that share no more than templates are not."""

import random
from pathlib import Path

import pytest

from crawler.domain.unit import Level, Unit, UnitKind
from crawler.flow import read_bytes
from monitor.likeness import Mask, Masked, Texts, compare, like_pairs, likenesses_within, without_shared
from tests.bench.likeness_texts import copied, written

pytestmark = pytest.mark.slow

UNITS = [
    Unit(f"u{place}", f"云溪县第{name}局", UnitKind.DEPARTMENT, Level.COUNTY, "1", "http://www.example.gov.cn")
    for place, name in enumerate("甲乙丙丁戊己庚辛")
]
MASK = Mask(UNITS)


def texts(count: int, seed: int = 7) -> list[str]:
    chance = random.Random(seed)  # noqa: S311
    return [written(chance) for _ in range(count)]


def masked(written_texts: list[str]) -> dict[int, Masked]:
    return without_shared({place: MASK(text) for place, text in enumerate(written_texts)})


def documents(*sections: str) -> dict[str, Texts]:
    return {unit.id: Texts(unit.id, {"s1_overview": text}) for unit, text in zip(UNITS, sections, strict=False)}


def test_texts_that_share_templates_and_stock_phrases_alone_are_not_alike() -> None:
    assert like_pairs(masked(texts(150)), floor=0.2) == []


def test_minhashes_find_the_pairs_that_comparing_all_finds() -> None:
    chance, some = random.Random(3), texts(60)  # noqa: S311
    for place, share in enumerate((0.5, 0.6, 0.7, 0.8, 0.9, 1.0) * 3):
        some[59 - place] = copied(chance, some[place], share)
    every = masked(some)

    assert len(like_pairs(every, few=0)) > 12
    assert like_pairs(every, few=0) == like_pairs(every, few=1000)


def test_the_share_is_that_of_the_shorter_text() -> None:
    short, other = texts(2)

    assert compare(MASK(short), MASK(short + other)).containment > 0.95
    assert compare(MASK(short), MASK(other)).containment < 0.1


def test_two_units_that_are_alike_are_both_told_with_what_each_prints() -> None:
    one, other = texts(2)

    found = likenesses_within(UNITS, (), documents(one, other, one.replace("1", "3")), {}, 2023)

    assert set(found) == {"u0", "u2"}
    assert [(like.unit_id, like.report_year) for like in found["u0"]] == [("u2", 2023)]
    assert found["u0"][0].containment > 0.9
    assert all(passage in one for passage in found["u0"][0].passages)
    assert len(found["u0"][0].passages) == 3


def test_a_text_that_is_last_years_with_other_figures_is_told_so() -> None:
    (one,) = texts(1)
    changed = one.replace("1", "3")

    found = likenesses_within(UNITS, (), documents(changed), {"u0": Texts("old", {"s1_overview": one})}, 2023)

    (like,) = found["u0"]
    assert (like.unit_id, like.report_year, like.identical, like.same_but_figures) == ("u0", 2022, True, True)


def test_one_document_that_stands_for_two_units_or_years_was_not_copied() -> None:
    (one,) = texts(1)
    same = Texts("the same bytes", {"s1_overview": one})

    assert likenesses_within(UNITS, (), {"u0": same, "u1": same}, {"u0": same}, 2023) == {}


def test_what_a_notice_made_all_units_print_is_no_likeness() -> None:
    notice, *own = texts(7)

    found = likenesses_within(UNITS, (), documents(*(notice + text for text in own)), {}, 2023)

    assert found == {}


@pytest.mark.parametrize("section", ["s1_overview", "s5_problems"])
def test_two_real_reports_of_one_county_are_at_the_level_of_background(real_reports: Path, section: str) -> None:
    read = [read_bytes(path.read_bytes(), path.name) for path in sorted(real_reports.glob("00[01]_*.txt"))]
    one, other = (
        MASK(next(part.text for part in extraction.report.sections if part.key == section)) for extraction in read
    )

    assert min(len(one.text), len(other.text)) > 200
    assert compare(one, other).containment < 0.05
