"""Where obligations stood, and which areas their units lie in, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import Engine, select

from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Severity
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from storage.standing_lists import BadKey, Order, Wanted
from storage.standing_records import Stood
from storage.standing_tables import standings, unit_lines
from storage.unit_of_work import UnitOfWork, unit_of_work

SITE = "http://www.yunxi.gov.cn/"
CITY = Unit("10", "青岚市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, None, SITE)
COUNTY = Unit("1001", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, "10", SITE)
SCHOOLS = Unit("100101", "云溪县教育局", UnitKind.DEPARTMENT, Level.COUNTY, "1001", SITE)
ROADS = Unit("100102", "云溪县交通局", UnitKind.DEPARTMENT, Level.COUNTY, "1001", SITE)
OTHER = Unit("1002", "石汀县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, "10", SITE)
AT = datetime(2025, 4, 20, 1, tzinfo=UTC)


def stood(unit: Unit, status: Status, **facts: object) -> Stood:
    owed = Obligation(unit, 2024, date(2025, 1, 31), DueBasis.STATUTORY, statutory_due=date(2025, 1, 31))
    seen = Evidence(SITE, AT, Text("栏目可正常浏览", "the column could be seen"))
    return Stood(Standing(unit, 2024, status, owed, evidence=(seen,), **facts))  # type: ignore[arg-type]


def keep(work: UnitOfWork, *kept: Stood) -> int:
    return work.standings.keep(2024, AT, kept)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with unit_of_work(engine) as work:
        work.units.keep([CITY, COUNTY, SCHOOLS, ROADS, OTHER])
        keep(
            work,
            stood(CITY, Status.ON_TIME, published_on=date(2025, 1, 20), published_basis="page"),
            stood(COUNTY, Status.ON_TIME, published_on=date(2025, 1, 10), published_basis="page"),
            stood(SCHOOLS, Status.MISSING),
            stood(ROADS, Status.LATE, published_on=date(2025, 2, 3), published_basis="list", days_late=3),
            stood(OTHER, Status.UNVERIFIABLE),
        )
        work.standings.close(2024, AT)
    return engine


def test_what_is_kept_is_given_back_whole(engine: Engine) -> None:
    local = Obligation(ROADS, 2024, date(2025, 1, 20), DueBasis.LOCAL, date(2025, 1, 31), date(2025, 1, 20), "样例函")
    seen = Evidence(SITE, AT, Text("所见", "seen"))
    standing = Standing(
        ROADS, 2024, Status.LATE, local, date(2025, 2, 3), "list", 14, f"{SITE}a.html", (seen,), breaks_law=True
    )
    kept = Stood(standing, "form_2021", 2, 3, 4, 1, Severity.HIGH, denied=False)

    with unit_of_work(engine) as work:
        work.units.keep([ROADS])
        keep(work, kept)

        assert work.standings.of_unit(ROADS.id) == (replace(kept, as_of=AT),)


def test_only_what_changed_is_written_again(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        assert keep(work, stood(SCHOOLS, Status.MISSING), stood(OTHER, Status.UNVERIFIABLE)) == 0
        assert keep(work, stood(SCHOOLS, Status.MISSING), stood(OTHER, Status.MISSING)) == 1


def test_a_unit_that_left_the_register_stands_nowhere(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        work.standings.remove_all_but(2024, {CITY.id, COUNTY.id})

    with filled.connect() as connection:
        assert set(connection.execute(select(standings.c.unit_id)).scalars()) == {CITY.id, COUNTY.id}


def test_the_edition_grows_with_every_evaluation_and_every_change_of_the_register(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        (first,) = work.standings.seasons()
        work.standings.close(2024, AT)
        (second,) = work.standings.seasons()
        work.units.keep([replace(SCHOOLS, name="云溪县教育和体育局")])
        (third,) = work.standings.seasons()

    assert first.edition < second.edition < third.edition


def test_a_unit_lies_in_every_area_above_it_and_moves_with_what_it_stands_below(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        assert work.standings.line_of(SCHOOLS.id) == tuple((unit.id, unit.name) for unit in (CITY, COUNTY, SCHOOLS))
        work.units.keep([replace(COUNTY, parent_id=OTHER.id)])

        assert [unit_id for unit_id, _ in work.standings.line_of(SCHOOLS.id)] == ["10", "1002", "1001", "100101"]
        assert work.standings.lies_within(SCHOOLS.id, frozenset({OTHER.id}))
        assert not work.standings.lies_within(OTHER.id, frozenset({COUNTY.id}))


def test_a_unit_above_that_is_registered_later_is_found(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.units.keep([SCHOOLS])
        work.units.keep([CITY, COUNTY])

        assert [unit_id for unit_id, _ in work.standings.line_of(SCHOOLS.id)] == ["10", "1001", "100101"]


def test_a_loop_in_the_register_ends(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.units.keep([replace(CITY, parent_id=SCHOOLS.id), COUNTY, SCHOOLS])

    with engine.connect() as connection:
        assert len(connection.execute(select(unit_lines)).all()) == 9


def test_counts_are_of_the_areas_of_the_reader_alone(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        county = work.standing_counts.by_status(2024, frozenset({COUNTY.id}))
        nobody = work.standing_counts.by_status(2024, frozenset())
        areas = work.standing_counts.areas_in(2024, {CITY.id})

    assert {count.status: count.units for count in county} == {Status.ON_TIME: 1, Status.MISSING: 1, Status.LATE: 1}
    assert nobody == ()
    assert [(area.unit_id, sum(area.counts.values())) for area in areas] == [("1001", 3), ("1002", 1)]


def test_the_parts_of_a_list_make_the_list_in_every_order(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        for order, descending in product(Order, (False, True)):
            wanted = Wanted(2024, order=order, descending=descending)
            whole = [one.unit.id for one in work.standing_lists.part(wanted, 100)]

            assert in_parts(work, wanted) == whole
            assert len(set(whole)) == 5


def in_parts(work: UnitOfWork, wanted: Wanted) -> list[str]:
    found, after = list[str](), None
    while some := work.standing_lists.part(wanted, 2, after):
        found += [one.unit.id for one in some]
        after = wanted.key_of(some[-1])
    return found


def test_a_list_is_filtered_by_area_status_kind_and_name(filled: Engine) -> None:
    late = Wanted(2024, area=COUNTY.id, statuses=frozenset({Status.LATE}), kinds=frozenset({UnitKind.DEPARTMENT}))
    with unit_of_work(filled) as work:
        assert [one.unit for one in work.standing_lists.part(late, 10)] == [ROADS]
        assert work.standing_lists.count(replace(late, name="交通")) == 1
        assert work.standing_lists.count(replace(late, name="%")) == 0
        assert work.standing_lists.count(Wanted(2024, areas=frozenset({OTHER.id}))) == 1


def test_a_key_that_is_no_place_in_a_list_is_refused(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        for after in ("", "x", "[1]", '["a","b"]', '[99999999999,"1"]', "null", '[1,"1",2]', '[true,"1"]', "[1,1]"):
            with pytest.raises(BadKey):
                work.standing_lists.part(Wanted(2024), 10, after)


def test_dates_of_signature_are_no_dates_of_publication(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        keep(work, stood(OTHER, Status.ON_TIME_BY_SIGN_DATE, published_on=date(2025, 1, 5), published_basis="signed"))

        assert [one.day.day for one in work.standing_counts.published_by_day(2024, None)] == [10, 20, 3]


def test_what_is_due_is_counted_from_today_on(filled: Engine) -> None:
    with unit_of_work(filled) as work:
        keep(work, stood(SCHOOLS, Status.DUE_SOON), stood(ROADS, Status.NOT_YET_DUE))
        due = work.standing_counts.due_from(2024, None, date(2025, 1, 31))

        assert [(one.unseen, one.due) for one in due] == [(2, 5)]
        assert work.standing_counts.due_from(2024, None, date(2025, 2, 1)) == ()
