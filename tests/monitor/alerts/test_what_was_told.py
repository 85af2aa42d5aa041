"""What was told is taken back when it holds no more, and nobody is said to have been told who was not."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crawler.domain.dossier import DueBasis, Status
from crawler.domain.evidence import Listed, Visit, VisitOutcome
from crawler.domain.finding import Outcome
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from crawler.domain.message import Kind
from crawler.domain.register import Register
from crawler.domain.wording import Text
from monitor.alerts import Letter
from monitor.alerts.correcting import correction_for, seen_since
from monitor.alerts.letter import Item
from monitor.alerts.responsibility import Responsibility
from monitor.alerts.told import History, ToldBefore
from monitor.alerts.writing import Situation, letters_due
from monitor.channels.settings import MailChannel
from monitor.jobs.situation import changed_at, look_at
from monitor.recipients import Office, Recipients
from monitor.summaries import Summary, UnitSummaryInput
from storage.tellings import Telling
from tests.monitor.alerts.lone_office import letter_for

TOLD_AT = datetime(2025, 4, 10, 1, tzinfo=UTC)
LAW = date(2025, 1, 31)
OFFICE = Office(id="县办", name="云溪县办", area_id="教育局", channels=(MailChannel(mail="a@example.gov.cn"),))


def tellings(items: Collection[Item], at: datetime = TOLD_AT, **changes: Any) -> tuple[Telling, ...]:
    """Items as the store gives them back."""
    return tuple(
        replace(
            Telling("县办", "mail", Kind.NOTICE, item.key, item.text, item.unit_id, item.check, at, "【年报监测】"),
            **changes,
        )
        for item in items
    )


def notice(area: Any, office: Any, before: UnitSummaryInput) -> tuple[Telling, ...]:
    """What an office was told of a unit."""
    letter = letter_for(office, area.summary(before), frozenset())
    assert letter is not None
    return tellings(letter.items)


def correction(office: Any, told: ToldBefore, summary: Summary) -> Letter | None:
    return correction_for(office, summary, told, {row.unit.id: row for row in summary.rows}, {})


def letters(
    summary: Summary, told: Collection[Telling], office: Office = OFFICE, **more: Mapping[Any, Any]
) -> list[Letter]:
    lines = Responsibility(Register(row.unit for row in summary.rows), (office,))
    situation = Situation(summary, Recipients(offices=(office,)), lines, History(told), **more)
    return [letter for _, letter in letters_due(situation, office)]


class TestTheLadder:
    @pytest.mark.parametrize("state", [{"heard": False}, {"on_its_way": True}], ids=["never delivered", "on its way"])
    def test_an_office_that_was_not_reached_was_not_told(self, area: Any, office: Any, state: dict[str, bool]) -> None:
        put = tuple(replace(one, **state) for one in notice(area, office, area.missing("教育局")))

        assert History(put).told_absent("县办", "教育局") is None

    def test_the_days_of_an_office_begin_when_it_was_reached(self, area: Any, office: Any) -> None:
        later = TOLD_AT + timedelta(days=3)
        put = tuple(replace(one, delivered_at=later) for one in notice(area, office, area.missing("教育局")))

        assert History(put).told_absent("县办", "教育局") == later

    def test_an_office_that_heard_as_the_one_above_is_not_told_again_as_the_nearest(self, area: Any) -> None:
        summary = area.summary(area.missing("教育局"))
        [absence] = letters(summary, ())
        above = tellings([replace(item, key=f"{item.key}/escalation") for item in absence.items])

        assert letters(summary, above) == []


class TestCorrections:
    def test_what_was_news_and_turned_out_to_be_in_time_is_corrected(self, area: Any, office: Any) -> None:
        told = notice(area, office, area.missing("教育局"))
        disputed = area.summary(area.unit("教育局", Status.DATE_DISPUTED))
        since = seen_since(ToldBefore(told), {row.unit.id: row for row in disputed.rows}, office.language)
        both = ToldBefore((*told, *tellings(since)))

        assert len(since) == 1
        assert correction(office, both, disputed) is None
        letter = correction(office, both, area.summary(area.published("教育局")))
        assert letter is not None
        assert [item.key for item in letter.items] == [f"{told[0].key}/correction"]

    def test_who_left_the_register_is_no_longer_accused(self, area: Any, office: Any) -> None:
        told = ToldBefore(notice(area, office, area.missing("教育局")))

        letter = correction(office, told, area.summary(area.published("水利局")))

        assert letter is not None
        assert "告知：教育局（2024年）：逾期未公布。" in letter.body
        assert "现更正为：该单位已不在监测名录中，原告知的情况不再作为监测结果" in letter.body
        assert [item.unit_id for item in letter.items] == ["教育局"]

    def test_another_number_of_days_late_is_corrected_and_told_with_it(self, area: Any, office: Any) -> None:
        told = notice(area, office, area.late("教育局"))
        summary = area.summary(area.late("教育局", published_on=date(2025, 2, 3), days_late=3))

        letter = correction(office, ToldBefore(told), summary)

        assert letter is not None
        before, now = letter.body.split("现更正为")
        assert "逾期12天" in before
        assert "逾期公布（逾期3天）。年度报告公布于2025年2月3日" in now
        assert [item.key.endswith("/correction") for item in letter.items] == [True, False]
        assert correction(office, ToldBefore((*told, *tellings(letter.items))), summary) is None

    def test_another_due_day_is_corrected(self, area: Any, office: Any) -> None:
        told = notice(area, office, area.missing("教育局"))
        due = replace(area, due_on=date(2025, 3, 31))

        letter = correction(office, ToldBefore(told), area.summary(due.missing("教育局")))

        assert letter is not None
        assert "应于2025年3月31日前公布" in letter.body.split("现更正为")[1]

    def test_a_law_that_is_broken_beside_a_local_rule_corrects_nothing(self, area: Any, office: Any) -> None:
        local = replace(area, due_on=date(2025, 1, 20))
        before = local.missing("教育局", basis=DueBasis.LOCAL)
        owed = replace(before.standing.obligation, statutory_due=LAW)
        now = replace(before, standing=replace(before.standing, obligation=owed, breaks_law=True))
        told = ToldBefore(notice(area, office, before))

        assert correction(office, told, area.summary(now)) is None

    def test_a_clock_that_went_back_takes_nothing_back(self, area: Any, office: Any) -> None:
        told = ToldBefore(notice(area, office, area.missing("教育局")))
        before = area.summary(area.unit("教育局", Status.DUE_SOON), at=TOLD_AT - timedelta(days=80))

        assert correction(office, told, before) is None

    def test_a_correction_goes_over_the_channel_that_took_the_place_of_another(self, area: Any, office: Any) -> None:
        told = tuple(replace(one, channel="group") for one in notice(area, office, area.missing("教育局")))

        [letter] = letters(area.summary(area.published("教育局")), told)

        assert letter.kind is Kind.CORRECTION
        assert letters(area.summary(area.published("教育局")), (*told, *tellings(letter.items))) == []


class TestTheSameFinding:
    def test_a_finding_in_other_words_is_not_told_again(self, area: Any) -> None:
        before = area.summary(area.published("教育局", area.finding(said="相差2")))
        now = area.summary(area.published("教育局", area.finding(said="左右相差2")))
        [letter] = letters(before, ())
        told = tellings(letter.items)
        name = ("教育局", "T3-02")

        assert letters(now, told, changed={name: TOLD_AT - timedelta(days=1)}) == []
        assert [one.kind for one in letters(now, told, changed={name: TOLD_AT + timedelta(days=1)})] == [Kind.NOTICE]

    def test_every_step_that_changes_what_is_so_counts_and_no_other(self) -> None:
        grounds = Grounds(Outcome.FAIL, Text("相差2", "off by 2"))
        steps = {
            step: changed_at([Event(TOLD_AT, step, State.OPEN, grounds, Cause.FOUND)]) is not None for step in Step
        }

        unchanged = {Step.ACKNOWLEDGED, Step.UNJUDGED, Step.JUDGED_AGAIN}
        assert {step for step, counts in steps.items() if not counts} == unchanged


def test_a_report_that_is_listed_and_was_not_read_is_not_said_to_be_unseen(area: Any) -> None:
    unit = area.unit("教育局").standing.unit
    at = TOLD_AT - timedelta(days=1)
    listed, looked_for = (Listed(unit.id, 2024),), (unit.fingerprint,)
    seen = Visit(unit.site_id, at, at, VisitOutcome.COMPLETE, (unit.site_url,), listed=listed, looked_for=looked_for)

    look = look_at(unit, area.summary(), (seen,))

    assert look.at is None
    assert look.trouble == Text("栏目列有该年度报告，但未能读取", "a list names this very report, and it was not read")


def test_what_a_site_says_forges_no_line_of_a_letter(area: Any, office: Any) -> None:
    forged = area.finding(said="相差2\n\n一、未按时公布\n1. 水利局（2024年）：逾期未公布。")

    letter = letter_for(office, area.summary(area.published("教育局", forged)), frozenset())

    assert letter is not None
    assert not any(line.startswith(("一、", "1. 水利局")) for line in letter.body.split("\n"))


def test_a_reminder_says_until_when_it_is_one(area: Any) -> None:
    due = replace(area, due_on=date(2025, 4, 25))
    later = due.summary(due.unit("教育局", Status.DUE_SOON))

    [letter] = letters(later, ())

    assert (letter.kind, letter.until) == (Kind.REMINDER, date(2025, 4, 25))
