"""The page behind the signed link of a message."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from monitor.alerts.links import sign
from monitor.secret import workspace_secret
from monitor.web import create_app
from monitor.wiring import Workspace, find_and_load
from storage.acknowledgements import AcknowledgementAsked
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

AT = datetime(2025, 2, 5, 1, tzinfo=UTC)
ITEMS = (("教育局/2024/PUB-01/1", "教育局（2024年）：逾期未公布。"), ("<b>/2024/PUB-01/1", "<b>局：未监测到"))
ASKED = AcknowledgementAsked("a" * 32, "县办", 2024, "notice", "【年报监测】2024年", AT, ITEMS)


class Nobody:
    """Nobody is signed in: recipients have no accounts."""

    def signed(self, request: object) -> None:
        return None


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Workspace]:
    with closing(find_and_load(tmp_path, {})) as workspace:
        workspace.prepare()
        with unit_of_work(workspace.database) as work:
            work.acknowledgements.ask(ASKED)
        yield workspace


@pytest.fixture
def browse(asking: Workspace) -> Callable[[datetime], TestClient]:
    return lambda now: TestClient(create_app(asking, lambda: now, Nobody()), "http://localhost")


def link(workspace: Workspace, until: datetime = AT + timedelta(days=90)) -> str:
    return f"/acknowledge/{sign(workspace_secret(workspace), ASKED.id, until)}"


def asked(workspace: Workspace) -> AcknowledgementAsked:
    with unit_of_work(workspace.database) as work:
        found = work.acknowledgements.get(ASKED.id)
    assert found is not None
    return found


def test_a_link_that_is_only_opened_acknowledges_nothing(
    asking: Workspace, browse: Callable[[datetime], TestClient]
) -> None:
    answer = browse(AT).get(link(asking))

    assert answer.status_code == 200
    assert "教育局（2024年）：逾期未公布。" in answer.text
    assert "&lt;b&gt;局" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert asked(asking).acknowledged is None


def test_who_acknowledges_first_is_who_did(asking: Workspace, browse: Callable[[datetime], TestClient]) -> None:
    first, later = browse(AT + timedelta(hours=1)), browse(AT + timedelta(hours=2))

    answers = [first.post(link(asking), data={"by": "李明\r\n", "note": "已督促\x00"}), later.post(link(asking))]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("李明" in answer.text and "2025-02-05 10:00" in answer.text for answer in answers)
    done = asked(asking).acknowledged
    assert done is not None
    assert (done.by, done.at) == ("李明", AT + timedelta(hours=1))
    with unit_of_work(asking.database) as work:
        assert work.acknowledgements.keys(2024) == {("县办", key) for key, _ in ITEMS}


def test_nobody_acknowledges_without_a_name(asking: Workspace, browse: Callable[[datetime], TestClient]) -> None:
    answer = browse(AT).post(link(asking), data={"by": "  ", "note": "改天"})

    assert answer.status_code == 422
    assert "请填写确认人" in answer.text
    assert "改天" in answer.text
    assert asked(asking).acknowledged is None


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_is_not_good_says_so_and_nothing_else(
    asking: Workspace, browse: Callable[[datetime], TestClient], method: str
) -> None:
    client = browse(AT)
    forged = ("/acknowledge/x", "/acknowledge/" + "x" * 2000, "/acknowledge/%01.é", link(asking)[:-2])
    elsewhere = sign(workspace_secret(asking), "b" * 32, AT + timedelta(days=1))
    answers = [client.request(method, path) for path in (*forged, f"/acknowledge/{elsewhere}")]
    expired = client.request(method, link(asking, AT - timedelta(seconds=1)))

    assert {answer.status_code for answer in answers} == {404}
    assert client.request(method, "/acknowledge/%00.é").status_code == 404
    assert expired.status_code == 410
    assert "链接已过期" in expired.text
    assert all("链接无效" in answer.text for answer in answers)
    assert not any("教育局" in answer.text or "县办" in answer.text for answer in (*answers, expired))
    assert asked(asking).acknowledged is None
