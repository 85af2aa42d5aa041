"""A winter of two counties and the prefecture above them, day by day, beside a script written by hand.

Every day at 07:30 what is due is written. What offices were told is kept between the days, as the outbox keeps it.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.message import Kind
from crawler.domain.register import Register
from crawler.domain.report import Address
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text
from monitor.alerts.correcting import TakenBack
from monitor.alerts.letter import Letter
from monitor.alerts.reminding import Look
from monitor.alerts.responsibility import Responsibility
from monitor.alerts.told import History
from monitor.alerts.writing import Situation, letters_due
from monitor.channels.settings import MailChannel
from monitor.obligations.absence import UNREAD
from monitor.obligations.workdays import is_due_soon
from monitor.recipients import Office, Quiet, Recipients, When, heard_from
from monitor.summaries import UnitSummaryInput, summarise
from storage.tellings import Telling

YEAR = 2024
DEPARTMENTS_DUE, GOVERNMENTS_DUE = date(2025, 1, 31), date(2025, 3, 31)
SITE = "http://www.example.gov.cn/nb/"


def unit(name: str, kind: UnitKind, level: Level, parent: str | None) -> Unit:
    return Unit(name, name, kind, level, parent, SITE)


def department(name: str, parent: str) -> Unit:
    return unit(name, UnitKind.DEPARTMENT, Level.COUNTY, parent)


CITY = unit("临江市", UnitKind.GOVERNMENT, Level.PREFECTURE, None)
YUNXI = unit("云溪县", UnitKind.GOVERNMENT, Level.COUNTY, "临江市")
SHITING = unit("石汀县", UnitKind.GOVERNMENT, Level.COUNTY, "临江市")
REGISTER = Register(
    (
        CITY,
        YUNXI,
        SHITING,
        *(department(name, "云溪县") for name in ("教育局", "水利局", "财政局", "民政局", "审计局")),
        *(department(name, "石汀县") for name in ("文旅局", "统计局")),
    )
)


def office(unit_id: str) -> Office:
    way = MailChannel(mail="office@example.gov.cn")
    return Office(id=f"{unit_id}办", name=f"{unit_id}人民政府办公室", area_id=unit_id, channels=(way,))


QUIET = Quiet(hours="20:00-08:00", days_off=When.HOLD)
RECIPIENTS = Recipients(
    offices=tuple(map(office, ("临江市", "云溪县", "石汀县"))),
    quiet=QUIET,
)

FIGURE = Finding(
    "T3-02",
    Outcome.FAIL,
    Severity.CRITICAL,
    Text("勾稽", "sums"),
    Text("相差2", "off by 2"),
    (Address.parse("requests.new_received.total"),),
)

SCRIPT: Mapping[str, tuple[tuple[str, Status], ...]] = {
    "临江市": (("2025-03-20", Status.ON_TIME),),
    "云溪县": (("2025-03-25", Status.ON_TIME),),
    "石汀县": (("2025-03-10", Status.ON_TIME),),
    # Never published: the county is told, then the prefecture.
    "教育局": (("2025-02-01", Status.MISSING_UNCONFIRMED), ("2025-02-03", Status.MISSING)),
    # Published late, after it was told as not seen.
    "水利局": (
        ("2025-02-01", Status.MISSING_UNCONFIRMED),
        ("2025-02-03", Status.MISSING),
        ("2025-02-12", Status.LATE),
    ),
    # Its site cannot be seen.
    "财政局": (("2025-02-01", Status.UNVERIFIABLE),),
    # Told as not seen, and then a page of January turned up.
    "民政局": (
        ("2025-02-01", Status.MISSING_UNCONFIRMED),
        ("2025-02-03", Status.MISSING),
        ("2025-02-06", Status.ON_TIME),
    ),
    # Out in time, with a figure that was read wrongly; read again, it holds.
    "审计局": (("2025-01-10", Status.ON_TIME),),
    # Confirmed only in March, and acknowledged by its county.
    "文旅局": (("2025-02-01", Status.UNVERIFIABLE), ("2025-03-03", Status.MISSING)),
    # Nobody knows when it came.
    "统计局": (("2025-01-20", Status.DATE_UNKNOWN),),
}

EXPECTED = """
2025-01-08 云溪县办 reminder 教育局 水利局 财政局 民政局 审计局
2025-01-08 石汀县办 reminder 文旅局 统计局
2025-01-14 云溪县办 notice 审计局
2025-01-15 云溪县办 reminder 教育局 水利局 财政局 民政局
2025-01-15 石汀县办 reminder 文旅局 统计局
2025-01-22 云溪县办 reminder 教育局 水利局 财政局 民政局
2025-01-22 石汀县办 reminder 文旅局
2025-01-24 云溪县办 correction 审计局
2025-01-26 云溪县办 reminder 教育局 水利局 财政局 民政局
2025-01-26 石汀县办 reminder 文旅局
2025-01-27 云溪县办 reminder 教育局 水利局 财政局 民政局
2025-01-27 石汀县办 reminder 文旅局
2025-02-05 云溪县办 notice 教育局 水利局 民政局
2025-02-06 云溪县办 correction 民政局
2025-02-07 临江市办 escalation 教育局 水利局
2025-02-12 临江市办 notice 水利局
2025-02-12 云溪县办 notice 水利局
2025-03-03 石汀县办 notice 文旅局
2025-03-10 临江市办 reminder 临江市
2025-03-10 云溪县办 reminder 云溪县
2025-03-17 临江市办 reminder 临江市
2025-03-17 云溪县办 reminder 云溪县
2025-03-24 云溪县办 reminder 云溪县
"""


@dataclass
class Winter:
    """The days of a season, and what is kept from one to the next."""

    script: Mapping[str, tuple[tuple[str, Status], ...]] = field(default_factory=lambda: SCRIPT)
    recipients: Recipients = RECIPIENTS
    tellings: list[Telling] = field(default_factory=list)
    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    read_again: date | None = date(2025, 1, 24)
    acknowledging: Mapping[tuple[str, str], str] = field(default_factory=dict)
    seen_instead: Mapping[str, Text] = field(default_factory=dict)

    def days(self, first: date, last: date) -> Iterator[tuple[date, str, Letter]]:
        """Every letter of every day between two."""
        day = first
        while day <= last:
            yield from ((day, office_id, letter) for office_id, letter in self.run(day))
            day += timedelta(days=1)

    def run(self, day: date) -> list[tuple[str, Letter]]:
        """What is written on one day; it is kept, and taken note of where the script says so."""
        at = datetime(day.year, day.month, day.day, 7, 30, tzinfo=SHANGHAI)
        situation = self.situation(at)
        written: list[tuple[str, Letter]] = []
        for one in self.recipients.offices:
            if heard_from(self.recipients.quiet_of(one), at) is not None:
                written += [(one.id, letter) for _, letter in letters_due(situation, one)]
        for office_id, letter in written:
            self._keep(office_id, letter, at)
        return written

    def situation(self, at: datetime) -> Situation:
        """Where everything stands at a moment."""
        inputs = [self._input(one, at) for one in REGISTER]
        taken_back = {}
        if self.read_again is not None and at.date() >= self.read_again:
            taken_back["审计局", "T3-02"] = TakenBack(at, Text("经重新读取，该问题不成立", "read again"))
        looks = {one.id: Look(SITE, at - timedelta(hours=5)) for one in REGISTER if one.id != "财政局"}
        lines = Responsibility(REGISTER, self.recipients.offices)
        history = History(self.tellings, self.acknowledged)
        return Situation(summarise(YEAR, at, inputs), self.recipients, lines, history, looks, taken_back)

    def _input(self, one: Unit, at: datetime) -> UnitSummaryInput:
        due = GOVERNMENTS_DUE if one.kind is UnitKind.GOVERNMENT else DEPARTMENTS_DUE
        owed = Obligation(one, YEAR, due, DueBasis.STATUTORY, statutory_due=due)
        status = Status.DUE_SOON if is_due_soon(due, at.date()) else Status.NOT_YET_DUE
        for since, then in self.script[one.id]:
            status = then if at.date() >= date.fromisoformat(since) else status
        seen = Text("已查看", "looked at")
        if status is Status.UNVERIFIABLE:
            seen = self.seen_instead.get(one.id, seen)
        evidence = (Evidence(SITE, at - timedelta(hours=5), seen),)
        late: dict[str, Any] = {"published_on": date(2025, 2, 11), "days_late": 11} if status is Status.LATE else {}
        standing = Standing(one, YEAR, status, owed, evidence=evidence, **late)
        misread = one.id == "审计局" and date(2025, 1, 14) <= at.date()
        misread = misread and (self.read_again is None or at.date() < self.read_again)
        return UnitSummaryInput(standing, (FIGURE,) if misread else ())

    def _keep(self, office_id: str, letter: Letter, at: datetime) -> None:
        for item in letter.items:
            told = Telling(
                office_id, "mail", letter.kind, item.key, item.text, item.unit_id, item.check, at, letter.subject
            )
            self.tellings.append(told)
            if self.acknowledging.get((office_id, item.unit_id or "")) == letter.kind:
                self.acknowledged.add((office_id, item.key))


def lines(letters: Iterator[tuple[date, str, Letter]]) -> list[str]:
    return [
        " ".join((day.isoformat(), office_id, letter.kind, *dict.fromkeys(item.unit_id or "" for item in letter.items)))
        for day, office_id, letter in letters
    ]


@pytest.fixture
def winter() -> Winter:
    return Winter(acknowledging={("石汀县办", "文旅局"): Kind.NOTICE})


def test_a_season_tells_what_the_script_says_and_nothing_else(winter: Winter) -> None:
    assert lines(winter.days(date(2024, 12, 1), date(2025, 4, 30))) == EXPECTED.strip().split("\n")


def during(winter: Winter, first: str, last: str, kind: Kind) -> list[str]:
    """What is written of one kind between two days, as the script writes it; the days before are lived through."""
    told = lines(winter.days(date(2024, 12, 1), date.fromisoformat(last)))
    return [line for line in told if line >= first and line.split()[2] == kind]


class TestTheLadder:
    def test_a_step_missed_while_nothing_ran_is_made_good_once(self, winter: Winter) -> None:
        told = lines(winter.days(date(2025, 1, 23), date(2025, 1, 25)))

        assert [line for line in told if "reminder" in line] == [
            "2025-01-23 云溪县办 reminder 教育局 水利局 财政局 民政局",
            "2025-01-23 石汀县办 reminder 文旅局",
        ]

    def test_who_took_note_of_a_reminder_is_not_sent_the_next(self, winter: Winter) -> None:
        winter.acknowledging = {("云溪县办", "教育局"): Kind.REMINDER}

        reminded = during(winter, "2025-01-10", "2025-01-31", Kind.REMINDER)

        assert reminded
        assert not any("教育局" in line for line in reminded)

    def test_who_took_note_of_the_notice_stops_the_ladder_for_that_unit(self, winter: Winter) -> None:
        winter.acknowledging = {("云溪县办", "教育局"): Kind.NOTICE}

        assert during(winter, "2025-02-01", "2025-04-30", Kind.ESCALATION) == [
            "2025-02-07 临江市办 escalation 水利局",
            "2025-03-05 临江市办 escalation 文旅局",
        ]

    def test_the_office_above_hears_only_after_the_one_below_had_its_days(self, winter: Winter) -> None:
        """The department was proven missing on March 3 only, long past the seventh day."""
        winter.acknowledging = {}

        assert during(winter, "2025-03-01", "2025-04-30", Kind.ESCALATION) == ["2025-03-05 临江市办 escalation 文旅局"]

    def test_an_office_without_one_below_it_is_given_notice_itself(self, winter: Winter) -> None:
        winter.recipients = RECIPIENTS.model_copy(update={"offices": RECIPIENTS.offices[:1]})

        assert "2025-02-05 临江市办 notice 教育局 水利局 民政局" in during(
            winter, "2025-02-01", "2025-02-28", Kind.NOTICE
        )
        assert not any(telling.kind is Kind.ESCALATION for telling in winter.tellings)


class TestAProvinceAbove:
    @pytest.fixture
    def winter(self, monkeypatch: pytest.MonkeyPatch) -> Winter:
        above = unit("江东省", UnitKind.GOVERNMENT, Level.PROVINCE, None)
        below = (replace(one, parent_id="江东省") if one is CITY else one for one in REGISTER)
        monkeypatch.setattr(sys.modules[__name__], "REGISTER", Register((above, *below)))
        offices = (*RECIPIENTS.offices, office("江东省"))
        script = {**SCRIPT, "江东省": (("2025-01-20", Status.ON_TIME),)}
        return Winter(script, RECIPIENTS.model_copy(update={"offices": offices}))

    def test_it_hears_on_the_fifteenth_day_or_when_there_is_work_again(self, winter: Winter) -> None:
        """February 15 is a Saturday. What was proven in March is told upwards step by step."""
        told = during(winter, "2025-02-01", "2025-04-30", Kind.ESCALATION)

        assert told == [
            "2025-02-07 临江市办 escalation 教育局 水利局",
            "2025-02-17 江东省办 escalation 教育局",
            "2025-03-05 临江市办 escalation 文旅局",
            "2025-03-07 江东省办 escalation 文旅局",
        ]

    def test_it_does_not_hear_what_the_prefecture_took_note_of(self, winter: Winter) -> None:
        winter.acknowledging = {("临江市办", "教育局"): Kind.ESCALATION, ("石汀县办", "文旅局"): Kind.NOTICE}

        assert not any("江东省办" in line for line in during(winter, "2025-02-01", "2025-04-30", Kind.ESCALATION))


class TestPeace:
    def test_nothing_is_written_in_the_week_of_the_spring_festival(self, winter: Winter) -> None:
        told = lines(winter.days(date(2024, 12, 1), date(2025, 2, 28)))

        assert not any("2025-01-28" <= line[:10] <= "2025-02-04" for line in told)

    def test_without_peace_the_notice_comes_when_it_is_proven(self, winter: Winter) -> None:
        always = Quiet(spring_festival=When.SEND)
        winter.recipients = RECIPIENTS.model_copy(update={"quiet": always})

        assert during(winter, "2025-02-01", "2025-02-05", Kind.NOTICE) == [
            "2025-02-03 云溪县办 notice 教育局 水利局 民政局"
        ]


class TestTheInnocent:
    @pytest.mark.parametrize(
        "status",
        sorted(set(Status) - {Status.MISSING, Status.LATE}),
    )
    def test_what_is_not_proven_is_told_to_nobody_as_a_fact(self, winter: Winter, status: Status) -> None:
        winter.script = dict.fromkeys(SCRIPT, (("2025-02-01", status),))
        winter.read_again = date(2024, 12, 1)

        told = lines(winter.days(date(2025, 2, 1), date(2025, 3, 9)))

        assert told == []

    def test_what_was_taken_back_and_is_so_again_is_told_again_once(self, winter: Winter) -> None:
        winter.script = {**SCRIPT, "民政局": (*SCRIPT["民政局"], ("2025-02-10", Status.MISSING))}

        told = [line for line in lines(winter.days(date(2024, 12, 1), date(2025, 4, 30))) if "民政局" in line]

        assert told[-4:] == [
            "2025-02-05 云溪县办 notice 教育局 水利局 民政局",
            "2025-02-06 云溪县办 correction 民政局",
            "2025-02-10 云溪县办 notice 民政局",
            "2025-02-12 临江市办 escalation 民政局",
        ]

    def test_what_came_out_since_without_a_certain_date_is_good_news_and_no_accusation(self, winter: Winter) -> None:
        winter.script = {**SCRIPT, "教育局": (*SCRIPT["教育局"], ("2025-02-10", Status.DATE_DISPUTED))}

        told = [
            (day, office_id, letter)
            for day, office_id, letter in winter.days(date(2024, 12, 1), date(2025, 2, 11))
            if day == date(2025, 2, 10)
        ]

        assert [(office_id, letter.kind) for _, office_id, letter in told] == [
            ("临江市办", Kind.NOTICE),
            ("云溪县办", Kind.NOTICE),
        ]
        assert all("教育局（2024年）：现已监测到年度报告，公布日期待核实。" in letter.body for *_, letter in told)

    def test_a_sight_that_is_lost_takes_nothing_back_while_something_unread_stands_there(self, winter: Winter) -> None:
        winter.script = {**SCRIPT, "教育局": (*SCRIPT["教育局"], ("2025-02-10", Status.UNVERIFIABLE))}
        winter.seen_instead = {"教育局": UNREAD}

        told = lines(winter.days(date(2024, 12, 1), date(2025, 4, 30)))

        assert told == EXPECTED.strip().split("\n")


class TestWords:
    def test_an_escalation_says_since_when_and_who_was_told(self, winter: Winter) -> None:
        [letter] = [
            letter
            for day, _, letter in winter.days(date(2024, 12, 1), date(2025, 2, 7))
            if letter.kind is Kind.ESCALATION
        ]

        assert "截至2025-02-07 07:30" in letter.body
        assert "至今已逾期7天。已于2025-02-05 07:30告知云溪县人民政府办公室，尚未收到确认。" in letter.body
        assert "另有2家因网站无法访问等原因未能核实，不计入未公布：" in letter.body

    def test_a_correction_names_what_was_said_and_what_holds(self, winter: Winter) -> None:
        [letter] = [
            letter for *_, letter in winter.days(date(2025, 2, 5), date(2025, 2, 6)) if letter.kind == "correction"
        ]

        assert letter.subject.startswith("【更正】")
        assert "2025-02-05 07:30《【年报监测】" in letter.body
        assert "告知：民政局（2024年）：逾期未公布。" in letter.body
        assert "现更正为：按期" in letter.body

    def test_a_reminder_counts_days_and_lists_the_unverified_apart(self, winter: Winter) -> None:
        [letter, _] = [
            letter for *_, letter in winter.days(date(2025, 1, 15), date(2025, 1, 15)) if letter.kind == "reminder"
        ]

        assert "应于2025年1月31日前向社会公布，距到期还有16天（10个工作日）" in letter.body
        seen, apart = letter.body.split("另有1家因网站无法访问等原因未能核实")
        assert "教育局：年报栏目（http://www.example.gov.cn/nb/）尚未监测到该报告（2025-01-15 02:30采集）" in seen
        assert "财政局" in apart
        assert "财政局" not in seen
