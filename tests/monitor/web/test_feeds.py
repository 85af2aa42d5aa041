"""Feeds and calendars over the web, on the store of the demonstration."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from lxml import etree

from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.wording import Language
from monitor.access.roles import Role
from monitor.feeds.links import paths_for
from monitor.secret import workspace_secret
from monitor.wiring import Workspace
from spiders.simulator.sample import AS_OF
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

OFFICE, AREA, ELSEWHERE = "yunxi", "990121", "990122"
ATOM = "{http://www.w3.org/2005/Atom}"
Reader = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def offices(workspace: Workspace) -> None:
    listed = f"offices: [{{id: {OFFICE}, name: 云溪县政务公开办, area_id: '{AREA}', channels: [mail: x@yunxi.cn]}}]"
    (workspace.folder / "offices.yaml").write_text(listed, "utf-8")


def tell(workspace: Workspace, key: str, subject: str, delivered: bool = True, recipient: str = OFFICE) -> None:
    message = Message(
        recipient, "mail", Plane.OFFICES, Kind.NOTICE, Language.CHINESE, subject, f"{subject}：文", (Told(key, key),)
    )
    with unit_of_work(workspace.database) as work:
        put = work.outbox.put(message, AS_OF)
        assert put is not None
        if delivered:
            work.outbox.delivered(put, AS_OF, "250")


def titles(content: bytes) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in etree.fromstring(content).iter(f"{ATOM}entry")]


def test_an_office_reads_without_signing_in_what_it_was_told_and_no_other_does(
    workspace: Workspace, reader: Reader
) -> None:
    tell(workspace, "a", "一月")
    tell(workspace, "b", "二月")
    tell(workspace, "c", "还在等待", delivered=False)
    tell(workspace, "d", "他人的", recipient="another")
    feed, _ = paths_for(OFFICE, workspace_secret(workspace))

    answer = reader(role=None).get(feed)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    assert titles(answer.content) == ["二月", "一月"]
    for wrong in ("/feeds/abc.atom", feed.replace("/feeds/", "/feeds/x"), paths_for("gone", b"x")[0]):
        assert reader(role=None).get(wrong).status_code == 404


def test_what_a_reader_has_is_not_sent_again_until_something_is_told(workspace: Workspace, reader: Reader) -> None:
    feed, calendar = paths_for(OFFICE, workspace_secret(workspace))
    client = reader(role=None)
    tell(workspace, "a", "一月")
    tags = {path: client.get(path).headers["etag"] for path in (feed, calendar)}

    again = [client.get(path, headers={"If-None-Match": tag}).status_code for path, tag in tags.items()]
    tell(workspace, "b", "二月")
    then = client.get(feed, headers={"If-None-Match": tags[feed]})

    assert again == [304, 304]
    assert (then.status_code, titles(then.content)) == (200, ["二月", "一月"])
    assert then.headers["last-modified"].endswith("GMT")


def test_an_office_has_the_due_days_of_its_units_in_its_calendar(workspace: Workspace, reader: Reader) -> None:
    _, calendar = paths_for(OFFICE, workspace_secret(workspace))

    answer = reader(role=None).get(calendar)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    days = {str(event["DTSTART"].dt) for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    year = AS_OF.year
    assert {f"{year}-01-31", f"{year}-03-31", f"{year + 1}-03-31"} <= days


def test_whoever_is_signed_in_follows_the_areas_they_may_see(workspace: Workspace, reader: Reader) -> None:
    paths = [f"/feeds/areas/{AREA}.atom", f"/calendar/areas/{AREA}.ics"]

    answers = [reader(Role.VIEWER, AREA).get(path) for path in paths]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert any("逾期未公布" in str(title) for title in titles(answers[0].content))
    assert "疑似，请核实" in answers[0].text
    for path in paths:
        assert reader(role=None).get(path).status_code == 303
        assert reader(Role.VIEWER, ELSEWHERE).get(path).status_code == 404
        assert reader().get(path.replace(AREA, "no-such-area")).status_code == 404
