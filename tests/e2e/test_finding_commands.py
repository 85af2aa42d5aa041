"""People judge findings and correct figures by commands, and what they say holds until its evidence changes."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from crawler.domain.capture import Capture, CaptureKind, Reading, Trail
from crawler.domain.extraction import Attribution
from monitor.examples import scene
from monitor.wiring import find_and_load
from storage.findings import StoredFinding
from storage.unit_of_work import unit_of_work
from storage.warc import Location

pytestmark = pytest.mark.slow

UNIT, YEAR, PAGE = "370902", 2024, "https://www.yunxi.gov.cn/zfxxgk/nb/report.html"
TOTAL = "requests.total_handled.total"
UNSUMMED = (f"{TOTAL} = 0",)
OFFICE = """
[[offices]]
id = "yunxi"
name = "云溪县政务公开办公室"
email = "gk@yunxi.gov.cn"
area_id = "370902"
"""
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "finding.schema.json"


@dataclass(frozen=True)
class Desk:
    """A workspace with one unit, whose report is as a test says."""

    folder: Path
    gongkai: Callable[..., Any]

    def run(self, *arguments: object, at: str = "2025-04-20T10:00", code: int = 0) -> Any:
        done = self.gongkai("--workspace", self.folder, *arguments, "--now", at)
        assert done.returncode == code, done.stderr
        return done

    def work(self) -> Any:
        return unit_of_work(find_and_load(self.folder, {}).database)

    def publish(self, *lines: str, body: bytes = b"first", day: int = 1) -> None:
        drawn = scene(("year: 2024", *lines)).draft.extraction()
        seen = datetime(2025, 3, day, 1, tzinfo=UTC)
        capture = Capture(PAGE, CaptureKind.REPORT, body, seen, Trail("www.yunxi.gov.cn"))
        read = replace(drawn, digest=hashlib.sha256(body).hexdigest())
        with self.work() as work:
            work.captures.keep(capture, Location("sample.warc.gz", 7, 9))
            work.reports.save(Reading(capture, read, Attribution(UNIT, YEAR, "the title")))

    def findings(self, check: str = "T3-04") -> list[StoredFinding]:
        with self.work() as work:
            return [one for one in work.findings.of_year(YEAR) if one.finding.check == check]

    def shown(self, finding: StoredFinding) -> Any:
        said = json.loads(self.run("findings", "show", finding.id, "--format", "json").stdout)
        Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(said)
        return said


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one unit and one office."""
    folder = tmp_path_factory.mktemp("desk") / "ws"
    workspace = find_and_load(folder, {})
    workspace.prepare()
    (folder / "gongkai.toml").write_text(OFFICE, "utf-8")
    with unit_of_work(workspace.database) as work:
        work.units.keep([scene(("year: 2024",)).unit])
    workspace.close()
    return folder


@pytest.fixture
def desk(prepared: Path, tmp_path: Path, gongkai: Any) -> Desk:
    return Desk(Path(shutil.copytree(prepared, tmp_path / "ws")), gongkai)


def letter(desk: Desk) -> str:
    return str(desk.run("alert", "preview", "--year", YEAR).stdout)


def test_a_finding_is_explained_from_the_rule_to_the_bytes(desk: Desk) -> None:
    desk.publish(*UNSUMMED)
    desk.run("monitor", "--year", YEAR)
    found = desk.findings()[0]

    said = desk.shown(found)
    text = desk.run("findings", "show", found.id).stdout

    assert (said["check"], said["state"], said["unit"]["id"]) == ("T3-04", "open", UNIT)
    assert said["rule"]["basis"]
    cell = next(cell for cell in said["cells"] if cell["address"] == TOTAL)
    assert cell["label"] == "表三“（七）总计”行“总计”列"
    assert cell["printed"]["value"] == 0
    assert said["captures"][0]["url"] == PAGE
    assert said["captures"][0]["archive"] == {"file": "sample.warc.gz", "offset": 7, "length": 9}
    assert said["letter"] in letter(desk)
    for part in (cell["label"], said["captures"][0]["sha256"], said["rule"]["basis"], "首次监测到"):
        assert part in text


def test_what_is_dismissed_is_told_to_nobody_until_the_report_is_another(desk: Desk) -> None:
    desk.publish(*UNSUMMED)
    desk.run("monitor", "--year", YEAR)
    before = letter(desk)
    for found in desk.findings():
        desk.run("findings", "dismiss", found.id, "--by", "王芳", "--note", "表格注明不填")
    desk.run("monitor", "--year", YEAR)
    dismissed = letter(desk)
    desk.publish(f"{TOTAL} = 1", body=b"second", day=5)
    desk.run("monitor", "--year", YEAR, at="2025-04-21T10:00")

    assert ("T3-04" in before, "T3-04" in dismissed, "T3-04" in letter(desk)) == (True, False, True)
    history = desk.shown(desk.findings()[0])["history"]
    assert [step["step"] for step in history] == ["opened", "dismissed", "reopened"]
    assert (history[1]["by"], history[1]["note"]) == ("王芳", "表格注明不填")
    assert history[2]["cause"] == "report_changed"
    assert history[2]["changed_at"].startswith("2025-03-05")


