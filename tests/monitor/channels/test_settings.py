from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr, ValidationError
from yaml import safe_load

from crawler.domain.errors import BadConfig
from monitor.channels.opening import open_channel
from monitor.channels.secrets import secret_of
from monitor.channels.settings import ChannelList
from monitor.config import MailSettings

WRITTEN = """
- mail: xxgk@yunxi.gov.cn
- mail: zhuren@yunxi.gov.cn
  name: 主任
  html: true
- webhook: {url: "https://oa.yunxi.gov.cn/hooks/gongkai?from=1", secret: "env:GONGKAI_SECRET_OA"}
- wecom: {key: "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"}
- dingtalk: {token: 566cc69da782ec, secret: SEC1f00}
- feishu: {token: aa0c9b11-55e0, endpoint: "https://feishu.yunxi.gov.cn"}
"""


class Recipient(BaseModel):
    channels: ChannelList


def read(text: str) -> tuple[Any, ...]:
    return Recipient.model_validate({"channels": safe_load(text)}).channels


def test_a_channel_is_known_by_its_key_and_named_after_it_unless_it_has_a_name() -> None:
    names = [channel.name for channel in read(WRITTEN)]

    assert names == ["mail", "主任", "webhook", "wecom", "dingtalk", "feishu"]


def test_every_kind_can_be_opened() -> None:
    opened = [open_channel(one, MailSettings(), {"GONGKAI_SECRET_OA": "geheim"}) for one in read(WRITTEN)]

    assert [type(channel).__name__ for channel in opened] == [
        "Mail",
        "Mail",
        "WebhookPost",
        "RobotPost",
        "RobotPost",
        "RobotPost",
    ]


def test_secrets_are_not_shown() -> None:
    channels = read(WRITTEN)

    shown = f"{channels} {[open_channel(one, MailSettings(), {'GONGKAI_SECRET_OA': 'geheim'}) for one in channels[3:]]}"
    for secret in ("693a91f6", "566cc69da782ec", "SEC1f00", "aa0c9b11"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("- sms: 13800000000", "a channel is one of mail, webhook, wecom, dingtalk and feishu"),
        ("- mail", "a channel is one of mail"),
        ("- {mail: a@b.cn, wecom: {key: x}}", "Extra inputs"),
        ("[{mail: a@b.cn}, {mail: c@d.cn}]", "two channels have the name 'mail'"),
        ('- mail: "a@b.cn\\nBcc: c@d.cn"', "pattern"),
        ("- {mail: a@b.cn, name: 'a b'}", "pattern"),
        ('- webhook: {url: "https://user:password@b.cn/", secret: x}', "pattern"),
        ('- webhook: {url: "file:///etc/passwd", secret: x}', "pattern"),
        ('- webhook: {url: "https://b.cn/", secret: x, allow_private: "yes"}', "boolean"),
        ('- webhook: {url: "https://b.cn/"}', "Field required"),
        ('- wecom: {key: ""}', "at least 1"),
        ("- wecom: {key: 5}", "string"),
    ],
)
def test_what_is_no_channel_is_refused_with_a_reason(wrong: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read(wrong)


def test_a_secret_stands_in_the_file_in_a_variable_or_in_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("aus der Datei\n", "utf-8")

    assert secret_of(SecretStr("here"), {}) == "here"
    assert secret_of(SecretStr("env:OA"), {"OA": "there"}) == "there"
    assert secret_of(SecretStr(f"file:{file}"), {}) == "aus der Datei"


@pytest.mark.parametrize("place", ["env:NOT_SET", "env:EMPTY", "file:relative", "file:/no/such/file", "file:/dev/null"])
def test_a_secret_that_is_not_there_is_named_by_its_place(place: str) -> None:
    with pytest.raises(BadConfig) as caught:
        secret_of(SecretStr(place), {"EMPTY": ""})

    assert caught.value.source == place


@pytest.mark.parametrize(
    "given",
    [
        {"wecom": {"key": "no key/../x"}},
        {"wecom": {"key": "key\n"}},
        {"dingtalk": {"token": "a-b"}},
        {"dingtalk": {"token": "ab", "secret": "no secret"}},
        {"feishu": {"token": "a?b"}},
    ],
)
def test_a_key_of_another_shape_is_refused_and_neither_told_nor_logged(
    given: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    [channel] = Recipient.model_validate({"channels": [given]}).channels

    with pytest.raises(BadConfig, match="shape") as caught:
        open_channel(channel, MailSettings(), {})

    [part] = given.values()
    assert not any(value in f"{caught.value} {caplog.text}" for value in part.values())
