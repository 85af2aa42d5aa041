"""Likenesses in the database."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from crawler.domain.likeness import Likeness
from storage.unit_of_work import unit_of_work

APRIL, MAY = datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)
OTHER = Likeness("s1_overview", "b", "云溪县民政局", 2024, 0.8125, passages=("两家都这样写。",), characters=312)
OWN = Likeness("s5_problems", "a", "云溪县教育局", 2023, 1.0, True, ("去年也这样写。",), True, 250)


def test_what_was_kept_comes_back_by_unit_in_its_order(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.likenesses.keep("county", 2024, "digest", {"a": (OTHER, OWN)}, APRIL)

        assert work.likenesses.of_year(2024, APRIL) == {"a": (OTHER, OWN)}
        assert work.likenesses.of_year(2023, APRIL) == {}
        assert work.likenesses.compared(2024) == {"county": "digest"}


def test_a_new_comparison_replaces_that_of_its_group_alone(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.likenesses.keep("county", 2024, "old", {"a": (OTHER,)}, APRIL)
        work.likenesses.keep("city", 2024, "other", {"c": (OTHER,)}, APRIL)
        work.likenesses.keep("county", 2024, "new", {"a": (OWN,)}, MAY)

        assert work.likenesses.of_year(2024, MAY) == {"a": (OWN,), "c": (OTHER,)}
        assert work.likenesses.compared(2024) == {"county": "new", "city": "other"}


def test_what_was_compared_later_is_not_known_before(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.likenesses.keep("county", 2024, "digest", {"a": (OTHER,)}, MAY)

        assert work.likenesses.of_year(2024, APRIL) == {}
