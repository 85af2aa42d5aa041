"""The register of an area to be filled in, from the table of divisions."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.domain.errors import BadRegister, UnknownArea
from crawler.domain.unit import Level, UnitKind
from monitor.cli.app import app
from monitor.divisions import Divisions, load_divisions, unit_of
from monitor.register_files import COLUMNS, read_register


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return load_divisions()


@pytest.mark.parametrize(
    ("code", "name", "kind", "level", "parent"),
    [
        ("63", "青海省人民政府", "government", "province", None),
        ("632800", "海西蒙古族藏族自治州人民政府", "government", "prefecture", "630000"),
        ("632821", "乌兰县人民政府", "government", "county", "632800"),
        ("632821100", "乌兰县希里沟镇人民政府", "township", "township", "632821"),
        ("632821100000", "乌兰县希里沟镇人民政府", "township", "township", "632821"),
        ("110101", "北京市东城区人民政府", "government", "county", "110000"),
        ("110101001", "东城区东华门街道办事处", "subdistrict", "township", "110101"),
        ("500229", "城口县人民政府", "government", "county", "500000"),
        ("441900003", "东莞市东城街道办事处", "subdistrict", "township", "441900"),
        ("460400", "儋州市人民政府", "government", "prefecture", "460000"),
        ("429004", "仙桃市人民政府", "government", "county", "420000"),
        ("429021", "神农架林区人民政府", "government", "county", "420000"),
        ("659001", "石河子市人民政府", "government", "county", "650000"),
        ("542500", "阿里地区行政公署", "government", "prefecture", "540000"),
        ("152500", "锡林郭勒盟行政公署", "government", "prefecture", "150000"),
    ],
)
def test_a_division_is_called_as_its_government_is(
    divisions: Divisions, code: str, name: str, kind: str, level: str, parent: str | None
) -> None:
    unit = unit_of(divisions.get(code), divisions)

    assert (unit.name, unit.kind, unit.level, unit.parent_id) == (name, UnitKind(kind), Level(level), parent)


def test_all_provinces_and_their_counties_are_there(divisions: Divisions) -> None:
    levels = [len(division.code) for division in divisions]

    assert (levels.count(2), levels.count(4), levels.count(6)) == (31, 333, 2850)
    assert len(divisions) == 41908


def test_what_stands_above_has_a_government(divisions: Divisions) -> None:
    assert all(divisions.above(division) is not None for division in divisions if len(division.code) > 2)


def test_a_code_that_no_division_has_is_an_error(divisions: Divisions) -> None:
    with pytest.raises(UnknownArea, match="no division has the code '990000'"):
        divisions.get("990000")


def test_the_register_of_an_area_has_its_governments_and_townships_with_open_addresses() -> None:
    done = CliRunner().invoke(app, ["units", "scaffold", "--area", "632800"])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))

    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["id"], rows[0]["parent_id"]) == ("632800", "")
    assert {row["parent_id"] for row in rows[1:]} <= {row["id"] for row in rows}
    assert {row["site_url"] for row in rows} == {""}
    assert [row["kind"] for row in rows].count("government") == 7


def test_it_can_be_imported_once_it_is_filled_in_and_says_before_what_is_lacking(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    CliRunner().invoke(app, ["units", "scaffold", "--area", "632821", "--no-townships", "--output", str(file)])

    with pytest.raises(BadRegister, match="line 2: site_url is empty"):
        read_register(file)
    filled = file.read_text("utf-8").replace("county,,,", "county,,http://www.wulanxian.gov.cn/,")
    file.write_text(filled, "utf-8")
    assert [unit.name for unit in read_register(file)] == ["乌兰县人民政府"]
