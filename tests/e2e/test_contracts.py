"""What commands print as JSON keeps to the published schemas."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

pytestmark = pytest.mark.slow

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")))


def test_reading_prints_one_object_for_each_file(gongkai: Any, real_reports: Path) -> None:
    files = sorted(real_reports.iterdir())

    done = gongkai("read", *files, "--format", "json")

    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [one["source"]["path"] for one in said] == [str(file) for file in files]
    for one in said:
        validator("report").validate(one)


@pytest.mark.parametrize("address", ["requests.granted.total", "proactive.procurement.projects"])
def test_where_a_figure_stands_keeps_to_its_schema(gongkai: Any, real_reports: Path, address: str) -> None:
    """The second of the addresses is not printed in the last of the documents."""
    for path in sorted(real_reports.iterdir()):
        done = gongkai("read", path, "--format", "json", "--show", address)

        validator("trace").validate(json.loads(done.stdout))


def test_a_lost_column_is_said_in_the_cell_and_in_a_doubt(gongkai: Any, real_reports: Path) -> None:
    file = next(iter(sorted(real_reports.glob("000*.txt"))))

    said = json.loads(gongkai("read", file, "--format", "json").stdout)

    cell = said["cells"]["requests.new_received.total"]
    assert (cell["state"], cell["value"], cell["certain"]) == ("number", 1, False)
    doubt = next(doubt for doubt in said["doubts"] if "requests.new_received.total" in doubt["cells"])
    assert "column" in doubt["message"]
    assert "proactive.licensing.decisions" not in said["cells"]


def test_checking_prints_a_list_of_findings(gongkai: Any, real_reports: Path) -> None:
    files = sorted(real_reports.iterdir())

    brief = json.loads(gongkai("check", *files, "--format", "json").stdout)
    everything = json.loads(gongkai("check", *files, "--format", "json", "--all").stdout)

    for found in (brief, everything):
        validator("findings").validate(found)
    assert {finding["status"] for finding in brief} == {"FAIL", "WARN", "INFO", "UNDETERMINED"}
    assert {"PASS", "PASS_IF_BLANK_ZERO"} <= {finding["status"] for finding in everything}
    assert {finding["file"] for finding in everything} == {str(file) for file in files}


def test_reading_prints_tables_to_look_at(gongkai: Any, real_reports: Path) -> None:
    file = next(iter(sorted(real_reports.glob("000*.txt"))))

    done = gongkai("read", file)

    assert "2020年度政府信息公开工作报告" in done.stdout
    assert "1?" in done.stdout
    assert "column_lost" in done.stdout


@pytest.mark.parametrize("suffix", ["csv", "yaml", "xlsx"])
def test_a_register_comes_in_every_format_and_goes_out_again(gongkai: Any, tmp_path: Path, suffix: str) -> None:
    row = {
        "id": "990121101",
        "name": "云溪县柳塘镇人民政府",
        "kind": "township",
        "level": "township",
        "parent_id": "",
        "site_url": "http://www.yunxi.example.gov.cn/",
        "aliases": "柳塘镇；柳塘",
        "local_due": "01-26",
        "obliged_from": "2020",
    }
    _write(tmp_path / f"units.{suffix}", row)

    imported = gongkai("--workspace", "ws", "units", "import", f"units.{suffix}")
    exported = gongkai("--workspace", "ws", "units", "export").stdout
    (tmp_path / "again.csv").write_text(exported, "utf-8")
    gongkai("--workspace", "other", "units", "import", "again.csv")

    assert imported.returncode == 0, imported.stderr
    assert "990121101,云溪县柳塘镇人民政府,township" in exported
    assert "柳塘镇；柳塘,,01-26,,2020" in exported
    assert gongkai("--workspace", "other", "units", "export").stdout == exported


def _write(path: Path, row: dict[str, str]) -> None:
    if path.suffix == ".csv":
        path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", "utf-8")
    elif path.suffix == ".yaml":
        path.write_text("units:\n- " + "\n  ".join(f'{key}: "{value}"' for key, value in row.items()), "utf-8")
    else:
        book = openpyxl.Workbook()
        book.active.append(list(row))
        book.active.append([int(value) if value.isdigit() else value for value in row.values()])
        book.save(path)


def test_the_doctor_says_what_is_there(gongkai: Any) -> None:
    done = gongkai("doctor")

    assert done.returncode == 0
    assert "Chromium" in done.stdout
    assert "Python" in done.stdout


def test_the_doctor_says_what_is_missing_and_how_to_mend_it(gongkai: Any, tmp_path: Path) -> None:
    done = gongkai("doctor", PATH=str(tmp_path), PLAYWRIGHT_BROWSERS_PATH=str(tmp_path))

    assert done.returncode == 1
    assert "missing" in done.stdout
    assert "playwright install chromium" in " ".join(done.stdout.split())
