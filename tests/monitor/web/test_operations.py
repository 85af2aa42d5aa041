"""Operators see how we see: what is of all areas only where all are theirs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.wording import Language
from monitor.access.roles import Role
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

Reader = Callable[..., TestClient]
TABS = ("", "/schedule", "/outbox", "/troubles", "/rule-errors", "/runs")
AT = datetime(2025, 4, 20, tzinfo=UTC)


def test_every_list_of_the_operator_is_shown_and_exported(reader: Reader) -> None:
    pages = reader(Role.OPERATOR)

    assert [pages.get(f"/operations{tab}").status_code for tab in TABS] == [200] * len(TABS)
    assert [pages.get(f"/operations{tab}?format=csv").status_code for tab in TABS] == [200] * len(TABS)
    assert reader(Role.REVIEWER).get("/operations").status_code == 403


def test_a_site_that_was_not_seen_stands_first_with_its_reason(reader: Reader) -> None:
    rows = reader(Role.OPERATOR).get("/operations?format=json").json()

    assert [row["outcome"] for row in rows[:2]] == ["网站拒绝自动访问", "栏目列表未能完整浏览"]
    assert rows[0]["trend"] == "⊘⊘"


def test_who_operates_one_area_sees_its_sites_and_nothing_that_is_of_all(reader: Reader) -> None:
    pages = reader(Role.OPERATOR, "990123")

    assert [row["unit"] for row in pages.get("/operations?format=json").json()] == ["望川县人民政府"]
    assert {one["site_id"] for one in pages.get("/api/v1/visits").json()["items"]} == {
        row["site"] for row in pages.get("/operations?format=json").json()
    }
    assert [pages.get(f"/operations{tab}").status_code for tab in TABS[1:]] == [403] * 5
    assert [pages.get(f"/api/v1/{name}").status_code for name in ("runs", "outbox")] == [403, 403]


def test_a_message_that_was_given_up_is_tried_again_or_dropped_for_a_reason(
    reader: Reader, workspace: Workspace
) -> None:
    told = (Told("k", "t"),)
    message = Message("office", "mail", Plane.OFFICES, Kind.NOTICE, Language.CHINESE, "标题", "正文", told)
    with unit_of_work(workspace.database) as work:
        message_id = work.outbox.put(message, AT)
        work.outbox.claim(AT, "sender", timedelta(minutes=5))
        work.outbox.bury(str(message_id), AT, "no such mailbox")
    pages = reader(Role.OPERATOR)

    def act(name: str, note: str = "") -> int:
        return pages.post(f"/operations/outbox/{message_id}", data={"act": name, "note": note}).status_code

    assert "no such mailbox" in pages.get("/operations/outbox?state=dead").text
    assert [act("drop"), act("retry"), act("drop", "换人了"), act("drop", "again")] == [422, 303, 303, 409]
    assert [one["state"] for one in pages.get("/api/v1/outbox").json()["items"]] == ["dropped"]
