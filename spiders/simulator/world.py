"""A world: sites, the register that belongs to them, and what a right monitor must say of every unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from crawler.domain.dossier import Status
from crawler.domain.evidence import DateBasis
from crawler.domain.finding import Outcome
from crawler.domain.unit import Unit, UnitKind
from spiders.simulator.sites import SHANGHAI, SimulatedSite, opening


@dataclass(frozen=True, slots=True)
class Planted:
    """A finding that was planted: the check of the rules that must raise it, and how."""

    check: str
    status: Outcome


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened to one report. `on` is None if it never appeared; `shown_on` is the date that can be seen.

    `reachable` is False for a site with a fault that hides the report, published or not.
    """

    unit: Unit
    report_year: int
    on: date | None
    shown_on: date | None = None
    basis: DateBasis | None = None
    reachable: bool = True
    findings: tuple[Planted, ...] = ()

    def visible(self, now: datetime) -> bool:
        """Whether the report can be found at a moment."""
        return self.reachable and self.on is not None and opening(self.on) <= now


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be said of one unit and year. `findings` are those planted; lesser remarks may stand beside them.

    `status` supposes good visits on two different days; `first_status` is what can be said after one. A right monitor
    may say DUE_SOON where NOT_YET_DUE stands here. The date is that of the signature where nothing else is shown.
    """

    unit_id: str
    report_year: int
    due_on: date
    status: Status
    first_status: Status
    published_on: date | None = None
    published_basis: DateBasis | None = None
    days_late: int | None = None
    findings: tuple[Planted, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """Sites, and the facts from which their truth follows at any moment."""

    name: str
    as_of: datetime
    sites: tuple[SimulatedSite, ...]
    facts: tuple[Fact, ...]

    @property
    def truth(self) -> tuple[Expected, ...]:
        """What must be said at the moment of the world."""
        return tuple(expected_at(fact, self.as_of) for fact in self.facts)

    def register(self, urls: Mapping[str, str]) -> tuple[Unit, ...]:
        """The units with the addresses of their sites; `urls` is that of the running simulator."""
        return tuple(replace(unit, site_url=urls[site.name]) for site, unit in self.carried())

    def carried(self) -> Iterator[tuple[SimulatedSite, Unit]]:
        """Every unit with the site that carries it."""
        return ((site, unit) for site in self.sites for unit in site.units)

    def expected(self, unit_id: str, report_year: int, now: datetime | None = None) -> Expected:
        """What must be said of a unit and a year; raises KeyError where the world knows nothing."""
        known = {(fact.unit.id, fact.report_year): fact for fact in self.facts}
        return expected_at(known[unit_id, report_year], now or self.as_of)


def due_date(unit: Unit, report_year: int) -> date:
    """31 March for governments, 31 January for all others (Art. 49), or an earlier local date."""
    government = unit.kind is UnitKind.GOVERNMENT
    statutory = date(report_year + 1, 3, 31) if government else date(report_year + 1, 1, 31)
    return min(statutory, unit.local_due_date(report_year) or statutory)


def expected_at(fact: Fact, now: datetime) -> Expected:
    """What must be said of a report at a moment, from what happened and nothing else."""
    due = due_date(fact.unit, fact.report_year)
    if fact.visible(now) and fact.shown_on is not None:
        return _of_published(fact, due, fact.shown_on)
    if now.astimezone(SHANGHAI).date() <= due:
        return Expected(fact.unit.id, fact.report_year, due, Status.NOT_YET_DUE, Status.NOT_YET_DUE)
    if not fact.reachable:
        return Expected(fact.unit.id, fact.report_year, due, Status.UNVERIFIABLE, Status.UNVERIFIABLE)
    missing = (Planted("PUB-01", Outcome.FAIL),)
    return Expected(fact.unit.id, fact.report_year, due, Status.MISSING, Status.MISSING_UNCONFIRMED, findings=missing)


def _of_published(fact: Fact, due: date, shown_on: date) -> Expected:
    days_late = (shown_on - due).days if shown_on > due else None
    findings = fact.findings
    if days_late is not None:
        status, findings = Status.LATE, (*findings, Planted("PUB-02", Outcome.FAIL))
    else:
        status = Status.ON_TIME_BY_SIGN_DATE if fact.basis is DateBasis.SIGNED else Status.ON_TIME
    return Expected(fact.unit.id, fact.report_year, due, status, status, shown_on, fact.basis, days_late, findings)
