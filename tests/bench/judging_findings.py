"""What the checks find of planted defects, and what they say of clean reports.

`python -m tests.bench.judging_findings --clean 10000 --planted 100 --seed 7` judges made-up reports in two processes
and prints a line for each check. A decided finding on a clean report, a check that crashes, or a defect that is not
found ends it with an error.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from crawler.domain.finding import Outcome
from monitor.checks import all_checks
from tests.planting.catalogue import PLANTS
from tests.planting.judging import Tally, clean_of, judge_clean, judge_planted, plants_by_key, tidy_of

_PROCESSES = 2
_AREAS_AT_ONCE = 8
_MOST_ROUNDS = 400
_SHOWN = 40
_SAID = (Outcome.FAIL, Outcome.WARN, Outcome.INFO, Outcome.UNDETERMINED)


def main() -> int:
    """Judge, print, and say by the status whether anything was wrong."""
    options = _options()
    started = time.monotonic()
    with ProcessPoolExecutor(_PROCESSES) as pool:
        tally = _clean(pool, options.seed, options.clean)
        of_clean = time.monotonic() - started
        pages = _pages(pool, options.seed, options.pages)
        tally.add(_planted(pool, options.seed, options.planted))
    _tell(tally, pages)
    seconds = time.monotonic() - started
    sys.stdout.write(f"{tally.clean} clean reports in {of_clean:.0f} s, all in {seconds:.0f} s\n")
    sys.stdout.write("".join(f"  {trouble}\n" for trouble in [*tally.troubles, *pages.troubles][:_SHOWN]))
    lacking = {check.id for check in all_checks()} - {plant.check for plant in PLANTS if tally.planted[plant.key]}
    sys.stdout.write(f"no defect was planted for {', '.join(sorted(lacking))}\n" if lacking else "")
    return int(tally.wrong + pages.wrong + len(lacking) > 0)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clean", type=int, default=10_000, help="clean reports to judge")
    options.add_argument("--planted", type=int, default=100, help="reports to put each defect into")
    options.add_argument("--pages", type=int, default=300, help="reports to read back from pages of HTML")
    options.add_argument("--seed", type=int, default=7)
    return options.parse_args()


def _clean(pool: ProcessPoolExecutor, seed: int, wanted: int) -> Tally:
    tally, first = Tally(), 0
    while tally.clean < wanted:
        areas = range(first, first + _AREAS_AT_ONCE)
        for seen in pool.map(partial(_judge_area, seed), areas):
            tally.add(seen)
        first = areas.stop
    return tally


def _pages(pool: ProcessPoolExecutor, seed: int, wanted: int) -> Tally:
    tally, first = Tally(), 0
    while sum(tally.planted.values()) + tally.clean < wanted:
        areas = range(first, first + _PROCESSES)
        for seen in pool.map(partial(_judge_pages, seed), areas):
            tally.add(seen)
        first = areas.stop
    return tally


def _planted(pool: ProcessPoolExecutor, seed: int, wanted: int) -> Tally:
    """Area after area, with the defects that were not put into enough reports yet."""
    tally = Tally()
    for number in range(_MOST_ROUNDS):
        open_keys = [plant.key for plant in PLANTS if tally.planted[plant.key] < wanted]
        if not open_keys:
            break
        areas = range(number * _PROCESSES, (number + 1) * _PROCESSES)
        for seen in pool.map(partial(_judge_plants, seed, open_keys), areas):
            tally.add(seen)
    return tally


def _judge_area(seed: int, area: int) -> Tally:
    return judge_clean(clean_of(seed, area), f"{seed}/{area}")


def _judge_pages(seed: int, area: int) -> Tally:
    where, reports = f"page {seed}/{area}", tidy_of(seed, -area - 1)
    tally = judge_clean(reports, where, on_pages=True)
    tally.add(judge_planted(reports[:1], PLANTS, where, on_pages=True))
    return tally


def _judge_plants(seed: int, keys: Sequence[str], area: int) -> Tally:
    return judge_planted(tidy_of(seed, area), plants_by_key(keys), f"{seed}/{area}")


def _tell(tally: Tally, pages: Tally) -> None:
    heads = "".join(f"{outcome.value:>14}" for outcome in _SAID)
    sys.stdout.write(f"check    planted  found  root elsewhere  on pages{heads}  unlooked for  decided beside it\n")
    for check in all_checks():
        keys = [plant.key for plant in PLANTS if plant.check == check.id]
        planted, found, folded = (sum(seen[key] for key in keys) for seen in (tally.planted, tally.found, tally.folded))
        on_pages = f"{sum(pages.found[key] for key in keys)}/{sum(pages.planted[key] for key in keys)}"
        said = "".join(f"{_rate(tally.said[check.id, outcome.value], tally.clean):>14}" for outcome in _SAID)
        unlooked = sum(tally.unexpected[check.id, outcome.value] for outcome in _SAID)
        beside = ", ".join(other for (one, other) in sorted(tally.beside) if one == check.id)
        figures = f"{planted:7}  {found:5}  {folded:14}  {on_pages:>8}{said}  {unlooked:12}"
        sys.stdout.write(f"{check.id:7}  {figures}  {beside}\n")
    sys.stdout.write(f"read back from pages: {pages.clean} clean, {sum(pages.planted.values())} planted\n")


def _rate(count: int, of: int) -> str:
    return f"{count} {100 * count / of:.2f}%" if count else "0"


if __name__ == "__main__":
    sys.exit(main())
