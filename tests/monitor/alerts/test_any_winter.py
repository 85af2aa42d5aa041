"""Whatever becomes of some units over a winter, offices are told what is so, once, and what is not is taken back.

The winters are drawn from numbered seeds: what units turn out to be, day by day, what people say and take note of,
which messages are given up, which days nothing runs on, and who leaves the register.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.message import Kind
from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.alerts.letter import Letter
from monitor.alerts.reminding import Look
from monitor.alerts.responsibility import Responsibility
from monitor.alerts.told import ABSENCE, LATENESS, History, ToldBefore, plain_key
from monitor.alerts.writing import Situation, letters_due
from monitor.channels.settings import MailChannel
from monitor.recipients import Office, Recipients, heard_from
from monitor.summaries import UnitSummaryInput, summarise
from storage.tellings import Telling

YEAR, FIRST, LAST = 2024, date(2025, 1, 2), date(2025, 3, 20)
LOCAL, LAW = date(2025, 1, 20), date(2025, 1, 31)
SITE = "http://www.example.gov.cn/nb/"
DAY = timedelta(days=1)
OUT = (Status.POSSIBLY_LATE, Status.DATE_DISPUTED, Status.DATE_UNKNOWN)
AFTER = (*Status, *(Status.MISSING,) * 16, *(Status.LATE,) * 3, *OUT)
DENIAL = Finding(ABSENCE, Outcome.FAIL, Severity.CRITICAL, Text("未按时公布", "late"), Text("未监测到", "not seen"))


def unit(name: str, level: Level, parent: str | None, kind: UnitKind = UnitKind.GOVERNMENT) -> Unit:
    return Unit(name, name, kind, level, parent, SITE)


ABOVE = (
    unit("省", Level.PROVINCE, None),
    unit("市", Level.PREFECTURE, "省"),
    unit("县", Level.COUNTY, "市"),
    unit("区", Level.COUNTY, "市"),
)
BELOW = tuple(
    unit(f"{area}{number}局", Level.COUNTY, area, UnitKind.DEPARTMENT) for area in "县区" for number in "甲乙丙丁"
)
OFFICES = tuple(
    Office(id=f"{one.id}办", name=f"{one.id}办", area_id=one.id, channels=(MailChannel(mail="a@b.gov.cn"),))
    for one in ABOVE
)
RECIPIENTS = Recipients(offices=OFFICES)


@dataclass
class Winter:
    """A season that is drawn day by day, with what was told in it."""

    dice: random.Random
    units: tuple[Unit, ...] = BELOW
    stands: dict[str, Status] = field(default_factory=dict)
    denied: set[str] = field(default_factory=set)
    local: set[str] = field(default_factory=set)
    tellings: list[Telling] = field(default_factory=list)
    noted: set[tuple[str, str]] = field(default_factory=set)

    def days(self) -> Iterator[tuple[Situation, dict[str, list[Letter]]]]:
        """Where everything stands on each day on which something runs, and what each office is written then."""
        day = FIRST
        while day <= LAST:
            self._live(day)
            yield self._run(datetime(day.year, day.month, day.day, 7, 30, tzinfo=SHANGHAI))
            day += DAY * (21 if self.dice.random() < 0.02 else 1)

    def _live(self, day: date) -> None:
        for one in self.units:
            if self.dice.random() < 0.25:
                self.stands[one.id] = self.dice.choice(AFTER)
        for chance, some in ((0.05, self.denied), (0.02, self.local)):
            if self.dice.random() < chance:
                some ^= {self.dice.choice(BELOW).id}
        if self.dice.random() < 0.02:
            gone = self.dice.choice(BELOW)
            self.units = tuple(one for one in BELOW if one is not gone)
        if self.dice.random() < 0.05:
            moved = self.dice.choice(BELOW)
            self.units = tuple(
                replace(one, parent_id=self.dice.choice("县区")) if one.id == moved.id else one for one in self.units
            )

    def _run(self, at: datetime) -> tuple[Situation, dict[str, list[Letter]]]:
        register = Register((*ABOVE, *self.units))
        summary = summarise(YEAR, at, [self._input(one, at) for one in self.units])
        lines, history = Responsibility(register, OFFICES), History(self.tellings, self.noted)
        looks = {one.id: Look(SITE, at) for one in self.units}
        situation = Situation(summary, RECIPIENTS, lines, history, looks)
        awake = [one for one in OFFICES if heard_from(RECIPIENTS.quiet_of(one), at) is not None]
        written = {one.id: [letter for _, letter in letters_due(situation, one)] for one in awake}
        for office_id, letters in written.items():
            for letter in letters:
                self._keep(office_id, letter, at)
        return situation, written

    def _input(self, one: Unit, at: datetime) -> UnitSummaryInput:
        local = one.id in self.local
        due = LOCAL if local else LAW
        owed = Obligation(one, YEAR, due, DueBasis.LOCAL if local else DueBasis.STATUTORY, LAW)
        status = self.stands.get(one.id, Status.DUE_SOON)
        if at.date() <= due and status is not Status.ON_TIME:
            status = Status.DUE_SOON
        late = date(2025, 2, 3) + DAY * (len(one.id) + local) if status is Status.LATE else None
        days = (late - due).days if late is not None else None
        seen = (Evidence(SITE, at, Text("看过", "seen")),)
        standing = Standing(one, YEAR, status, owed, late, None, days, None, seen)
        breaks = local and status in (Status.MISSING, Status.LATE) and at.date() > LAW
        found = UnitSummaryInput(replace(standing, breaks_law=breaks))
        return found.without({DENIAL: at}) if one.id in self.denied else found

    def _keep(self, office_id: str, letter: Letter, at: datetime) -> None:
        """One message in ten is given up, and the office never has it; one in ten is taken note of."""
        heard, noted = self.dice.random() > 0.1, self.dice.random() < 0.1
        for item in letter.items:
            named = (item.key, item.text, item.unit_id, item.check, at, letter.subject)
            self.tellings.append(Telling(office_id, "mail", letter.kind, *named, heard))
            if noted and heard:
                self.noted.add((office_id, item.key))


def accuses(letter: Letter) -> list[tuple[str, str]]:
    """The units that a letter accuses, each with the check."""
    if letter.kind not in (Kind.NOTICE, Kind.ESCALATION):
        return []
    return [(item.unit_id or "", item.check or "") for item in letter.items if not item.key.endswith("/seen")]


def bears_out(status: Status, check: str) -> bool:
    return status is (Status.MISSING if check == ABSENCE else Status.LATE)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_winter_brings(seed: int) -> None:
    winter = Winter(random.Random(seed))  # noqa: S311 - a winter is no secret
    accused = 0
    for situation, written in winter.days():
        for letter in (letter for letters in written.values() for letter in letters):
            accused += len(accuses(letter))
            _nobody_is_accused_wrongly(situation, letter)
        for office_id in written:
            told = ToldBefore(one for one in winter.tellings if one.recipient == office_id)
            _nothing_stands_that_is_not_so(situation, told)
            _nothing_is_kept_from(office_id, situation, told)
    assert max(Counter((one.recipient, one.key) for one in winter.tellings).values()) == 1
    _whatever_went_up_was_heard_below(winter)
    assert accused > 10


def _nobody_is_accused_wrongly(situation: Situation, letter: Letter) -> None:
    """Of what is not proven at that moment, or was denied by a person; and nobody is reminded of a day that is past."""
    for unit_id, check in accuses(letter):
        assert bears_out(situation.rows[unit_id].standing.status, check)
    assert all(item.text.split("\n")[0] in letter.body for item in letter.items)
    assert letter.until is None or situation.summary.as_of.date() <= letter.until


def _nothing_stands_that_is_not_so(situation: Situation, told: ToldBefore) -> None:
    """What was delivered, and holds no more though nothing came out, is corrected on the day itself."""
    for telling in told.uncorrected():
        if telling.heard:
            row = situation.rows[telling.unit_id or ""]
            happened = (Status.MISSING, Status.LATE, Status.WITHDRAWN, *(OUT if telling.check == ABSENCE else ()))
            assert row.standing.status in happened
            assert not row.denied


def _nothing_is_kept_from(office_id: str, situation: Situation, told: ToldBefore) -> None:
    """The office next to a unit has what is proven against it."""
    standing = {(one.unit_id, one.check) for one in told.standing()}
    today = situation.summary.as_of.date()
    for row in situation.overseen(next(one for one in OFFICES if one.id == office_id)).rows:
        owed = row.standing.obligation
        if owed is None or today <= owed.due_on or not situation.lines.is_nearest(office_id, row.unit.id):
            continue
        if row.standing.status is Status.MISSING:
            assert (row.unit.id, ABSENCE) in standing
        if row.standing.status is Status.LATE:
            assert (row.unit.id, LATENESS) in standing


def _whatever_went_up_was_heard_below(winter: Winter) -> None:
    """No level hears before the one below had it, and never two levels on one day."""
    heard: dict[tuple[str, str], date] = {}
    for one in winter.tellings:
        if one.check == ABSENCE and one.heard and not one.key.endswith(("/correction", "/seen")):
            heard.setdefault((one.recipient, one.unit_id or ""), one.at.date())
    for one in winter.tellings:
        if one.kind is Kind.ESCALATION:
            below = {"市办": ("县办", "区办"), "省办": ("市办",)}[one.recipient]
            days = [heard[office, one.unit_id or ""] for office in below if (office, one.unit_id or "") in heard]
            assert days, plain_key(one.key)
            assert min(days) < one.at.date()
