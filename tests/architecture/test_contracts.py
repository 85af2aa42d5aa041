"""`make check` as tests, so that CI, which runs the tests, runs the very same commands."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
BIN = Path(sys.executable).parent


def prerequisites(target: str) -> list[str]:
    line = re.search(rf"^{target}:([^#\n]*)", MAKEFILE, re.MULTILINE)
    assert line is not None, f"the Makefile has no target {target}"
    return line[1].split()


def recipe(target: str) -> list[str]:
    """The commands of a target, as make runs them."""
    lines = re.search(rf"^{target}:.*\n((?:\t.*\n)*)", MAKEFILE, re.MULTILINE)
    assert lines is not None, f"the Makefile has no target {target}"
    return [line.strip() for line in lines[1].splitlines()]


COMMANDS = [command for target in prerequisites("check") for command in recipe(target)]


def test_make_check_looks_at_style_types_and_layers() -> None:
    assert COMMANDS == ["$(BIN)/ruff check .", "$(BIN)/ruff format --check .", "$(BIN)/mypy", "$(BIN)/lint-imports"]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_the_tree_passes(command: str) -> None:
    program, *arguments = shlex.split(command.replace("$(BIN)", str(BIN)))

    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
