from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from crawler.domain.dossier import Status
from crawler.domain.evidence import DateBasis
from crawler.domain.finding import Outcome
from crawler.domain.register import Register
from crawler.domain.unit import UnitKind
from spiders.simulator.building import pages_of, place
from spiders.simulator.plan import figures_of
from spiders.simulator.real import real_world
from spiders.simulator.sample import AS_OF, REPORT_YEAR, sample_world
from spiders.simulator.server import Simulator
from spiders.simulator.sites import SHANGHAI, Fault
from spiders.simulator.world import Expected, Planted, World


def last_season(world: World) -> dict[str, Expected]:
    names = {unit.id: unit.name for _, unit in world.carried()}
    return {names[expected.unit_id]: expected for expected in world.truth if expected.report_year == REPORT_YEAR}


def test_the_sample_world_holds_every_case_once(world: World) -> None:
    statuses = Counter(expected.status for expected in last_season(world).values())

    assert statuses == {
        Status.ON_TIME: 12,
        Status.ON_TIME_BY_SIGN_DATE: 1,
        Status.LATE: 2,
        Status.MISSING: 1,
        Status.UNVERIFIABLE: 3,
    }


def test_the_planted_findings_are_those_of_four_units_and_the_late_ones(world: World) -> None:
    findings = {name: expected.findings for name, expected in last_season(world).items() if expected.findings}

    assert findings == {
        "云溪县财政局": (Planted("T3-02", Outcome.FAIL),),
        "云溪县文化和旅游局": (Planted("NAR-09", Outcome.FAIL),),
        "云溪县司法局": (Planted("PUB-01", Outcome.FAIL),),
        "云溪县民政局": (Planted("PUB-02", Outcome.FAIL),),
        "石汀县人民政府": (Planted("PUB-02", Outcome.FAIL),),
    }


def test_the_late_reports_are_counted_in_calendar_days(world: World) -> None:
    season = last_season(world)

    assert (season["石汀县人民政府"].due_on, season["石汀县人民政府"].days_late) == (date(2025, 3, 31), 9)
    assert (season["云溪县民政局"].due_on, season["云溪县民政局"].days_late) == (date(2025, 1, 31), 14)


def test_only_a_signature_dates_the_report_of_the_health_commission(world: World) -> None:
    expected = last_season(world)["石汀县卫生健康局"]

    assert (expected.published_basis, expected.published_on) == (DateBasis.SIGNED, date(2025, 1, 13))


def test_the_missing_report_has_predecessors(world: World) -> None:
    missing = next(unit for _, unit in world.carried() if unit.name == "云溪县司法局")

    assert world.expected(missing.id, 2023).status is Status.ON_TIME
    assert world.expected(missing.id, 2024).status is Status.MISSING
    assert world.expected(missing.id, 2024).first_status is Status.MISSING_UNCONFIRMED


@pytest.mark.parametrize(
    ("now", "status"),
    [
        pytest.param(datetime(2025, 3, 31, 23, 59, tzinfo=SHANGHAI), Status.NOT_YET_DUE, id="last minute"),
        pytest.param(datetime(2025, 4, 1, 0, 30, tzinfo=SHANGHAI), Status.MISSING, id="half an hour late"),
        pytest.param(datetime(2025, 4, 9, 9, tzinfo=SHANGHAI), Status.LATE, id="published at last"),
    ],
)
def test_the_truth_moves_with_the_clock(world: World, now: datetime, status: Status) -> None:
    assert world.expected("990122", 2024, now).status is status


def test_the_register_is_a_register(world: World) -> None:
    with Simulator(world.sites, AS_OF) as simulator:
        register = Register(world.register(simulator.urls))

        assert len(register) == 19
        assert len(register.sites()) == len(world.sites) == 7
        assert len(register.within("990100")) == 19
        assert {unit.site_url for unit in register} == set(simulator.urls.values())


