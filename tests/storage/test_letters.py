"""Letters in the database."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)


def test_what_a_letter_told_is_known_of_its_recipient_alone(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.letters.record("city@example.gov.cn", "通报", "……", ["1:opened", "2:opened"], NOW)

    with unit_of_work(engine) as work:
        assert work.letters.told("city@example.gov.cn") == {"1:opened", "2:opened"}
        assert work.letters.told("province@example.gov.cn") == frozenset()


def test_a_letter_that_tells_something_twice_is_recorded_all_the_same(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.letters.record("city", "通报", "……", ["1", "1", "2"], NOW)
        work.letters.record("city", "通报", "……", ["2", "3"], NOW)
        work.letters.record("province", "通报", "……", ["2"], NOW)

        assert work.letters.told("city") == {"1", "2", "3"}
        assert work.letters.told("province") == {"2"}


def test_a_letter_without_keys_is_still_a_letter(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.letters.record("city", "无新情况", "", [], NOW)

        assert work.letters.told("city") == frozenset()
