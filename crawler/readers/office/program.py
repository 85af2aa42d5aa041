"""Runs a program that converts a file: within a time, within a size, and never longer than we live."""

import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

FindProgram = Callable[[str], str | None]
"""Where a program of that name is installed; None where it is not."""

OUTPUT_LIMIT = 64 * 1024 * 1024
"""No file that a program writes grows beyond this many bytes."""

_BLOCK = 512

# The shell leads a group of its own. It reads from a pipe that we hold: when we are gone the pipe ends, and
# the shell kills its group, grandchildren too, which a signal to the program alone would leave running.
_SUPERVISED = """
exec 3<&0
ulimit -f "$1"; shift
{ read -r _ <&3; kill -s KILL 0; } & watch=$!
"$@" </dev/null 3<&-; status=$?
kill "$watch"; wait "$watch"
exit "$status"
"""


def run_program(command: Sequence[str], folder: Path, seconds: float) -> bytes | None:
    """Run a program in a folder that is its home too, and return what it prints; None where its time was up."""
    printed = folder / "printed"
    with printed.open("wb") as output, _started(command, folder, output.fileno()) as shell:
        try:
            shell.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(shell.pid, signal.SIGKILL)
    return printed.read_bytes()


def _started(command: Sequence[str], folder: Path, output: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - the caller names the program, and its name and files are ours
        ["/bin/sh", "-c", _SUPERVISED, "sh", str(OUTPUT_LIMIT // _BLOCK), *command],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        process_group=0,
    )


def _environment(folder: Path) -> dict[str, str]:
    """A home of its own, and for whatever would look at the network a proxy that is not there."""
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")
    return {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8", **nowhere}
