"""What stands around a report in the store: the year before, the units below and beside it, the texts like its own."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.domain.capture import Capture, CaptureKind, Reading, Trail
from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Attribution
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import run_checks
from monitor.dossiers import Dossiers
from monitor.examples.sound import Draft
from monitor.jobs.likeness import LikenessPass, find_likenesses
from storage.archive import Location
from storage.unit_of_work import UnitOfWork, open_database, unit_of_work

SITE = "http://www.yunxi.gov.cn"
COUNTY = Unit("3709", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, SITE)
WELFARE, SCHOOLS, TAXES = (
    Unit(f"3709-{place}", name, kind, Level.COUNTY, "3709", SITE)
    for place, (name, kind) in enumerate(
        (
            ("云溪县民政局", UnitKind.DEPARTMENT),
            ("云溪县教育局", UnitKind.DEPARTMENT),
            ("云溪县税务局", UnitKind.VERTICAL),
        )
    )
)
NOW = datetime(2024, 4, 20, 1, tzinfo=UTC)
TEXT = (
    "围绕养老托育和救助帮扶，逐月更新办事指引，群众少跑腿。窗口配齐导办人员，节假日照常受理。"
    "把档案整理成册并扫描入库，便于随时调阅。新媒体账号由专人值守，留言当日转办。"
    "组织三场开放日，请居民代表走进办公场所提出看法。对过期公告设置醒目标识，避免误导。"
    "把服务大厅的排队叫号并入手机，预约错峰。街坊议事会上发放纸质手册，字号放大。"
    "公交站亭的屏幕滚动播放补贴发放进度。村里的广播每周三傍晚念一遍新政策，再答疑半小时。"
    "邀请律师旁听重大事项讨论，会后张贴纪要。请退休教师讲解补贴申领步骤，录成短片循环播放。"
)


@pytest.fixture
def work(shaped_file: Path, tmp_path: Path) -> Iterator[UnitOfWork]:
    engine = open_database(f"sqlite:///{shutil.copy(shaped_file, tmp_path / 'store.db')}")
    with unit_of_work(engine) as work:
        work.units.keep([COUNTY, WELFARE, SCHOOLS, TAXES])
        yield work
    engine.dispose()


def publish(work: UnitOfWork, unit: Unit, year: int, text: str | None = None) -> None:
    draft = Draft(year=year, unit_name=unit.name, kind=unit.kind, texts={} if text is None else {"s1_overview": text})
    page = capture(unit, year, text)
    work.captures.keep(page, Location("sample.warc.gz", 0, 1))
    work.reports.save(Reading(page, draft.extraction(), Attribution(unit.id, year, "the title")))


def capture(unit: Unit, year: int, text: str | None) -> Capture:
    return Capture(
        url=f"{SITE}/{unit.id}/{year}.html",
        body=f"{unit.id} {year} {text}".encode(),
        kind=CaptureKind.REPORT,
        fetched_at=datetime(year + 1, 1, 20, 1, tzinfo=UTC),
        trail=Trail(unit.site_id),
    )


def dossier(work: UnitOfWork, unit: Unit, year: int = 2023) -> Dossier:
    register = work.units.register()
    return Dossiers(work, register, year, NOW).of(register.get(unit.id))


def test_the_report_on_the_year_before_is_there(work: UnitOfWork) -> None:
    publish(work, WELFARE, 2022)
    publish(work, WELFARE, 2023)

    previous = dossier(work, WELFARE).previous

    assert previous is not None
    assert previous.report.report_year == 2022


def test_a_unit_that_took_over_the_work_of_another_has_no_year_to_be_compared_with(work: UnitOfWork) -> None:
    publish(work, WELFARE, 2022)
    publish(work, WELFARE, 2023)
    work.units.keep([replace(SCHOOLS, obliged_to=2023, successor_id=WELFARE.id)])

    assert dossier(work, WELFARE).previous is None


def test_a_government_has_the_figures_of_those_below_it_but_not_of_vertical_lines(work: UnitOfWork) -> None:
    for unit in (COUNTY, WELFARE, TAXES):
        publish(work, unit, 2023)

    below = dossier(work, COUNTY).subordinates

    assert [(one.unit, one.form, one.complete) for one in below] == [
        (WELFARE, "form_2021", True),
        (SCHOOLS, None, False),
    ]
    assert [one.standing is not None for one in below] == [True, True]
    assert sum(below[0].figures.values()) == 3 * 3 + 2
    assert dossier(work, WELFARE).subordinates == ()


def test_units_beside_a_unit_are_those_of_its_parent(work: UnitOfWork) -> None:
    assert dossier(work, WELFARE).siblings == (SCHOOLS, TAXES)
    assert dossier(work, COUNTY).siblings == ()


def test_like_texts_are_found_and_told_of_both(work: UnitOfWork) -> None:
    publish(work, WELFARE, 2023, f"{TEXT}云溪县民政局另有安排12项。")
    publish(work, SCHOOLS, 2023, f"{TEXT}云溪县教育局另有安排15项。")

    assert find_likenesses(work, 2023, NOW) == LikenessPass(groups=1, compared=1, found=2)
    for unit, other in ((WELFARE, SCHOOLS), (SCHOOLS, WELFARE)):
        found = run_checks(dossier(work, unit))
        (like,) = [one for one in found if one.check == "SIM-02" and not one.status.passed]
        assert like.status == "FAIL"
        assert f"与{other.name}疑似相互雷同（重复率100%）" in like.message.zh
        assert like.quotes
        assert all(quote in TEXT for quote in like.quotes)


def test_what_did_not_change_is_not_compared_again(work: UnitOfWork) -> None:
    publish(work, WELFARE, 2023, TEXT)
    publish(work, SCHOOLS, 2023, TEXT)
    find_likenesses(work, 2023, NOW)

    assert find_likenesses(work, 2023, NOW) == LikenessPass(groups=1, compared=0, found=0)
    assert dossier(work, WELFARE).likenesses

    publish(work, TAXES, 2023)
    assert find_likenesses(work, 2023, NOW).compared == 1


def test_last_years_text_is_found_again(work: UnitOfWork) -> None:
    publish(work, WELFARE, 2022, f"{TEXT}一年接待12人次。")
    publish(work, WELFARE, 2023, f"{TEXT}一年接待15人次。")
    find_likenesses(work, 2023, NOW)

    found = {one.check: one for one in run_checks(dossier(work, WELFARE)) if one.check.startswith("SIM")}

    assert found["SIM-01"].status == "FAIL"
    assert found["SIM-04"].status == "INFO"


def test_units_of_which_no_parent_is_known_are_not_compared_with_one_another(work: UnitOfWork) -> None:
    work.units.keep([replace(WELFARE, parent_id=None), replace(SCHOOLS, parent_id=None)])
    publish(work, WELFARE, 2023, TEXT)
    publish(work, SCHOOLS, 2023, TEXT)

    assert find_likenesses(work, 2023, NOW) == LikenessPass(groups=2, compared=2, found=0)


def test_a_report_that_was_taken_back_leaves_no_likeness_behind(work: UnitOfWork) -> None:
    publish(work, WELFARE, 2023, TEXT)
    publish(work, SCHOOLS, 2023, TEXT)
    find_likenesses(work, 2023, NOW)
    for unit in (WELFARE, SCHOOLS):
        work.reports.disown(capture(unit, 2023, TEXT), NOW)

    find_likenesses(work, 2023, NOW)

    assert dossier(work, WELFARE).likenesses == ()
