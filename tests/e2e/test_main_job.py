"""The main job, end to end: what the commands say of the sample world is what is true there."""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from spiders.simulator.sample import AS_OF, REPORT_YEAR, sample_world

pytestmark = pytest.mark.slow

FIRST = AS_OF - timedelta(days=2)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest) -> Mapping[str, str]:
    """Which database is used: the embedded one, or PostgreSQL by its address."""
    if request.param == "sqlite":
        return {}
    return {"GONGKAI_DATABASE_URL": request.getfixturevalue("cluster").create("main_job", "template1")}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, crawl_room: Any, settings: Mapping[str, str]) -> Iterator[Any]:
    """The sample world, crawled twice, two days apart."""
    with crawl_room(tmp_path_factory.mktemp("main"), sample_world(), **settings) as opened:
        opened.crawl(FIRST)
        opened.crawl(AS_OF)
        yield opened


@pytest.fixture
def run(room: Any, gongkai: Any, settings: Mapping[str, str]) -> Any:
    """Runs a command on the crawled workspace."""

    def run(*arguments: Any) -> Any:
        told = {"GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true", **settings}
        return gongkai("--workspace", room.workspace.folder, *arguments, **told)

    return run


@pytest.fixture
def command(run: Any) -> Any:
    """Runs a command as of a moment, by default the one after the second crawl."""
    return lambda *arguments, now=AS_OF + timedelta(hours=1): run(*arguments, "--now", now.isoformat())


def summary(command: Any, *options: str, **when: Any) -> Any:
    done = command("summary", "--year", REPORT_YEAR, "--format", "json", *options, **when)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_unit_stands_where_it_truly_stands(room: Any, command: Any) -> None:
    truth = {one.unit_id: one for one in room.world.truth if one.report_year == REPORT_YEAR}

    said = {unit["id"]: unit for unit in summary(command)["units"]}

    assert {unit_id: unit["status"] for unit_id, unit in said.items()} == {
        unit_id: one.status.value for unit_id, one in truth.items()
    }
    assert {unit_id: (unit["due_on"], unit["days_late"]) for unit_id, unit in said.items()} == {
        unit_id: (one.due_on.isoformat(), one.days_late) for unit_id, one in truth.items()
    }


def test_what_was_planted_is_found_and_nothing_else_is_accused(room: Any, command: Any) -> None:
    planted = {
        (one.unit_id, finding.check, finding.status.value)
        for one in room.world.truth
        for finding in one.findings
        if one.report_year == REPORT_YEAR
    }

    said = {
        (unit["id"], finding["check"], finding["status"])
        for unit in summary(command)["units"]
        for finding in unit["findings"]
        if finding["status"] == "FAIL"
    }

    assert planted <= said
    assert {unit_id for unit_id, _, _ in said} == {unit_id for unit_id, _, _ in planted}


def test_after_one_good_look_nothing_is_called_missing(room: Any, command: Any) -> None:
    truth = {one.unit_id: one.first_status.value for one in room.world.truth if one.report_year == REPORT_YEAR}

    said = {unit["id"]: unit["status"] for unit in summary(command, now=FIRST + timedelta(hours=1))["units"]}

    assert said == truth
    assert "missing" not in said.values()


def test_before_the_due_date_nobody_is_late(command: Any) -> None:
    said = summary(command, now=AS_OF.replace(month=1, day=5))

    assert {unit["status"] for unit in said["units"]} == {"not_yet_due"}


def test_every_accusation_shows_its_page(command: Any) -> None:
    accused = [unit for unit in summary(command)["units"] if unit["status"] in ("late", "missing")]

    assert len(accused) == 3
    assert all(piece["url"].startswith("http") and piece["at"] for unit in accused for piece in unit["evidence"])
    assert all(unit["evidence"] for unit in accused)


@pytest.mark.parametrize("output", ["text", "csv", "html"])
def test_the_summary_comes_in_every_format(command: Any, tmp_path: Path, output: str) -> None:
    done = command("summary", "--year", REPORT_YEAR, "--format", output, "--output", f"out/summary.{output}")

    text = (tmp_path / "out" / f"summary.{output}").read_text("utf-8")
    assert done.returncode == 0
    assert "云溪县司法局" in text
    assert "逾期未公布" in text


def test_the_summary_speaks_english_when_asked(command: Any) -> None:
    done = command("summary", "--year", REPORT_YEAR, "--language", "en")

    assert "missing" in done.stdout.lower()
    assert "逾期" not in done.stdout


def test_an_area_is_summed_up_by_itself(command: Any) -> None:
    said = summary(command, "--area", "990122")

    assert {unit["id"] for unit in said["units"]} == {"990122", "990122901", "990122902"}


def test_findings_are_kept_listed_and_shown(command: Any, run: Any, room: Any) -> None:
    assert command("monitor", "--year", REPORT_YEAR).returncode == 0

    listed = command("findings", "list", "--year", REPORT_YEAR).stdout
    with room.work() as work:
        kept = work.findings.open_findings(REPORT_YEAR, "990121905")
    shown = run("findings", "show", str(kept[0].id)).stdout

    assert [one.finding.check for one in kept] == ["PUB-01"]
    assert "PUB-01" in listed
    assert "云溪县司法局" in shown


def test_the_store_gives_back_what_was_read(run: Any) -> None:
    done = run("report", "990122", "--year", str(REPORT_YEAR), "--format", "json")

    said = json.loads(done.stdout)
    assert (said["schema"], said["report_year"], said["form"]) == ("gongkai.report/1", REPORT_YEAR, "form_2021")
    assert len(said["cells"]) == 200


def test_reading_the_archive_again_changes_nothing_and_asks_nobody(room: Any, command: Any) -> None:
    before = len(room.simulator.requests)

    done = command("reread")

    assert done.returncode == 0
    assert done.stdout == ""
    assert "0 now read otherwise" in done.stderr
    assert len(room.simulator.requests) == before


def test_a_crawl_by_command_tells_how_it_went_and_is_noted_as_a_run(room: Any, command: Any) -> None:
    done = command("crawl", "990122", now=AS_OF)

    assert done.returncode == 0, done.stderr
    assert "1 sites" in done.stderr
    with room.work() as work:
        assert work.runs.last("crawl").outcome == "done"


def test_a_unit_that_is_found_later_becomes_late(tmp_path: Path, crawl_room: Any, gongkai: Any) -> None:
    """石汀县人民政府 was due on 31 March and published on 9 April."""
    with crawl_room(tmp_path / "season", sample_world()) as room:
        seen = []
        for day in (2, 4, 10):
            now = AS_OF.replace(day=day)
            room.crawl(now, "-a", "units=990122")
            later = (now + timedelta(hours=1)).isoformat()
            options = ("summary", "--year", REPORT_YEAR, "--format", "json", "--now", later)
            said = json.loads(gongkai("--workspace", room.workspace.folder, *options).stdout)
            seen.append(next(unit["status"] for unit in said["units"] if unit["id"] == "990122"))

    assert seen == ["missing_unconfirmed", "missing", "late"]
