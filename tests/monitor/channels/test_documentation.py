"""What docs/howto/channels.md shows works as it stands there."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from monitor.channels.opening import open_channel
from monitor.channels.robot_kinds import robot_of
from monitor.channels.settings import DingTalkChannel, FeishuChannel, WeComChannel
from monitor.channels.webhook import body_of, headers_of
from monitor.config import MailSettings
from monitor.recipients import Recipients
from tests.monitor.channels.written import WRITTEN, outgoing

PAGE = (Path(__file__).parents[3] / "docs" / "howto" / "channels.md").read_text("utf-8")
SECRETS = {"GK_OA_SECRET": "geheim", "GK_WECOM_KEY": "693a91f6", "GK_FEISHU_TOKEN": "aa0c", "GK_FEISHU_SECRET": "s"}


def shown(language: str) -> str:
    [block] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(block)


def test_the_channels_of_the_sample_can_be_opened(tmp_path: Path) -> None:
    for name in ("ding-token", "ding-secret"):
        (tmp_path / name).write_text("SEC1f00\n")
    [office] = Recipients.model_validate(yaml.safe_load(shown("yaml").replace("/run/secrets", str(tmp_path)))).offices

    opened = [open_channel(channel, MailSettings(), SECRETS) for channel in office.channels]

    assert len(opened) == 6


def test_a_receiver_can_tell_our_messages_by_the_example() -> None:
    known: dict[str, Any] = {}
    exec(shown("python"), known)  # noqa: S102 - that is what a reader does with it
    is_from_gongkai: Callable[[Mapping[str, str], bytes, str, float], bool] = known["is_from_gongkai"]
    body, now = body_of(outgoing()), WRITTEN.timestamp()
    headers = headers_of("5f1c0e7a", body, "geheim", WRITTEN)

    assert is_from_gongkai(headers, body, "geheim", now)
    assert not is_from_gongkai(headers, body + b" ", "geheim", now)
    assert not is_from_gongkai(headers, body, "another", now)
    assert not is_from_gongkai(headers, body, "geheim", now + 301)
    old = headers_of("5f1c0e7a", body, "geheim", WRITTEN - timedelta(hours=1))
    assert not is_from_gongkai(headers | {"X-Gongkai-Signature": old["X-Gongkai-Signature"]}, body, "geheim", now)


def test_the_sizes_are_those_that_texts_are_cut_to() -> None:
    robots = (
        WeComChannel.model_validate({"wecom": {"key": "a"}}),
        DingTalkChannel.model_validate({"dingtalk": {"token": "a"}}),
        FeishuChannel.model_validate({"feishu": {"token": "a"}}),
    )

    for settings in robots:
        assert f"| `{settings.name}` |" in PAGE
        assert f"{robot_of(settings, {}).limit:,} bytes".replace(",", " ") in PAGE
