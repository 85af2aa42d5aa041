"""What is due reaches the outbox once, with the way to acknowledge it, and not while an office has peace."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import BadConfig
from crawler.domain.evidence import Listed, Visit, VisitOutcome
from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language
from monitor.jobs.alert import preview_all, preview_messages, write_all, write_messages
from monitor.jobs.scheduled import tell_offices
from monitor.jobs.slot_keeper import Occasion
from monitor.web import create_app
from monitor.wiring import Workspace, find_and_load
from storage.outbox_records import State
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

CITY = Unit("city", "临江市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, None, "http://www.linjiang.gov.cn/")
COUNTY = Unit("county", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, "city", "http://www.yunxi.gov.cn/")
OFFICE = Unit("edu", "云溪县教育局", UnitKind.DEPARTMENT, Level.COUNTY, "county", "http://www.yunxi.gov.cn/")
SETTINGS = '[serve]\npublic_url = "https://gk.example.gov.cn"\n'
RECIPIENTS = """
offices:
  - {id: 县办, name: 云溪县政府办, area_id: county, channels: [mail: county@example.gov.cn]}
  - {id: 市办, name: 临江市政府办, area_id: city, channels: [mail: city@example.gov.cn]}
quiet: {hours: 20:00-08:00, days_off: hold}
"""
WEDNESDAY = datetime(2025, 2, 5, 7, 30, tzinfo=SHANGHAI)


class Nobody:
    def signed(self, request: object) -> None:
        return None


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "gongkai.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "offices.yaml").write_text(RECIPIENTS, "utf-8")
    with closing(find_and_load(tmp_path, {})) as opened:
        opened.prepare()
        with unit_of_work(opened.database) as work:
            work.units.keep((CITY, COUNTY, OFFICE))
            for day in (1, 2):
                work.visits.add(_found_nothing(datetime(2025, 2, day + 1, 2, tzinfo=SHANGHAI)))
        yield opened


def _found_nothing(at: datetime) -> Visit:
    listed, looked_for = (Listed(OFFICE.id, 2023),), (OFFICE.fingerprint,)
    ended, seen = at + timedelta(minutes=5), VisitOutcome.COMPLETE
    return Visit(OFFICE.site_id, at, ended, seen, (OFFICE.site_url,), listed=listed, looked_for=looked_for)


def told(workspace: Workspace, at: datetime) -> list[tuple[str, Kind, list[str | None]]]:
    found = write_messages(workspace, 2024, at)
    return [(message.recipient, message.kind, [item.unit_id for item in message.told]) for message in found]


def _deliver(workspace: Workspace, at: datetime) -> None:
    with unit_of_work(workspace.database) as work:
        outgoing = work.outbox.claim(at, "sender", timedelta(minutes=10))
        assert outgoing is not None
        work.outbox.delivered(outgoing.id, at, "250 OK")


def test_what_is_due_is_put_once_and_waits_for_the_morning(workspace: Workspace) -> None:
    assert told(workspace, WEDNESDAY) == [("县办", Kind.NOTICE, ["edu"])]
    assert told(workspace, WEDNESDAY + timedelta(hours=1)) == []
    with unit_of_work(workspace.database) as work:
        [posted] = work.outbox.listing()
    assert (posted.state, posted.due_at) == (State.PENDING, WEDNESDAY + timedelta(minutes=30))


def test_a_preview_says_the_same_and_writes_nothing(workspace: Workspace) -> None:
    [post] = preview_messages(workspace, 2024, WEDNESDAY)

    assert "云溪县教育局" in post.message.body
    assert "https://gk.example.gov.cn/acknowledge/…" in post.message.body
    assert not (workspace.folder / "secret.key").exists()
    assert told(workspace, WEDNESDAY) == [("县办", Kind.NOTICE, ["edu"])]


def test_the_link_of_a_message_stops_the_ladder_that_begins_when_it_is_delivered(workspace: Workspace) -> None:
    [message] = write_messages(workspace, 2024, WEDNESDAY)
    client = TestClient(create_app(workspace, lambda: WEDNESDAY, Nobody()), "http://localhost")
    path = str(message.link).removeprefix("https://gk.example.gov.cn")

    assert str(message.link) in message.body
    assert client.get(path).status_code == 200
    friday = WEDNESDAY + timedelta(days=2)
    assert preview_messages(workspace, 2024, friday) == ()
    _deliver(workspace, WEDNESDAY + timedelta(hours=1))
    [above] = preview_messages(workspace, 2024, friday)
    assert above.message.kind is Kind.ESCALATION
    assert "已于2025-02-05 08:30告知云溪县政府办，尚未收到确认" in above.message.body
    assert client.post(path, data={"by": "李明"}).status_code == 200
    assert told(workspace, friday) == []


def test_nothing_is_written_on_a_day_off_and_the_next_run_tells_what_is_so_then(workspace: Workspace) -> None:
    saturday = datetime(2025, 2, 15, 9, tzinfo=SHANGHAI)

    assert told(workspace, saturday) == []
    assert told(workspace, saturday + timedelta(days=2)) == [("县办", Kind.NOTICE, ["edu"])]


def test_what_was_told_by_mail_address_before_is_not_told_again(workspace: Workspace) -> None:
    [post] = preview_messages(workspace, 2024, WEDNESDAY)
    key = post.message.told[0].key
    letter = Message(
        recipient="county@example.gov.cn",
        channel="mail",
        plane=Plane.OFFICES,
        kind=Kind.NOTICE,
        language=Language.CHINESE,
        subject="【年报监测】",
        body="…",
        told=(Told(key, "", "edu", 2024, "PUB-01"),),
    )
    with unit_of_work(workspace.database) as work:
        work.outbox.put(letter, WEDNESDAY - timedelta(days=1))

    assert told(workspace, WEDNESDAY) == []


def test_what_was_told_of_the_year_before_is_taken_back_in_the_new_year(workspace: Workspace) -> None:
    told(workspace, WEDNESDAY)
    with unit_of_work(workspace.database) as work:
        work.units.keep((replace(OFFICE, obliged_from=2025),))

    january = write_all(workspace, datetime(2026, 1, 7, 7, 30, tzinfo=SHANGHAI))

    of_2024 = [one for one in january if any(item.report_year == 2024 for item in one.told)]
    assert [(one.recipient, one.kind) for one in of_2024] == [("县办", Kind.CORRECTION)]


def test_what_is_due_in_the_first_days_of_january_is_reminded_of_in_december(workspace: Workspace) -> None:
    with unit_of_work(workspace.database) as work:
        work.units.keep((replace(OFFICE, local_due=(1, 8)),))

    christmas_eve = datetime(2025, 12, 24, 7, 30, tzinfo=SHANGHAI)
    foreseen = preview_all(workspace, christmas_eve)
    december = write_all(workspace, christmas_eve)

    assert [post.message.told for post in foreseen] == [one.told for one in december]
    of_2025 = [one for one in december if any(item.report_year == 2025 for item in one.told)]
    assert [(one.recipient, one.kind) for one in of_2025] == [("县办", Kind.REMINDER)]
    assert "应于2026年1月8日前向社会公布" in of_2025[0].body


def test_an_office_whose_area_left_the_register_keeps_nobody_else_from_being_told(workspace: Workspace) -> None:
    written = RECIPIENTS.replace("area_id: city", "area_id: gone")
    (workspace.folder / "offices.yaml").write_text(written, "utf-8")
    with closing(find_and_load(workspace.folder, {})) as opened:
        with pytest.raises(BadConfig, match="市办: the register has no area 'gone'; 1 messages written"):
            tell_offices(opened, Occasion(WEDNESDAY, WEDNESDAY))
        with unit_of_work(opened.database) as work:
            assert [posted.recipient for posted in work.outbox.listing()] == ["县办"]
