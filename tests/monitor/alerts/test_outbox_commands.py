"""The commands of the operator: what is on its way, what was given up, and what is broken."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from crawler.domain.message import Attachment, Kind, Message, Plane, Told
from crawler.domain.wording import Language
from monitor.cli.app import app
from monitor.config import load_config
from monitor.wiring import Workspace
from storage.outbox_records import State
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 1, tzinfo=UTC)
OFFICES = """
offices:
  - id: county
    name: 云溪县人民政府办公室
    area_id: "370902"
    channels:
      - mail: xxgk@example.org
"""


@pytest.fixture
def workspace(tmp_path: Path, shaped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    (tmp_path / "gongkai.db").write_bytes(shaped_file.read_bytes())
    (tmp_path / "offices.yaml").write_text(OFFICES, "utf-8")
    monkeypatch.setenv("GONGKAI_WORKSPACE", str(tmp_path))
    workspace = Workspace(tmp_path, load_config(tmp_path, {}))
    yield workspace
    workspace.close()


def put(workspace: Workspace, subject: str, recipient: str = "county") -> str:
    told = (Told(subject, "教育局：疑似逾期未公布"),)
    file = Attachment("清单.xlsx", "application/vnd.ms-excel", b"PK")
    kinds = (Plane.OFFICES, Kind.NOTICE, Language.CHINESE)
    message = Message(recipient, "mail", *kinds, subject, "正文\x1b[31m", told, attachments=(file,))
    with unit_of_work(workspace.database) as work:
        return str(work.outbox.put(message, NOW))


def bury(workspace: Workspace) -> None:
    with unit_of_work(workspace.database) as work:
        outgoing = work.outbox.claim(NOW, "sender", timedelta(minutes=1))
        assert outgoing is not None
        work.outbox.bury(outgoing.id, NOW, "550 no such mailbox")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["outbox", *words], catch_exceptions=True)


def test_the_list_shows_what_became_of_each(workspace: Workspace) -> None:
    first = put(workspace, "[甲] 通报")
    bury(workspace)
    put(workspace, "乙通报")

    listed = run("list")

    assert listed.stdout.splitlines()[-1].startswith(first[:12])
    assert "[甲] 通报" in listed.stdout
    assert "550 no such mailbox" in listed.stdout
    assert "1 pending, 1 dead" in listed.stderr
    [dead] = json.loads(run("list", "--state", "dead", "--format", "json").stdout)
    assert (dead["id"], dead["state"], dead["ended_at"]) == (first, "dead", NOW.isoformat())


def test_one_is_shown_by_the_beginning_of_its_id_with_all_that_happened(workspace: Workspace) -> None:
    one = put(workspace, "通报")
    bury(workspace)

    text, record = run("show", one[:8]).stdout, json.loads(run("show", one, "--format", "json").stdout)

    assert "Attachment: 清单.xlsx (application/vnd.ms-excel, 2 bytes)" in text
    assert text.splitlines()[-1] == "2025-04-01 09:00  dead    550 no such mailbox"
    assert "\x1b" not in text
    assert [event["state"] for event in record["history"]] == ["pending", "sending", "dead"]
    assert [told["text"] for told in record["told"]] == ["教育局：疑似逾期未公布"]


def test_what_was_given_up_is_tried_again_or_dropped_by_somebody_for_a_reason(workspace: Workspace) -> None:
    one = put(workspace, "通报")
    bury(workspace)

    assert run("retry", one, "--by", "李").exit_code == 0
    assert run("drop", one, "--by", "李").exit_code == 2
    assert run("drop", one, "--by", "李", "--note", "发错了").exit_code == 0

    with unit_of_work(workspace.database) as work:
        filed = work.outbox.get(one)
    assert (filed.posted.state, filed.posted.said) == (State.DROPPED, "发错了")
    assert [event.by for event in filed.history[-2:]] == ["李", "李"]


def test_sending_says_what_was_not_delivered_and_why(workspace: Workspace) -> None:
    put(workspace, "通报")
    put(workspace, "通报", "gone")

    sent = run("send", "--now", "2025-04-01T09:00")

    assert sent.exit_code == 1
    assert "0 messages delivered, 1 delayed, 1 given up" in sent.stderr
    assert "no mail server is configured" in sent.stderr
    assert "gone/mail: the list of recipients has no channel mail of theirs any more" in sent.stderr
    with unit_of_work(workspace.database) as work:
        last = work.runs.last("deliver")
    assert last is not None
    assert (last.outcome, last.detail["delivered"], len(last.detail["dead"])) == ("failed", 0, 1)


def test_the_watch_prints_what_is_broken_now(workspace: Workspace) -> None:
    put(workspace, "通报")
    bury(workspace)

    zh, found = (
        CliRunner().invoke(app, ["watch", "--now", "2025-04-01T09:00", *more]).stdout
        for more in ((), ("--format", "json"))
    )

    assert "消息未能送达，已停止重试: 发给county/mail的1条消息已停止重试（550 no such mailbox）" in zh
    assert [one["about"] for one in json.loads(found) if one["kind"] == "dead_letters"] == ["county/mail"]
