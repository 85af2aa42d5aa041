"""How well the crawl finds what is there, and whom it accuses of what: over generated sites of all families.

`python -m tests.bench.finding` crawls 200 generated sites on three days, first whole ones, then with faults, and
prints what was found of what was published, at what cost, and what was said of the units; it ends with status 1
if any unit was wrongly called missing. `--sites N`, `--seed N`, `--families trs,plain`, `--faults calendar,slow`
(one of these on every site; `--faults all` for all in turn), `--only whole` or `--only faults`, `--days 1`; `--misses`
names every report that was missed or wrongly called missing.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from crawler.domain.dossier import Status
from spiders.simulator.families import FAMILIES
from spiders.simulator.generator import generated_world
from spiders.simulator.server import NOT_REGISTERED
from spiders.simulator.sites import Fault, SimulatedSite
from tests.bench.finding_judge import Judged, is_curable, judged, least_requests, revised_keys, wrongly_attributed
from tests.bench.finding_run import Day, Run, run_of

_CAUSES_SHOWN = 25


def main(arguments: Sequence[str]) -> int:
    """Measure and print; how many units were wrongly called missing."""
    told = _parser().parse_args(arguments)
    wrong = 0
    for faults in (False, True):
        if told.only in (None, "faults" if faults else "whole"):
            world = generated_world(
                told.seed, told.sites, faults=faults, families=told.families, flaws=told.faults if faults else ()
            )
            run = run_of(world, told.keep / ("faults" if faults else "whole") if told.keep else None, told.days)
            _say(f"\n{told.sites} sites, seed {told.seed}, {'with faults' if faults else 'without faults'}")
            wrong += _report(run, names_misses=told.misses)
    return wrong


def _report(run: Run, *, names_misses: bool) -> int:
    reports = list(judged(run))
    _tell_whole(run, reports)
    _tell_cost(run, reports)
    asked = Counter(request.site for request in run.days[0].requests)
    _tell_groups("family", reports, asked, lambda one: one.site.family)
    if any(site.fault for site in run.world.sites):
        _tell_groups("fault", reports, asked, lambda one: one.site.fault.value if one.site.fault else "none")
    _tell_causes(reports)
    if names_misses:
        _tell_misses(reports)
    return sum(one.wrongly_missing for one in reports)


def _tell_whole(run: Run, reports: Sequence[Judged]) -> None:
    findable = [one for one in reports if one.findable]
    hidden = [one for one in reports if one.published and not one.fact.reachable]
    absent = [one for one in reports if not one.published]
    unseen = [one for one in findable if one.statuses[-1] is Status.UNVERIFIABLE]
    unsaid = [one for one in absent if one.statuses[-1] is Status.UNVERIFIABLE and is_curable(one.site)]
    wrong = wrongly_attributed(run)
    _say(f"  reports found / published and visible   {_share(sum(one.found for one in findable), len(findable))}")
    _say(f"  found although a fault hides the site   {_share(sum(one.found for one in hidden), len(hidden))}")
    _say(f"  wrongly attributed                      {len(wrong)}")
    _say(f"  wrongly called missing (goal 0)         {sum(one.wrongly_missing for one in reports)}")
    _say(f"  rightly called missing / not published  {_share(sum(one.rightly_missing for one in absent), len(absent))}")
    _say(f"  unverifiable though it could be seen    {len(unseen)}, and {len(unsaid)} that are not published")
    new, revised = [one for one in findable if one.is_new], revised_keys(run)
    changed = [one for one in reports if (one.fact.unit.id, one.fact.report_year) in revised]
    stray = sum(request.site == NOT_REGISTERED for day in run.days for request in day.requests)
    _say(f"  new since the first crawl, found        {_share(sum(one.found for one in new), len(new))}")
    _say(f"  silently revised, noticed               {_share(sum(one.editions > 1 for one in changed), len(changed))}")
    _say(f"  requests to an unregistered address     {stray}")
    for one in wrong[:_CAUSES_SHOWN]:
        _say(f"    {one.url} is not {one.unit_id}'s on {one.report_year}")


def _tell_cost(run: Run, reports: Sequence[Judged]) -> None:
    sites = [site for site in run.world.sites if is_curable(site)]
    names = {site.name for site in sites}
    asked = [Counter(request.site for request in day.requests) for day in run.days]
    found = sum(one.found for one in reports if one.site.name in names)
    first, least = sum(asked[0][name] for name in names), sum(least_requests(site) for site in sites)
    wanted = sum(one.findable for one in reports if one.site.name in names)
    same = {site.name for site in sites if _is_unchanged(site, run.days)}
    _say(
        f"  requests a report found, first crawl    {first / max(found, 1):.2f}, at least {least / max(wanted, 1):.2f}"
    )
    for number, day in enumerate(asked[1:], 2):
        share = sum(day[name] for name in same) / max(sum(asked[0][name] for name in same), 1)
        _say(f"  requests of crawl {number}, unchanged sites     {share:.2f} of the first, {len(same)} sites")
    pages = [sum(request.by_browser for request in day.requests) for day in run.days]
    _say(f"  browser pages a site, by day            {', '.join(f'{n / len(run.world.sites):.2f}' for n in pages)}")
    _say(f"  seconds of the crawls                   {', '.join(f'{day.seconds:.0f}' for day in run.days)}")
    if errors := sum(day.errors for day in run.days):
        _say(f"  ERRORS OF OUR OWN IN THE LOGS           {errors}: nothing of this can be relied on")


def _is_unchanged(site: SimulatedSite, days: Sequence[Day]) -> bool:
    if site.fault_since is not None:
        return False
    return all(len({entry.visible(day.moment) for day in days}) == 1 for entry in site.entries)


def _tell_groups(title: str, reports: Iterable[Judged], asked: Counter[str], key: Callable[[Judged], str]) -> None:
    groups: dict[str, list[Judged]] = {}
    for one in reports:
        groups.setdefault(key(one), []).append(one)
    _say(f"  {title:<24}{'sites':>6}{'recall':>22}{'WRONG missing':>15}{'unseen':>8}{'requests':>10}{'least':>7}")
    for name, members in sorted(groups.items()):
        findable = [one for one in members if one.findable]
        sites = {one.site.name: one.site for one in members}
        _say(
            f"    {name:<22}{len(sites):>6}"
            f"{_share(sum(one.found for one in findable), len(findable)):>22}"
            f"{sum(one.wrongly_missing for one in members):>15}"
            f"{sum(one.statuses[-1] is Status.UNVERIFIABLE for one in findable):>8}"
            f"{sum(asked[name] for name in sites):>10}{sum(map(least_requests, sites.values())):>7}"
        )


def _tell_causes(reports: Iterable[Judged]) -> None:
    missed = [one for one in reports if one.findable and not one.found]
    causes = Counter((one.site.family, one.site.fault.value if one.site.fault else "-", one.cause) for one in missed)
    if causes:
        _say("  missed, by family, fault and how the first visit ended")
    for (family, fault, cause), count in causes.most_common(_CAUSES_SHOWN):
        _say(f"    {count:>4}  {family:<12}{fault:<22}{cause}")


def _tell_misses(reports: Iterable[Judged]) -> None:
    for one in reports:
        if (one.findable and not one.found) or one.wrongly_missing:
            said = "/".join(status.value if status else "-" for status in one.statuses)
            _say(f"    {one.site.family} {one.site.fault or '-'} {one.fact.unit.name} {one.fact.report_year}: {said}")


def _share(part: int, whole: int) -> str:
    return f"{part} / {whole} ({100 * part / whole:.1f} %)" if whole else f"{part} / 0"


def _names(told: str) -> tuple[str, ...]:
    unknown = set(told.split(",")) - set(FAMILIES)
    if unknown:
        raise argparse.ArgumentTypeError(f"no such family: {', '.join(sorted(unknown))}")
    return tuple(told.split(","))


def _faults(told: str) -> tuple[Fault, ...]:
    return tuple(Fault) if told == "all" else tuple(Fault(name) for name in told.split(","))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.finding")
    parser.add_argument("--sites", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="N")
    parser.add_argument("--families", type=_names, default=(), metavar="NAME,NAME")
    parser.add_argument("--faults", type=_faults, default=(), metavar="NAME,NAME")
    parser.add_argument("--only", choices=("whole", "faults"))
    parser.add_argument("--days", type=int, default=3, choices=(1, 2, 3), help="crawl on so many days only")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the workspaces in a new folder")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
