from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Outcome
from crawler.domain.finding_life import Cause, Event, Grounds, State, Step
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language, Text
from monitor.feeds.atom import Entry, Feed
from monitor.feeds.changed import Changed, changes_feed
from storage.changes import FindingChange
from storage.standing_records import Stood

AT = datetime(2025, 4, 20, 1, tzinfo=UTC)
SITE = "http://www.yunxi.gov.cn/zfxxgk/nb/"
SCHOOLS = Unit("100101", "云溪县教育局", UnitKind.DEPARTMENT, Level.COUNTY, "1001", SITE)


def missing(at: datetime = AT) -> Stood:
    owed = Obligation(SCHOOLS, 2024, date(2025, 1, 31), DueBasis.STATUTORY, date(2025, 1, 31))
    seen = Evidence(SITE, AT, Text("栏目已查完，未监测到2024年报告", "not seen in the whole column"))
    return Stood(Standing(SCHOOLS, 2024, Status.MISSING, owed, evidence=(seen,)), as_of=at)


def change(step: Step = Step.OPENED, state: State = State.OPEN, cause: Cause | None = Cause.FOUND) -> FindingChange:
    grounds = Grounds(Outcome.FAIL, Text("相差2", "off by 2"))
    event = Event(AT + timedelta(hours=1), step, state, grounds, cause)
    return FindingChange(7, event, 3, SCHOOLS.id, SCHOOLS.name, 2024, "T3-02", Text("收支平衡", "balance"))


def feed(*found: Stood | FindingChange, language: Language = Language.CHINESE) -> Feed:
    standings = tuple(one for one in found if isinstance(one, Stood))
    findings = tuple(one for one in found if isinstance(one, FindingChange))
    changed = Changed("1001", "云溪县", standings, findings, "https://gk.cn")
    return changes_feed(changed, language, "https://gk.cn/feeds/areas/1001.atom", AT)


def test_a_standing_is_told_with_its_due_day_its_evidence_and_the_moment() -> None:
    [entry] = feed(missing()).entries

    assert entry == Entry(
        "standing/100101/2024/2025-04-20T01:00:00+00:00",
        "云溪县教育局（2024年）：逾期未公布",
        "云溪县教育局（2024年）：逾期未公布\n"
        "期限：2025年1月31日（法定，《政府信息公开条例》第四十九条）。\n"
        f"证据：{SITE} （2025-04-20 09:00采集）栏目已查完，未监测到2024年报告\n"
        "截至2025-04-20 09:00。\n"
        "监测结果由系统自动采集，请在发文前人工复核。",
        AT,
        "https://gk.cn/units/100101",
        ("公布情况",),
    )


def test_a_finding_is_suspected_until_a_person_has_confirmed_it() -> None:
    [entry] = feed(change()).entries

    assert entry.title == "云溪县教育局（2024年）：T3-02 首次监测到"
    assert entry.body == (
        "首次监测到：相差2\n检查项T3-02：收支平衡\n目前状态：疑似，请核实。\n"
        "截至2025-04-20 10:00。\n监测结果由系统自动采集，请在发文前人工复核。"
    )


@pytest.mark.parametrize(
    ("step", "state", "cause", "said"),
    [
        (Step.ACKNOWLEDGED, State.ACKNOWLEDGED, None, "目前状态：已确认。"),
        (Step.DISMISSED, State.DISMISSED, None, "目前状态：经人工复核不成立。"),
        (Step.RESOLVED, State.RESOLVED, Cause.UNSEEN, "不再监测到：未能取得报告，不视为已改正"),
    ],
)
def test_what_became_of_a_finding_is_said(step: Step, state: State, cause: Cause | None, said: str) -> None:
    [entry] = feed(change(step, state, cause)).entries

    assert said in entry.body


def test_the_newest_comes_first_and_a_standing_that_changed_is_another_entry() -> None:
    entries = feed(missing(), missing(AT + timedelta(days=1)), change()).entries

    assert [entry.updated - AT for entry in entries] == [timedelta(days=1), timedelta(hours=1), timedelta()]
    assert len({entry.key for entry in entries}) == 3


def test_it_speaks_english_too() -> None:
    [first, second] = feed(missing(), change(), language=Language.ENGLISH).entries

    assert first.title == "云溪县教育局 (2024): T3-02 first seen"
    assert second.title == "云溪县教育局 (2024): overdue, not published"
    assert "It is now: suspected, please verify." in first.body
