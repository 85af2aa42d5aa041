import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import TypeAdapter

from crawler.domain.errors import DeliveryFailed, NotAccepted, TryLater
from crawler.domain.message import Channel
from monitor.channels.opening import open_channel
from monitor.channels.settings import ChannelSettings
from monitor.channels.turns import Turns
from monitor.config import MailSettings
from tests.monitor.channels.servers import Asked, Said, WebServer
from tests.monitor.channels.written import Hand, body_with, outgoing, told

READ: TypeAdapter[ChannelSettings] = TypeAdapter(ChannelSettings)
KEY = "693a91f6-7bc4-4bc4-97a0-0ec2sifa5aaa"
TAKEN = {
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"},
}


def signed(key: str, words: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode()


def refusal(code: int, words: str) -> Said:
    return Said(body=f'{{"errcode": {code}, "errmsg": "{words}", "code": {code}, "msg": "{words}"}}'.encode())


def wecom(asked: Asked) -> Said:
    """As the platform says in its documentation of robots in groups."""
    address = urlsplit(asked.path)
    if address.path != "/cgi-bin/webhook/send" or parse_qs(address.query) != {"key": [KEY]}:
        return refusal(93000, "invalid webhook url")
    if asked.json["msgtype"] != "text":
        return refusal(40008, "invalid message type")
    if len(asked.json["text"]["content"].encode()) > 2048:
        return refusal(40058, "text.content exceed max length 2048")
    return Said(body=b'{"errcode":0,"errmsg":"ok"}')


def dingtalk(asked: Asked) -> Said:
    """Signed with the secret over time and secret, in the address."""
    address = urlsplit(asked.path)
    given = {name: values[0] for name, values in parse_qs(address.query).items()}
    if address.path != "/robot/send" or [given.get("access_token")] != ["566cc69da782ec"]:
        return refusal(300001, "token is not exist")
    if given.get("sign") != signed("SEC1f00", f"{given.get('timestamp')}\nSEC1f00"):
        return refusal(310000, "sign not match")
    if len(asked.body) > 20_000:
        return refusal(460101, "message too long")
    assert asked.json["at"] == {"atMobiles": [], "isAtAll": False}
    return Said(body=b'{"errcode":0,"errmsg":"ok"}')


def feishu(asked: Asked) -> Said:
    """Signed with time and secret over nothing, in the body."""
    if asked.path != "/open-apis/bot/v2/hook/aa0c9b11-55e0":
        return Said(body=b'{"code":19001,"data":{},"msg":"param invalid: incoming webhook access token invalid"}')
    if asked.json.get("sign") != signed(f"{asked.json.get('timestamp')}\ngeheim", ""):
        return refusal(19021, "sign match fail or timestamp is not within one hour from current time")
    if len(asked.body) > 20_000:
        return refusal(9499, "Bad Request")
    return Said(body=b'{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}')


PLATFORMS: dict[str, Callable[[Asked], Said]] = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}
SETTINGS: dict[str, dict[str, str]] = {
    "wecom": {"key": KEY},
    "dingtalk": {"token": "566cc69da782ec", "secret": "SEC1f00"},
    "feishu": {"token": "aa0c9b11-55e0", "secret": "env:FEISHU"},
}
ANOTHER = {"secret": "another"}
EACH = pytest.mark.parametrize("kind", list(PLATFORMS))


def robot(kind: str, endpoint: str, hand: Hand, **wrong: str) -> Channel:
    settings: Any = READ.validate_python({kind: SETTINGS[kind] | {"endpoint": endpoint} | wrong})
    return open_channel(settings, MailSettings(), {"FEISHU": "geheim"}, hand, Turns(hand))


def text_in(asked: Asked) -> str:
    said = asked.json
    return str(said["content"]["text"] if "content" in said else said["text"]["content"])


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=566cc69da782ec"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/aa0c9b11-55e0"),
    ],
)
def test_without_an_endpoint_the_platform_itself_is_spoken_to(kind: str, address: str, hand: Hand) -> None:
    settings: Any = READ.validate_python({kind: SETTINGS[kind]})

    channel: Any = open_channel(settings, MailSettings(), {"FEISHU": "geheim"}, hand)

    assert channel.robot.address == address


def test_parts_take_their_turns_together_or_not_at_all(hand: Hand) -> None:
    turns = Turns(hand)

    assert turns.take("robot", 15) is None
    hand.move(seconds=10)
    assert turns.take("robot", 6) == timedelta(seconds=50)
    assert turns.take("robot", 5) is None


def test_a_robot_speaks_twenty_times_in_any_minute(hand: Hand) -> None:
    turns = Turns(hand)

    for _ in range(20):
        assert turns.take("robot") is None
        hand.move(seconds=1)
    assert turns.take("robot") == timedelta(seconds=40)
    assert turns.take("another") is None
    hand.move(seconds=40)
    assert turns.take("robot") is None
    assert turns.take("robot") == timedelta(seconds=1)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_a_wrong_signature_is_a_refusal(kind: str, web_server: WebServer, hand: Hand) -> None:
    web_server.answer = PLATFORMS[kind]

    with pytest.raises(NotAccepted, match=r"code (310000|19021) sign"):
        robot(kind, web_server.origin, hand, **ANOTHER).send(outgoing())


