"""Runs the program's commands as a person types them."""

import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.cli import main


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def gongkai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs a command in an empty folder, with no settings but those given by name."""

    def run(*arguments: str | Path, **variables: str) -> Done:
        with monkeypatch.context() as changed:
            changed.chdir(tmp_path)
            for name in [name for name in os.environ if name.startswith("GONGKAI_")]:
                changed.delenv(name)
            for name, value in variables.items():
                changed.setenv(name, value)
            changed.setattr("sys.argv", ["gongkai", *map(str, arguments)])
            # Commands tell child processes of their workspace through the environment; this takes it back.
            changed.setenv("GONGKAI_WORKSPACE", variables.get("GONGKAI_WORKSPACE", "workspace"))
            with pytest.raises(SystemExit) as ended:
                main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int), shlex.join(map(str, arguments))
        return Done(code, printed.out, printed.err)

    return run