def test_the_report_behind_the_broken_list_is_not_on_its_first_page(world: World) -> None:
    site = next(site for site in world.sites if site.fault is Fault.LISTING_BROKEN)
    report = next(entry for entry in site.entries if entry.report and entry.report.year == REPORT_YEAR)

    pages = pages_of(site, AS_OF).values()

    name = place(site, report).path.encode()
    assert {page.list_page for page in pages if name in page.body} - {0} == {2}


def test_governments_report_at_least_what_their_departments_do(world: World) -> None:
    reports = {
        (entry.report.unit_name, entry.report.year): entry.report.figures
        for site in world.sites
        for entry in site.entries
        if entry.report is not None
    }
    units = {unit.id: unit for _, unit in world.carried()}
    for unit in units.values():
        parent, own = units.get(unit.parent_id or ""), reports.get((unit.name, REPORT_YEAR))
        if parent is not None and own is not None:
            above = reports[parent.name, REPORT_YEAR]
            assert all(above[address] >= figure for address, figure in own.items())


def test_the_sample_world_is_the_same_every_time() -> None:
    assert sample_world() == sample_world()


def test_no_figures_without_plans() -> None:
    assert figures_of([], [2024]) == {}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Invented files under the names of the real ones; the real ones are no part of the project."""
    for number in ("000", "001", "002", "003", "004"):
        (tmp_path / f"{number}_x.txt").write_text(f"第{number}号\n\n规章\t0\t1\n\n尾", "utf-8")
    (tmp_path / "district.pdf").write_bytes(b"%PDF-1.4 invented")
    return tmp_path


def test_the_real_world_serves_a_folder(reports: Path) -> None:
    world = real_world(reports)

    served = {site.name: pages_of(site, world.as_of).values() for site in world.sites}
    assert any("<td>规章</td><td>0</td>".encode() in page.body for page in served["循化撒拉族自治县人民政府"])
    assert any(page.content_type == "text/plain" and b"001" in page.body for page in served["循化撒拉族自治县人民政府"])
    assert any(page.body.startswith(b"%PDF") for page in served["淮安市洪泽区人民政府"])
    assert len(Register(unit for _, unit in world.carried())) == 5


def test_no_real_government_owes_a_report_that_is_not_served(reports: Path) -> None:
    world = real_world(reports)

    served = {(fact.unit.id, fact.report_year) for fact in world.facts}

    assert served == {
        (unit.id, year)
        for _, unit in world.carried()
        for year in range(unit.obliged_from or 0, (unit.obliged_to or 0) + 1)
    }


def test_the_bureau_is_named_in_the_list_only(reports: Path) -> None:
    site = next(site for site in real_world(reports).sites if site.name == "云溪县人民政府")

    article = pages_of(site, AS_OF)[place(site, site.entries[0]).path].body.decode()

    assert "民政局" not in article
    assert site.entries[0].listed_as == "云溪县民政局2020年政府信息公开工作年度报告"


def test_the_real_world_knows_when_each_report_was_put_there(reports: Path) -> None:
    world = real_world(reports)

    assert [(fact.unit.id, fact.report_year, fact.on) for fact in world.facts] == [
        ("630225", 2020, date(2021, 3, 20)),
        ("630225", 2021, date(2022, 1, 20)),
        ("630200", 2020, date(2021, 3, 10)),
        ("990121902", 2020, date(2021, 1, 25)),
        ("640522104", 2020, date(2021, 1, 28)),
        ("320813", 2023, date(2024, 1, 15)),
    ]
    assert {expected.status for expected in world.truth} == {Status.ON_TIME}


def test_a_folder_without_the_reports_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="000"):
        real_world(tmp_path)


def test_every_kind_of_unit_has_its_due_date(world: World) -> None:
    due = {(unit.kind, world.expected(unit.id, REPORT_YEAR).due_on) for _, unit in world.carried()}

    assert due == {
        (UnitKind.GOVERNMENT, date(2025, 3, 31)),
        (UnitKind.DEPARTMENT, date(2025, 1, 31)),
        (UnitKind.TOWNSHIP, date(2025, 1, 31)),
        (UnitKind.SUBDISTRICT, date(2025, 1, 31)),
    }
