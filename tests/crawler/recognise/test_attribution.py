"""A report goes to the unit it names; one that could be another's goes to nobody."""

from datetime import UTC, datetime

import pytest

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.extraction import Attribution
from crawler.domain.register import Register
from crawler.domain.report import Report
from crawler.domain.titles import read_title
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.recognise.attribution import attribute

COUNTY = "http://www.yunxi.gov.cn/"


def unit(unit_id: str, name: str, parent: str | None = "county", url: str = COUNTY, **facts: object) -> Unit:
    return Unit(unit_id, name, UnitKind.DEPARTMENT, Level.COUNTY, parent, url, **facts)  # type: ignore[arg-type]


REGISTER = Register(
    [
        unit("county", "云溪县人民政府", parent=None),
        unit("civil", "云溪县民政局", aliases=("民政局",)),
        unit("culture", "云溪县文化和旅游局"),
        unit("town", "云溪县城关镇人民政府"),
        unit("other", "临江县人民政府", parent=None, url="http://www.linjiang.gov.cn/"),
    ]
)
ALONE = Register([unit("county", "云溪县人民政府", parent=None)])


def given(
    title: str,
    link: str = "",
    *,
    page: tuple[str, ...] = (),
    signature: str | None = None,
    heading: str = "",
    register: Register = REGISTER,
) -> Attribution:
    trail = Trail("www.yunxi.gov.cn", link_text=link, list_heading=heading)
    capture = Capture(COUNTY + "a.html", CaptureKind.REPORT, b"", datetime(2024, 1, 20, tzinfo=UTC), trail)
    read = read_title(title)
    assert read is not None
    report = Report(read.text, read.unit_name or None, read.report_year, "form_2021", signature=signature)
    return attribute(capture, report, page, register)


FULL = "{}2023年政府信息公开工作年度报告"
NAMELESS = "2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("name", "unit_id"),
    [
        ("云溪县人民政府", "county"),
        ("云溪县政府", "county"),
        ("云溪县", "county"),
        ("江北市云溪县", "county"),
        ("云溪县民政局", "civil"),
        ("民政局", "civil"),
        ("江北市云溪县民政局", "civil"),
        ("城关镇", "town"),
        ("云溪县城关镇人民政府", "town"),
    ],
)
def test_a_name_in_the_title_gives_the_unit(name: str, unit_id: str) -> None:
    assert given(FULL.format(name)).unit_id == unit_id


@pytest.mark.parametrize(
    "name", ["临江县民政局", "临江县", "临江县城关镇", "江北市临江县民政局"], ids=lambda name: f"{name} on our site"
)
def test_a_body_of_another_county_is_not_ours_whatever_else_its_name_says(name: str) -> None:
    assert given(FULL.format(name)).unit_id is None


@pytest.mark.parametrize("name", ["云溪县文旅局", "云溪文旅局", "云溪县文化旅游局", "云溪县人民政府办公室"])
def test_a_name_that_may_be_short_for_a_unit_is_left_open_and_is_not_foreign(name: str) -> None:
    settled = given(FULL.format(name))

    assert (settled.unit_id, settled.foreign) == (None, False)


@pytest.mark.parametrize("name", ["云溪县审计局", "云溪县烟草专卖局", "天河区教育局"])
def test_a_body_that_the_register_does_not_hold_is_foreign(name: str) -> None:
    assert given(FULL.format(name)).foreign


@pytest.mark.parametrize(
    ("name", "foreign"), [("云溪县乡村振兴局", False), ("云溪县乡村振兴中心", True), ("临江县乡村振兴局", True)]
)
def test_a_body_of_its_kind_on_the_site_of_a_single_unit_may_be_that_unit_renamed(name: str, foreign: bool) -> None:
    settled = given(FULL.format(name), register=Register([unit("poverty", "云溪县扶贫局", parent=None)]))

    assert (settled.unit_id, settled.foreign) == (None, foreign)


def test_a_trail_of_crumbs_is_no_body_of_elsewhere() -> None:
    assert not given(FULL.format("当前位置:首页>审计局")).foreign


@pytest.mark.parametrize(
    ("said", "unit_id"),
    [
        pytest.param({"link": FULL.format("云溪县民政局")}, "civil", id="the link names it"),
        pytest.param({"page": (FULL.format("云溪县民政局"),)}, "civil", id="the page names it"),
        pytest.param({"signature": "云溪县民政局"}, "civil", id="the signature names it"),
        pytest.param({"heading": "民政局"}, "civil", id="the list names it"),
        pytest.param({}, None, id="nothing names it"),
    ],
)
def test_a_title_without_a_unit_is_completed_on_the_way(said: dict[str, object], unit_id: str | None) -> None:
    assert given(NAMELESS, **said).unit_id == unit_id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(FULL.format("云溪县城关镇"), id="another unit"),
        pytest.param(FULL.format("临江县民政局"), id="the same office elsewhere"),
        pytest.param(FULL.format("云溪县审计局"), id="a body that is not registered"),
        pytest.param(FULL.format("云溪县民政局").replace("2023", "2022"), id="another year"),
    ],
)
def test_what_title_and_link_do_not_agree_on_is_left_open(link: str) -> None:
    settled = given(FULL.format("云溪县民政局"), link)

    assert settled.unit_id is None
    assert not settled.foreign


def test_a_sole_unit_owns_what_nothing_names() -> None:
    assert given(NAMELESS, register=ALONE).unit_id == "county"


def test_a_sole_unit_does_not_own_what_another_body_signs() -> None:
    assert given(NAMELESS, signature="云溪县审计局", register=ALONE).unit_id is None


def test_a_sole_government_owns_what_its_office_signs() -> None:
    assert given(NAMELESS, signature="云溪县人民政府办公室", register=ALONE).unit_id == "county"


def test_a_title_without_a_year_is_not_given_one() -> None:
    settled = given("云溪县民政局政府信息公开年报")

    assert (settled.unit_id, settled.report_year) == (None, None)
