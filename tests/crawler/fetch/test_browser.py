"""A Chromium is found on PATH first, then among Playwright's downloads, newest first."""

from pathlib import Path

import pytest

from crawler.fetch.browser import find_chromium, launch_options


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def downloaded(folder: Path, build: str) -> Path:
    return program(folder / f"chromium-{build}" / "chrome-linux" / "chrome")


def environ(tmp_path: Path) -> dict[str, str]:
    return {"PATH": str(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers")}


def test_one_on_path_goes_before_a_download(tmp_path: Path) -> None:
    downloaded(tmp_path / "browsers", "1200")
    on_path = program(tmp_path / "bin" / "chromium")

    assert find_chromium(environ(tmp_path)) == on_path


def test_the_newest_download_is_taken_by_its_number(tmp_path: Path) -> None:
    downloaded(tmp_path / "browsers", "999")
    newest = downloaded(tmp_path / "browsers", "1200")

    assert find_chromium(environ(tmp_path)) == newest


def test_none_is_found_where_there_is_none(tmp_path: Path) -> None:
    assert find_chromium(environ(tmp_path)) is None
    assert "executable_path" not in launch_options(environ(tmp_path))


@pytest.mark.parametrize(("user", "sandbox_off"), [(0, True), (1000, False)], ids=["root", "a user"])
def test_only_root_runs_without_the_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, sandbox_off: bool
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)

    arguments = launch_options(environ(tmp_path))["args"]

    assert isinstance(arguments, list)
    assert ("--no-sandbox" in arguments) is sandbox_off
