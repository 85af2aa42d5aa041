"""What judging a country costs: a first evaluation, one of which nothing has changed, and one after a hundred reports.

`python -m tests.bench.judging` fills stores of growing size, with a tenth of this year's reports and then with all,
and prints for each run the seconds of one core, per thousand units and beside the smallest store, and the peak of
memory. `--governments 3300` for the whole country (45 units each), `--url postgresql://…` for an empty database on
PostgreSQL, of one size only. The similarity pass is measured by `tests.bench.judging_likeness` and left out here.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, func, select

from monitor.jobs import evaluate
from storage.finding_tables import findings
from storage.schema import upgrade
from storage.unit_of_work import open_database, unit_of_work
from tests.bench.judging_world import AS_OF, YEAR, Scale, bare, fill, publish, units_of, visit_again

_SIZES = (220, 660, 1650, 3300)
_SHARES = (0.1, 1.0)
_NEW_REPORTS, _ON_SITES = 100, 20
_KINDS = ("first", "unchanged", "after 100 reports")


def main(arguments: Sequence[str]) -> int:
    """Print the curve; each store is judged in a process of its own, so that its memory is its own."""
    told = _parser().parse_args(arguments)
    if told.store:
        _measure(told.store, Scale(told.governments, told.share))
        return 0
    sys.stdout.write("units    published  run                 cpu s    per 1000   ratio   peak MB  judged  findings\n")
    sys.stdout.flush()
    sizes = [size for size in _SIZES if size < told.governments] + [told.governments]
    for share in told.shares or _SHARES:
        base: dict[str, float] = {}
        for size in sizes if not told.url else [told.governments]:
            _tell(size, share, _in_child(size, share, told.url), base)
    return 0


def _tell(size: int, share: float, lines: Iterator[dict[str, float]], base: dict[str, float]) -> None:
    units = Scale(size).units
    for kind, line in zip(_KINDS, lines, strict=True):
        per_thousand = line["cpu"] / units * 1000
        ratio = per_thousand / base.setdefault(kind, per_thousand)
        sys.stdout.write(
            f"{units:7}  {share:9.0%}  {kind:18}  {line['cpu']:6.1f}  {per_thousand:9.2f}  {ratio:6.2f}"
            f"  {line['peak']:8.0f}  {line['judged']:6.0f}  {line['findings']:8.0f}\n"
        )
        sys.stdout.flush()


def _in_child(size: int, share: float, url: str) -> Iterator[dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="gongkai-judging-") as folder:
        store = url or f"sqlite:///{Path(folder) / 'store.db'}"
        command = [sys.executable, "-m", "tests.bench.judging", "--store", store]
        command += ["--governments", str(size), "--share", str(share)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        yield from (json.loads(line) for line in done.stdout.splitlines())


def _measure(store: str, scale: Scale) -> None:
    engine = open_database(store)
    upgrade(engine)
    fill(store, scale)
    for number, kind in enumerate(_KINDS):
        if kind == _KINDS[-1]:
            _something_comes(engine)
        began = time.process_time()
        with unit_of_work(engine) as work:
            done = evaluate.run_monitor(
                work, YEAR, AS_OF + timedelta(hours=number), only_changed=kind == _KINDS[-1], likenesses=False
            )
        line = {"cpu": time.process_time() - began, "peak": _peak(), "judged": done.judged, "findings": _kept(engine)}
        sys.stdout.write(json.dumps(line) + "\n")
    engine.dispose()


def _something_comes(engine: Engine) -> None:
    """A hundred reports on twenty sites, which were visited; where all have published, only the visits."""
    here = [unit for number in range(_ON_SITES) for unit in units_of(number)]
    with unit_of_work(engine) as work:
        published = {one.unit_id for one in work.reports.publications(YEAR, [unit.id for unit in here])}
    new = (unit for unit in here if unit.id not in published)
    raw = bare(engine.url.render_as_string(hide_password=False))
    with raw.begin() as connection:
        publish(connection, islice(new, _NEW_REPORTS), YEAR, random.Random(3))  # noqa: S311 - the same every time
        visit_again(connection, range(_ON_SITES), AS_OF + timedelta(hours=1))
    raw.dispose()


def _kept(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(findings)).scalar_one()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--governments", type=int, default=660, help="of the largest store, 45 units each")
    parser.add_argument("--shares", type=float, action="append", help="only with this share published this year")
    parser.add_argument("--url", default="", help="an empty database to fill, in place of SQLite files")
    parser.add_argument("--store", default="", help=argparse.SUPPRESS)
    parser.add_argument("--share", type=float, default=0.1, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
