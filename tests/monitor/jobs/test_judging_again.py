"""What is as it was when last judged is not judged again, and nobody can tell from the findings."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from crawler.domain.correction import Correction
from crawler.domain.report import Address, CellState
from monitor.jobs.evaluate import MonitorRun, evaluate, run_monitor
from storage.finding_tables import findings
from storage.schema import upgrade
from storage.tables import publications
from storage.unit_of_work import open_database, unit_of_work
from tests.bench.judging_world import AS_OF, YEAR, Scale, bare, country, fill, publish, visit_again

pytestmark = pytest.mark.slow

SCALE = Scale(2, 0.1)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small country, to be copied."""
    path = tmp_path_factory.mktemp("country") / "filled.db"
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    fill(f"sqlite:///{path}", SCALE)
    return path


@pytest.fixture
def opened(tmp_path: Path, filled: Path) -> Iterator[Callable[[str], Engine]]:
    """Opens a small country of its own for each name."""
    engines: list[Engine] = []

    def build(name: str) -> Engine:
        engines.append(open_database(f"sqlite:///{shutil.copy(filled, tmp_path / f'{name}.db')}"))
        return engines[-1]

    yield build
    for engine in engines:
        engine.dispose()


def judged(engine: Engine, *, at: timedelta = timedelta(0), only_changed: bool = False) -> MonitorRun:
    with unit_of_work(engine) as work:
        return run_monitor(work, YEAR, AS_OF + at, only_changed=only_changed)


def kept(engine: Engine) -> list[tuple[object, ...]]:
    """All that is kept of findings, when they were seen last left out."""
    left_out = {"id", "last_seen_at"}
    columns = [column for column in findings.columns if column.name not in left_out]
    with engine.connect() as connection:
        return sorted((tuple(map(str, row)) for row in connection.execute(select(*columns))), key=str)


def something_comes(engine: Engine) -> None:
    """Three reports and a visit to their site."""
    with unit_of_work(engine) as work:
        published = {one.unit_id for one in work.reports.publications(YEAR)}
    new = [unit for unit in country(SCALE) if unit.parent_id and unit.id not in published][:3]
    raw = bare(engine.url.render_as_string(hide_password=False))
    with raw.begin() as connection:
        publish(connection, iter(new), YEAR, random.Random(8))  # noqa: S311 - the same reports every time
        visit_again(connection, [0], AS_OF - timedelta(hours=1))
    raw.dispose()


def test_a_second_look_at_the_same_judges_nobody_and_changes_nothing(opened: Callable[[str], Engine]) -> None:
    engine = opened("one")

    first, before = judged(engine), kept(engine)
    again = judged(engine, at=timedelta(hours=1))

    assert (first.units, first.judged) == (90, 90)
    assert (again.units, again.judged) == (90, 0)
    assert kept(engine) == before


def test_a_summary_says_the_same_of_what_was_kept_and_of_what_is_judged_now(opened: Callable[[str], Engine]) -> None:
    engine = opened("one")
    with unit_of_work(engine) as work:
        fresh = [(one.standing, one.findings, one.form) for one in evaluate(work, YEAR, AS_OF)]
    judged(engine)

    with unit_of_work(engine) as work:
        again = [(one.standing, one.findings, one.form) for one in evaluate(work, YEAR, AS_OF)]

    assert again == fresh


def test_judging_what_changed_alone_leaves_what_judging_everything_leaves(opened: Callable[[str], Engine]) -> None:
    some, everything = opened("some"), opened("everything")
    for engine in (some, everything):
        judged(engine)
        something_comes(engine)

    partial = judged(some, at=timedelta(hours=2), only_changed=True)
    whole = judged(everything, at=timedelta(hours=2))

    assert (partial.units, partial.judged) == (45, 4)
    assert (whole.units, whole.judged) == (90, 4)
    assert kept(some) == kept(everything)


def test_on_another_day_everything_is_looked_at(opened: Callable[[str], Engine]) -> None:
    engine = opened("one")
    judged(engine)

    assert judged(engine, at=timedelta(days=1), only_changed=True).units == 90


def test_a_correction_and_another_register_have_everything_looked_at(opened: Callable[[str], Engine]) -> None:
    engine = opened("one")
    judged(engine)
    with unit_of_work(engine) as work:
        publication = work.reports.publications(YEAR)[0]
        cell = Address.parse("requests.granted.total")
        number = Correction(
            0, publication.unit_id, YEAR, publication.digest, cell, CellState.BLANK, None, "王", "", AS_OF
        )
        work.corrections.add(number)
    corrected = judged(engine, at=timedelta(hours=1), only_changed=True)
    with unit_of_work(engine) as work:
        work.units.keep(work.units.register())
    renewed = judged(engine, at=timedelta(hours=2), only_changed=True)

    assert (corrected.units, renewed.units) == (90, 90)
    assert corrected.judged >= 1
    assert renewed.judged == 0


def test_a_report_of_two_addresses_is_judged_every_time(opened: Callable[[str], Engine]) -> None:
    engine = opened("one")
    with engine.begin() as connection:
        of_year = select(publications.c.id, publications.c.unit_id).where(publications.c.report_year == YEAR)
        one, other = connection.execute(of_year.order_by(publications.c.id).limit(2))
        given = update(publications).where(publications.c.id == other.id).values(unit_id=one.unit_id)
        connection.execute(given)
    judged(engine)

    assert judged(engine, at=timedelta(hours=1)).judged == 1


def test_both_databases_come_to_the_same(opened: Callable[[str], Engine], url: str) -> None:
    fill(url, SCALE)
    one, other = opened("one"), open_database(url)
    try:
        for engine in (one, other):
            judged(engine)
            something_comes(engine)
            judged(engine, at=timedelta(hours=2), only_changed=True)
        assert kept(other) == kept(one)
    finally:
        other.dispose()
