"""The doctor finds what is there, and tries remedies until the thing is found."""

import os
from pathlib import Path

import pytest

from monitor.doctor import Diagnosis, diagnose, find_postgresql, mend


def missing(thing: Path, *remedies: tuple[str, ...]) -> Diagnosis:
    return Diagnosis("a thing", str(thing) if thing.exists() else None, "serves a test", needed=True, remedies=remedies)


def test_remedies_are_tried_until_one_helps(tmp_path: Path) -> None:
    thing = tmp_path / "thing"
    sick = missing(thing, ("false",), ("no-such-command",), ("touch", str(thing)), ("touch", str(tmp_path / "late")))
    said: list[str] = []

    mended = mend(sick, lambda: (missing(thing),), said.append)

    assert mended
    assert thing.exists()
    assert not (tmp_path / "late").exists()
    assert [line for line in said if line.startswith("a thing is missing")] == [
        "a thing is missing: false",
        "a thing is missing: no-such-command",
        f"a thing is missing: touch {thing}",
    ]
    assert sum("that failed" in line for line in said) == 2


def test_what_no_remedy_mends_stays_missing(tmp_path: Path) -> None:
    sick = missing(tmp_path / "thing", ("true",))

    assert not mend(sick, lambda: (sick,), lambda line: None)


@pytest.mark.parametrize("for_tests", [True, False])
def test_the_tests_need_a_database_server_and_the_program_does_not(for_tests: bool) -> None:
    needed = {seen.name: seen.needed for seen in diagnose(os.environ, for_tests=for_tests)}

    assert needed["PostgreSQL server"] is for_tests
    assert needed["Chromium"]


@pytest.mark.parametrize("for_tests", [True, False])
def test_without_converters_the_program_runs_and_reads_fewer_media(for_tests: bool) -> None:
    needed = {seen.name: seen.needed for seen in diagnose({"PATH": "/nowhere"}, for_tests=for_tests)}
    found = {seen.name: seen.found for seen in diagnose({"PATH": "/nowhere"}, for_tests=for_tests)}

    assert [needed[name] for name in ("LibreOffice", "antiword", "bsdtar")] == [for_tests] * 3
    assert found["LibreOffice"] is None


def test_a_server_is_complete_only_with_both_its_programs(tmp_path: Path) -> None:
    (tmp_path / "initdb").touch(mode=0o755)
    alone = find_postgresql({"PATH": str(tmp_path)})

    (tmp_path / "pg_ctl").touch(mode=0o755)

    assert alone != str(tmp_path)
    assert find_postgresql({"PATH": str(tmp_path)}) == str(tmp_path)