@pytest.mark.slow
@EACH
class TestWithAServer:
    def test_a_message_is_said_in_the_group(self, kind: str, web_server: WebServer, hand: Hand) -> None:
        web_server.answer = PLATFORMS[kind]

        receipt = robot(kind, web_server.origin, hand).send(outgoing())

        [asked] = web_server.asked
        assert receipt.startswith("HTTP 200, code 0 ")
        assert text_in(asked) == f"{outgoing().message.subject}\n\n{outgoing().message.body}"

    def test_an_endless_message_fits_and_mentions_nobody(self, kind: str, web_server: WebServer, hand: Hand) -> None:
        web_server.answer = PLATFORMS[kind]
        items = tuple(told(f"第{number}局", '<at user_id="all"></at> @all 👩‍👩‍👧‍👦"') for number in range(2000))

        robot(kind, web_server.origin, hand).send(outgoing(body=body_with(items), told=items))

        [asked] = web_server.asked
        assert "共2000项，全文见：https://gongkai.yunxi.gov.cn/areas/yunxi" in text_in(asked)
        assert "<at" not in text_in(asked)
        assert "@" not in text_in(asked)

    def test_what_leads_nowhere_is_said_in_parts_or_not_at_all(
        self, kind: str, web_server: WebServer, hand: Hand
    ) -> None:
        web_server.answer = PLATFORMS[kind]
        few, many = (tuple(told(f"第{number}局") for number in range(most)) for most in (100, 3000))
        speaks = robot(kind, web_server.origin, hand)

        speaks.send(outgoing(body=body_with(few), told=few, link=None))
        said = "".join(map(text_in, web_server.asked))
        with pytest.raises(NotAccepted, match=r"serve\.public_url"):
            speaks.send(outgoing(body=body_with(many), told=many, link=None))

        assert all(said.count(f"第{number}局") == 1 for number in range(100))
        assert "".join(map(text_in, web_server.asked)) == said

    def test_a_wrong_key_is_a_refusal_although_http_says_200(
        self, kind: str, web_server: WebServer, hand: Hand
    ) -> None:
        web_server.answer = PLATFORMS[kind]
        key = "key" if kind == "wecom" else "token"

        with pytest.raises(NotAccepted, match=r"HTTP 200, code (93000|300001|19001) .*(invalid|not exist)") as caught:
            robot(kind, web_server.origin, hand, **{key: "5eCret"}).send(outgoing())

        assert "5eCret" not in str(caught.value)

    def test_a_platform_that_was_asked_too_often_is_left_alone(
        self, kind: str, web_server: WebServer, hand: Hand
    ) -> None:
        code, minutes = {"wecom": (45009, 1), "dingtalk": (130101, 10), "feishu": (11232, 1)}[kind]
        web_server.answer = lambda asked: refusal(code, "send too fast, exceed 20 times per minute")

        with pytest.raises(TryLater, match=f"code {code} send too fast") as caught:
            robot(kind, web_server.origin, hand).send(outgoing())

        assert caught.value.after == timedelta(minutes=minutes)

    def test_the_twenty_first_message_of_a_minute_is_not_sent(
        self, kind: str, web_server: WebServer, hand: Hand
    ) -> None:
        web_server.says(200, TAKEN[kind])
        speaks = robot(kind, web_server.origin, hand)
        for _ in range(20):
            speaks.send(outgoing())

        with pytest.raises(TryLater) as caught:
            speaks.send(outgoing())

        assert caught.value.after == timedelta(minutes=1)
        assert len(web_server.asked) == 20
        hand.move(minutes=1)
        speaks.send(outgoing())

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (200, b""),
            (200, b"<html>login</html>"),
            (200, b"[0]"),
            (200, b'{"errcode": "0", "code": null}'),
            (200, b'{"errcode": 77, "code": 77}'),
            (500, b'{"errcode": 0, "code": 0}'),
            (302, b'{"errcode": 0, "code": 0}'),
            (200, b"[" * 60_000),
        ],
    )
    def test_what_is_no_success_of_the_platform_is_a_failure(
        self, kind: str, web_server: WebServer, hand: Hand, status: int, body: bytes
    ) -> None:
        web_server.says(status, body, headers={"Location": "/"})

        with pytest.raises(DeliveryFailed, match=f"HTTP {status}") as caught:
            robot(kind, web_server.origin, hand).send(outgoing())

        assert type(caught.value) is DeliveryFailed
        assert len(web_server.asked) == 1

    def test_a_busy_server_of_the_platform_is_left_alone(self, kind: str, web_server: WebServer, hand: Hand) -> None:
        web_server.says(429, b"", headers={"Retry-After": "7"})

        with pytest.raises(TryLater) as caught:
            robot(kind, web_server.origin, hand).send(outgoing())

        assert caught.value.after == timedelta(seconds=7)

    def test_a_platform_that_is_not_there_does_not_give_the_key_away(
        self, kind: str, closed_port: int, hand: Hand
    ) -> None:
        with pytest.raises(DeliveryFailed, match="no connection") as caught:
            robot(kind, f"http://127.0.0.1:{closed_port}", hand).send(outgoing())

        assert not any(value in repr(caught.value) for value in SETTINGS[kind].values())
