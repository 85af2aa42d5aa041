"""Reading in a process of its own, so that its memory and that of its children can be told from the maker's.

`python -m tests.bench.reading_child OUT FILE…` reads the files in turn and pickles what came of each into OUT.
"""

import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Extraction
from crawler.flow import read_bytes

_EVERY = 0.02
_KILOBYTES = 1024


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of one file: an extraction or the reason for none, and the seconds it took."""

    extraction: Extraction | None
    refusal: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of several files, and the most memory in MB that reading them took at once."""

    files: tuple[ReadFile, ...]
    peak: float


class Reading:
    """A running child that reads files; several may run at once."""

    def __init__(self, bodies: Mapping[str, bytes]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        paths = [Path(self._folder.name) / name for name in bodies]
        for path, body in zip(paths, bodies.values(), strict=True):
            path.write_bytes(body)
        self._out = Path(self._folder.name) / "read.pickle"
        command = [sys.executable, "-m", "tests.bench.reading_child", str(self._out), *map(str, paths)]
        self._child = subprocess.Popen(command)

    def finished(self) -> Measured:
        """Wait for the end, watching the memory."""
        peak = 0.0
        while self._child.poll() is None:
            peak = max(peak, _resident(self._child.pid))
            time.sleep(_EVERY)
        if self._child.returncode:
            raise RuntimeError(f"the reading child ended with status {self._child.returncode}")
        told = pickle.loads(self._out.read_bytes())  # noqa: S301 - our own child wrote it
        self._folder.cleanup()
        return Measured(tuple(ReadFile(*file) for file in told), peak)


def read_in_child(bodies: Mapping[str, bytes]) -> Measured:
    """Read files, by the names they are to have, in one child."""
    return Reading(bodies).finished()


def main(arguments: Sequence[str]) -> None:
    """Read the files and pickle what came of them."""
    out, *paths = map(Path, arguments)
    out.write_bytes(pickle.dumps([_read(path) for path in paths]))


def _read(path: Path) -> tuple[Extraction | None, str, float]:
    body = path.read_bytes()
    started = time.perf_counter()
    extraction, refusal = None, ""
    try:
        extraction = read_bytes(body, path.name)
    except (NotReadable, NotAnAnnualReport) as error:
        refusal = error.reason
    return extraction, refusal, time.perf_counter() - started


def _resident(root: int) -> float:
    """The memory of a process and all below it, in MB; those that end meanwhile count for nothing."""
    family, waiting = [], [root]
    parents = _parents()
    while waiting:
        family.append(waiting.pop())
        waiting += [pid for pid, parent in parents.items() if parent == family[-1]]
    return sum(map(_own_resident, family)) / _KILOBYTES


def _parents() -> dict[int, int]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (status := _status(int(entry.name))):
            found[int(entry.name)] = int(status.get("PPid", "0"))
    return found


def _own_resident(pid: int) -> int:
    return int(_status(pid).get("VmRSS", "0 kB").split()[0])


def _status(pid: int) -> Mapping[str, str]:
    try:
        lines = (Path("/proc") / str(pid) / "status").read_text("utf-8").splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


if __name__ == "__main__":
    main(sys.argv[1:])
