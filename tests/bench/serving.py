"""How fast pages come while forty people read at once, and what long exports take.

`python -m tests.bench.serving` fills a store of 150,000 obligations, starts `gongkai serve` on it as a process of its
own, and has readers in another process ask for overview, areas, units and reports: without a pause, and thinking a
second before each page. Beside each it prints what a static file of the same server takes. `--store DIR` keeps the
store, and takes the one that is there; `--units N` makes it smaller; `--postgresql` has it on a throw-away cluster.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from statistics import quantiles

from monitor.doctor import find_postgresql
from monitor.wiring import Workspace, find_and_load
from tests.bench.serving_exports import export_lists, fetched
from tests.bench.serving_readers import Reader, Reading, Seen
from tests.bench.serving_server import Server, served
from tests.bench.serving_store import open_store
from tests.bench.serving_visitors import STATIC, visitors
from tests.databases import running_cluster

READERS = 40
MOST_MILLISECONDS = 150
_THINKING = (1.0, 0.0)
_STATIC_SECONDS = 5
_SCOPES = 6


def main(arguments: Sequence[str]) -> int:
    """Fill, serve, read and print; 1 where a page was refused or broke off."""
    told = _parser().parse_args(arguments)
    failed = 0
    for name, database in _databases(postgresql=told.postgresql):
        with _folder(told.store, name) as folder, database as url:
            environment = {"GONGKAI_DATABASE_URL": url} if url else {}
            with closing(find_and_load(folder, environment)) as workspace:
                failed += _measure(name, workspace, environment, told)
    return int(failed > 0)


def _measure(name: str, workspace: Workspace, environment: Mapping[str, str], told: argparse.Namespace) -> int:
    store = open_store(workspace, told.units, told.findings)
    _say(f"{os.cpu_count()} cores, of which others took {os.getloadavg()[0]:.1f} before this began")
    _say(f"{name}: {store.units} units, {store.obligations} obligations, {store.findings} findings of the season")
    for line in store.filled:
        _say(f"  {line}")
    readers = visitors(workspace, store, READERS)
    failed = 0
    with served(workspace, environment) as server:
        _first(server, readers)
        for think in _THINKING:
            failed += _read(server, readers, think, told.seconds)
        failed += export_lists(server, readers[0].cookie, store, _say)
    return failed


def _first(server: Server, readers: Sequence[Reader]) -> None:
    """What is asked for first after a start takes longest: templates are compiled, and numbers are counted."""
    took = dict.fromkeys(readers[0].pages, 0.0)
    for reader in readers[:_SCOPES]:
        for kind, paths in reader.pages.items():
            took[kind] = max(took[kind], fetched(server.address + paths[0], reader.cookie).seconds * 1000)
    told = ", ".join(f"{kind} {milliseconds:.0f}" for kind, milliseconds in sorted(took.items()))
    _say(f"the slowest first page of each kind after the start, in ms: {told}")


def _read(server: Server, readers: Sequence[Reader], think: float, seconds: float) -> int:
    static = [Reader(reader.cookie, STATIC) for reader in readers]
    before = server.cpu()
    pages = _readers_in_child(Reading(server.address, readers, seconds, think))
    used = server.cpu() - before
    files = _readers_in_child(Reading(server.address, static, _STATIC_SECONDS, think))
    count = sum(map(len, pages.took.values()))
    _say(f"{len(readers)} readers, each thinking {think:g} s before a page: {count / seconds:.0f} pages/s, ", end="")
    _say(f"{used / max(count, 1) * 1000:.1f} ms of the server's processor each")
    _say(f"  {'':22}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for kind, took in sorted((pages.took | files.took).items()):
        _line(kind, took)
    everything = [one for took in pages.took.values() for one in took]
    _line("all pages", everything, most=MOST_MILLISECONDS)
    errors = pages.errors + files.errors
    _say(f"  errors: {len(errors)} {' '.join(sorted(set(errors))[:5])}")
    return len(errors)


def _line(kind: str, took: Sequence[float], most: float | None = None) -> None:
    p50, p95, p99 = of_hundred(took)
    verdict = "" if most is None else f"   p95 {'within' if p95 <= most else 'BEYOND'} {most:g} ms"
    _say(f"  {kind:<22}{len(took):9}{p50:9.1f}{p95:9.1f}{p99:9.1f}{verdict}")


def of_hundred(took: Sequence[float]) -> tuple[float, float, float]:
    """What the 50th, the 95th and the 99th of a hundred took.

    >>> of_hundred([float(number) for number in range(1, 102)])
    (51.0, 96.0, 100.0)
    """
    if len(took) < 2:
        return (took[0],) * 3 if took else (0.0, 0.0, 0.0)
    cut = quantiles(took, n=100, method="inclusive")
    return cut[49], cut[94], cut[98]


def _readers_in_child(reading: Reading) -> Seen:
    command = [sys.executable, "-m", "tests.bench.serving_readers"]
    done = subprocess.run(command, input=json.dumps(asdict(reading)), stdout=subprocess.PIPE, text=True, check=True)
    return Seen(**json.loads(done.stdout))


def _databases(*, postgresql: bool) -> Iterator[tuple[str, AbstractContextManager[str]]]:
    yield "SQLite", nullcontext("")
    if postgresql:
        yield "PostgreSQL", _postgresql()


@contextmanager
def _postgresql() -> Iterator[str]:
    programs = find_postgresql(os.environ)
    if programs is None:
        raise SystemExit("initdb and pg_ctl of PostgreSQL are not installed")
    with running_cluster(Path(programs)) as cluster:
        yield cluster.create("serving", cluster.shaped)


@contextmanager
def _folder(kept: Path | None, name: str) -> Iterator[Path]:
    """The folder of the workspace; PostgreSQL's is always new, like its cluster."""
    if kept is not None and name == "SQLite":
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-serving-") as folder:
        yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.serving", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path, help="a folder to keep the store in, or to take it from")
    parser.add_argument("--units", type=int, default=24_750, help="so many units, six report years each")
    parser.add_argument("--findings", type=int, default=50_000, help="so many findings of the season to export")
    parser.add_argument("--seconds", type=float, default=20, help="for how long is read")
    parser.add_argument("--postgresql", action="store_true", help="measure PostgreSQL, too")
    return parser


def _say(line: str, end: str = "\n") -> None:
    sys.stdout.write(line + end)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
