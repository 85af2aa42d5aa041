"""The robots of WeCom, DingTalk and Feishu: where they are spoken to, how, and what their answers mean.

Addresses, the shape of keys and sizes are Apprise's. The sending is not: Apprise looks at the status of HTTP alone,
which is 200 where the platform refuses, tells nobody what was answered, waits in its sleep, and cannot sign for Feishu.
"""

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from pydantic import SecretStr

from crawler.domain.errors import BadConfig
from monitor.channels.robots import Robot, Signals
from monitor.channels.secrets import secret_of
from monitor.channels.settings import DingTalkChannel, FeishuChannel, WeComChannel

_MINUTE = timedelta(minutes=1)
_AROUND = 300
"""The bytes of a request around its text."""


def robot_of(settings: WeComChannel | DingTalkChannel | FeishuChannel, environ: Mapping[str, str]) -> Robot:
    """The robot that settings name; raises BadConfig where its key is none."""
    if isinstance(settings, WeComChannel):
        key = _key(settings.wecom.key, environ, NotifyWeComBot, "key", settings.name)
        return _WeComRobot(key, settings.wecom.endpoint)
    if isinstance(settings, DingTalkChannel):
        ding = settings.dingtalk
        token = _key(ding.token, environ, NotifyDingTalk, "token", settings.name)
        secret = None if ding.secret is None else _key(ding.secret, environ, NotifyDingTalk, "secret", settings.name)
        return _DingTalkRobot(token, ding.endpoint, secret)
    feishu = settings.feishu
    token = _key(feishu.token, environ, NotifyFeishu, "token", settings.name)
    return _FeishuRobot(token, feishu.endpoint, None if feishu.secret is None else secret_of(feishu.secret, environ))


def _key(given: SecretStr, environ: Mapping[str, str], plugin: Any, part: str, name: str) -> str:  # noqa: ANN401 - a class of Apprise, whose tokens have no types
    """A key of the shape that the platform gives out. Apprise would write another one into the log."""
    key, (pattern, _) = secret_of(given, environ), plugin.template_tokens[part]["regex"]
    if not re.fullmatch(pattern, key, re.IGNORECASE) or key.endswith("\n"):
        raise BadConfig(name, f"its {part} is not of the shape that the platform gives out")
    return key


def _at(address: str, endpoint: str | None) -> str:
    """The address on the platform's own server, or on that of the recipient."""
    if endpoint is None:
        return address
    parts = urlsplit(address)
    return endpoint.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass(frozen=True, slots=True)
class _WeComRobot:
    key: str = field(repr=False)
    endpoint: str | None

    limit: ClassVar[int] = NotifyWeComBot.body_maxlen
    signals: ClassVar[Signals] = Signals(
        ("errcode",),
        "errmsg",
        refused=frozenset({40008, 40058, 44004, 45002, 93000, 93004, 93008}),
        busy={45009: _MINUTE, 45033: _MINUTE},
    )

    @property
    def address(self) -> str:
        return _at(NotifyWeComBot.notify_url.format(key=self.key), self.endpoint)

    def payload(self, text: str, now: datetime) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        return {"msgtype": "text", "text": {"content": text}}, {}


@dataclass(frozen=True, slots=True)
class _DingTalkRobot:
    token: str = field(repr=False)
    endpoint: str | None
    secret: str | None = field(repr=False)

    limit: ClassVar[int] = NotifyDingTalk.body_maxlen - _AROUND
    # Whoever is too fast is not listened to for ten minutes.
    signals: ClassVar[Signals] = Signals(
        ("errcode",),
        "errmsg",
        refused=frozenset({300001, 300005, 310000, 400101, 400102, 400105, 400106, 430101, 430102, 430103, 430104}),
        busy={130101: 10 * _MINUTE, 410100: 10 * _MINUTE},
    )

    @property
    def address(self) -> str:
        return _at(NotifyDingTalk.notify_url.format(token=self.token), self.endpoint)

    def payload(self, text: str, now: datetime) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        said = {"msgtype": "text", "text": {"content": text}, "at": {"atMobiles": [], "isAtAll": False}}
        if self.secret is None:
            return said, {}
        timestamp = str(round(now.timestamp() * 1000))
        return said, {"timestamp": timestamp, "sign": _signed(self.secret, f"{timestamp}\n{self.secret}")}


@dataclass(frozen=True, slots=True)
class _FeishuRobot:
    token: str = field(repr=False)
    endpoint: str | None
    secret: str | None = field(repr=False)

    limit: ClassVar[int] = NotifyFeishu.body_maxlen - _AROUND
    signals: ClassVar[Signals] = Signals(
        ("code", "StatusCode"),
        "msg",
        refused=frozenset({19001, 19002, 19007, 19021, 19022, 19024}),
        busy={11232: _MINUTE, 11233: _MINUTE, 99991400: _MINUTE},
    )

    @property
    def address(self) -> str:
        return _at(NotifyFeishu.notify_url.format(token=self.token), self.endpoint).rstrip("/")

    def payload(self, text: str, now: datetime) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        said: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if self.secret is not None:
            timestamp = str(int(now.timestamp()))
            # On this platform the words are the key, and nothing is what is signed by it.
            said |= {"timestamp": timestamp, "sign": _signed(f"{timestamp}\n{self.secret}", "")}
        return said, {}


def _signed(key: str, words: str) -> str:
    return b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode("ascii")
