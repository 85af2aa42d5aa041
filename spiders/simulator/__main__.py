"""Serves generated sites to a browser: `python -m spiders.simulator --seed 7 --sites 3`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from threading import Event

from spiders.simulator.families import FAMILIES
from spiders.simulator.faults import FLAWS, flaw_of
from spiders.simulator.generator import AS_OF, generated_world
from spiders.simulator.server import Simulator
from spiders.simulator.sites import SHANGHAI, Fault
from spiders.simulator.world import World


def main(arguments: Sequence[str], *, stop: Event) -> None:
    """Serve until told to stop."""
    told = _parser().parse_args(arguments)
    if told.list_faults:
        for flaw in FLAWS:
            _say(f"{flaw.number:>3}  {flaw.fault or '':<24}{'' if flaw.curable else 'hides reports; '}{flaw.what}")
        return
    families = (told.family,) if told.family else ()
    flaws = (told.fault,) if told.fault else ()
    world = generated_world(told.seed, told.sites, faults=told.faults, families=families, flaws=flaws)
    with Simulator(world.sites, told.now) as simulator:
        for line in _described(world, simulator):
            _say(line)
        _say("Ctrl-C ends it.")
        stop.wait()


def _described(world: World, simulator: Simulator) -> Sequence[str]:
    return [
        f"{simulator.url_of(site)}  {site.name}  {site.family}, {len(site.units)} units, {flaw_of(site.fault).what}"
        for site in world.sites
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m spiders.simulator", description="Serve generated sites.")
    parser.add_argument("--seed", type=int, default=7, metavar="N")
    parser.add_argument("--sites", type=int, default=3, metavar="N")
    parser.add_argument("--family", choices=tuple(FAMILIES), help="all sites of this family")
    parser.add_argument("--faults", action="store_true", help="give every third site a fault")
    parser.add_argument("--fault", type=Fault, choices=tuple(Fault), help="give every site this fault")
    parser.add_argument("--list-faults", action="store_true", help="name all faults and end")
    parser.add_argument("--now", type=_moment, default=AS_OF, help="the moment at which the sites stand, as ISO 8601")
    return parser


def _moment(told: str) -> datetime:
    moment = datetime.fromisoformat(told)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:], stop=Event())
    except KeyboardInterrupt:
        sys.exit(0)
