"""Made-up reports: nothing decided against a clean one, and every defect that is planted is found."""

import pytest

from crawler.domain.finding import Outcome
from monitor.checks import all_checks
from monitor.examples import Scene
from spiders.simulator.figures import seeded
from tests.planting.areas import CleanReport
from tests.planting.catalogue import PLANTS, Plant
from tests.planting.judging import clean_of, judge_clean, judge_planted, plants_by_key, tidy_of
from tests.planting.plant import more

pytestmark = pytest.mark.slow

SEED = 11
AREAS = 4
TIDY_AREAS = 8


@pytest.fixture(scope="module")
def tidy_reports() -> list[CleanReport]:
    return [report for area in range(TIDY_AREAS) for report in tidy_of(SEED, area)]


def planted(plant: Plant, reports: list[CleanReport]) -> Scene:
    """The first of the reports that can have the defect, with it."""
    tried = (plant.put_into(seeded(plant.key), report.scene) for report in reports)
    return next(scene for scene in tried if scene is not None)


def test_every_check_has_a_defect_to_find() -> None:
    assert {plant.check for plant in PLANTS} == {check.id for check in all_checks()}
    assert len({plant.key for plant in PLANTS}) == len(PLANTS)


@pytest.mark.parametrize("area", range(AREAS))
def test_nothing_is_decided_against_a_clean_report(area: int) -> None:
    tally = judge_clean(clean_of(SEED, area), f"{SEED}/{area}")

    assert tally.troubles == []
    assert not tally.unexpected


@pytest.mark.parametrize("plant", [pytest.param(plant, id=plant.key) for plant in PLANTS])
def test_a_planted_defect_is_found(plant: Plant, tidy_reports: list[CleanReport]) -> None:
    assert plant.is_found(planted(plant, tidy_reports))


def test_clean_and_planted_reports_are_told_apart_on_pages_too() -> None:
    reports = tidy_of(SEED, 0)[:1]
    plants = list(plants_by_key(plant.key for plant in PLANTS if plant.check in ("T3-02", "T4-02", "NAR-07")))

    assert judge_clean(reports, "page", on_pages=True).troubles == []
    seen = judge_planted(reports, plants, "page", on_pages=True)
    assert (seen.troubles, seen.planted.total()) == ([], 3)


def test_a_tally_counts_what_is_missed_and_what_is_said_without_cause(tidy_reports: list[CleanReport]) -> None:
    report = tidy_reports[0]
    blind = Plant("T3-02", Outcome.FAIL, "nothing planted at all", lambda random, scene: scene)
    broken = CleanReport(more(report.scene, 1, "requests.new_received.total"))

    assert judge_planted([report], [blind], "test").wrong == 1
    assert judge_clean([broken], "test").wrong >= 1


def test_the_same_seed_makes_the_same_reports() -> None:
    assert clean_of(SEED, 1) == clean_of(SEED, 1)