def test_what_is_acknowledged_still_counts(desk: Desk) -> None:
    desk.publish(*UNSUMMED)
    desk.run("monitor", "--year", YEAR)
    found = desk.findings()[0]

    desk.run("findings", "acknowledge", found.id, "--by", "王芳")

    assert "T3-04" in letter(desk)
    assert f"{found.id}:" in desk.run("findings", "list", "--year", YEAR).stdout
    assert f"{found.id}:" not in desk.run("findings", "list", "--year", YEAR, "--state", "open").stdout
    refused = desk.run("findings", "acknowledge", found.id, "--by", "王芳", code=1)
    assert f"finding {found.id} is acknowledged and cannot be acknowledged" in refused.stderr


def test_a_verdict_needs_a_name_and_a_dismissal_a_reason(gongkai: Any) -> None:
    for arguments in (
        ["acknowledge", 1],
        ["dismiss", 1, "--by", "王芳"],
        ["dismiss", 1, "--by", "王芳", "--note", " "],
    ):
        done = gongkai("findings", *arguments)

        assert (done.returncode, "--" in done.stderr) == (2, True)


def test_a_figure_read_wrongly_is_corrected_and_the_finding_goes(desk: Desk) -> None:
    desk.publish(*UNSUMMED, f"unsure: {TOTAL}")
    sound = scene(("year: 2024",)).draft.extraction().report.cell("requests", "total_handled", "total")
    assert sound is not None
    desk.run("monitor", "--year", YEAR)
    before = {one.state.value for one in desk.findings()}

    desk.run(
        "correct", UNIT, "--year", YEAR, "--cell", TOTAL, "--value", sound.value, "--by", "王芳", "--note", "看原件"
    )
    desk.run("monitor", "--year", YEAR)

    assert before == {"open"}
    assert {one.state.value for one in desk.findings()} == {"resolved"}
    assert desk.shown(desk.findings()[0])["history"][-1]["cause"] == "corrected"


def test_a_correction_stands_beside_what_was_read_and_only_for_those_bytes(desk: Desk) -> None:
    desk.publish()
    desk.run("correct", UNIT, "--year", YEAR, "--cell", TOTAL, "--value", "9", "--by", "王芳", "--note", "看原件")
    said = cell_in_store(desk)
    desk.run("monitor", "--year", YEAR)
    found = next(one for one in desk.findings() if "9" in one.finding.message.zh)
    shown = next(cell for cell in desk.shown(found)["cells"] if cell["address"] == TOTAL)
    desk.publish("title: 云溪县人民政府2024年政府信息公开年报", "add to s1_overview: 更正。", body=b"second", day=5)
    told = desk.run("monitor", "--year", YEAR, at="2025-04-21T10:00").stderr

    assert (said["value"], said["by"], said["certain"]) == (9, "correction", True)
    assert said["read"]["value"] != 9
    assert (shown["correction"]["by"], shown["correction"]["note"]) == ("王芳", "看原件")
    assert shown["read"]["value"] == said["read"]["value"]
    assert "by" not in cell_in_store(desk)
    assert f"correction 1 of {UNIT} no longer applies" in told
    assert "no longer applies" in desk.gongkai("--workspace", desk.folder, "corrections", "list").stdout


def test_a_correction_is_withdrawn_and_stays_known(desk: Desk) -> None:
    desk.publish()
    desk.run("correct", UNIT, "--year", YEAR, "--cell", TOTAL, "--value", "/", "--by", "王芳", "--note", "看原件")
    withdraw = ("corrections", "withdraw", 1, "--by", "李明", "--note", "看错行")

    desk.run(*withdraw)

    assert "by" not in cell_in_store(desk)
    assert "李明" in desk.gongkai("--workspace", desk.folder, "corrections", "list").stdout
    assert "no correction 1 in force" in desk.run(*withdraw, code=1).stderr


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("requests.granted.totl", "3", "nearest: requests.granted.total"),
        (TOTAL, "three", "neither a number nor blank nor /"),
        (TOTAL, "-1", "no cell counts"),
    ],
)
def test_a_correction_that_says_nothing_is_wrong_usage(gongkai: Any, cell: str, value: str, said: str) -> None:
    who = ("--by", "王芳", "--note", "看原件")

    done = gongkai("correct", UNIT, "--year", YEAR, f"--cell={cell}", f"--value={value}", *who)

    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())


def cell_in_store(desk: Desk) -> Any:
    done = desk.gongkai("--workspace", desk.folder, "report", UNIT, "--year", YEAR, "--format", "json")
    return json.loads(done.stdout)["cells"][TOTAL]
