"""What is done about due times that have come: which are run, which are passed over, and which were missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.schedule.plan import CatchUp


@dataclass(frozen=True, slots=True)
class Settled:
    """The due times of one job that nobody has run, each in `run` or in `pass_over`; `missed` are the late ones."""

    run: tuple[datetime, ...] = ()
    pass_over: tuple[datetime, ...] = ()
    missed: tuple[datetime, ...] = ()


def settle(catch_up: CatchUp, due: Sequence[datetime], now: datetime, grace: timedelta) -> Settled:
    """Decide on due times that lie before now, the earliest first. Only what is later than `grace` was missed.

    Where not all are run, the last one runs: it stands for those before it.
    """
    missed = tuple(moment for moment in due if now - moment > grace)
    if catch_up is CatchUp.ALL:
        return Settled(tuple(due), (), missed)
    candidates = [moment for moment in due if catch_up is CatchUp.ONCE or moment not in missed]
    run = tuple(candidates[-1:])
    return Settled(run, tuple(moment for moment in due if moment not in run), missed)
