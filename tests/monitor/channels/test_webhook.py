import json
import time
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from crawler.domain.errors import DeliveryFailed, NotAccepted, TryLater
from crawler.domain.message import Kind, Plane, Told
from crawler.domain.wording import Language
from monitor.channels.posting import Poster
from monitor.channels.settings import Webhook
from monitor.channels.webhook import SCHEMA, WebhookPost, body_of, signature_of
from tests.monitor.channels.servers import WebServer
from tests.monitor.channels.written import Hand, attachment, outgoing

PUBLISHED = Path(__file__).parents[3] / "docs" / "schemas" / "message.schema.json"


def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(PUBLISHED.read_text("utf-8")))


def webhook(server: WebServer, hand: Hand, **more: Any) -> WebhookPost:
    address = {"url": f"{server.origin}/hooks/gongkai?from=1", "secret": "geheim", "allow_private": True}
    return WebhookPost(Webhook.model_validate(address | more), "geheim", hand)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"attachments": (attachment(),), "link": None, "language": Language.ENGLISH, "kind": Kind.CORRECTION},
        {"plane": Plane.OPERATORS, "kind": Kind.TROUBLE, "told": (Told("disk/1", "the disk is full"),), "record": {}},
        {"subject": "\ud83d\r\nX: y", "told": (Told("k", "\x00\ud83d"),), "record": {"said": "\ud83d"}},
    ],
    ids=["notice", "correction", "trouble", "scraped"],
)
def test_what_is_posted_is_as_the_schema_says(changes: dict[str, Any]) -> None:
    posted = json.loads(body_of(outgoing(**changes)))

    validator().validate(posted)


@pytest.mark.parametrize("missing", ["id", "told", "kind", "record"])
def test_the_schema_leaves_nothing_out(missing: str) -> None:
    posted = json.loads(body_of(outgoing()))
    del posted[missing]

    assert not validator().is_valid(posted)


def test_the_schema_has_the_version_that_is_written() -> None:
    schema = json.loads(PUBLISHED.read_text("utf-8"))

    assert schema["properties"]["schema"]["const"] == schema["title"] == SCHEMA


def test_the_body_holds_the_record_the_documents_and_all_that_is_told() -> None:
    posted = json.loads(body_of(outgoing(attachments=(attachment(),))))

    assert posted["record"] == {"missing": 3, "total": 40}
    assert [told["unit_id"] for told in posted["told"]] == ["教育局", "水利局", "财政局"]
    assert b64decode(posted["attachments"][0]["content"]) == b"PK\x03\x04 sheet"


def test_the_body_is_the_same_at_every_attempt() -> None:
    assert body_of(outgoing(1)) == body_of(outgoing(2))


def test_a_signature_is_of_one_time_one_body_and_one_secret() -> None:
    signed = {signature_of(*of) for of in [("1", b"{}", "a"), ("2", b"{}", "a"), ("1", b"[]", "a"), ("1", b"{}", "b")]}

    assert len(signed) == 4


@pytest.mark.slow
class TestWithAServer:
    def test_a_receiver_can_prove_that_it_is_from_us(self, web_server: WebServer, hand: Hand) -> None:
        receipt = webhook(web_server, hand).send(outgoing())

        [asked] = web_server.asked
        assert receipt == "HTTP 200"
        assert asked.path == "/hooks/gongkai?from=1"
        assert asked.headers["X-Gongkai-Delivery"] == asked.json["id"] == "5f1c0e7a"
        assert asked.headers["X-Gongkai-Timestamp"] == str(int(hand.now.timestamp()))
        signed = signature_of(asked.headers["X-Gongkai-Timestamp"], asked.body, "geheim")
        assert asked.headers["X-Gongkai-Signature"] == signed

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (400, NotAccepted),
            (409, NotAccepted),
            (410, NotAccepted),
            (401, DeliveryFailed),
            (404, DeliveryFailed),
            (500, DeliveryFailed),
            (302, DeliveryFailed),
        ],
    )
    def test_what_is_not_taken_fails_for_good_or_for_now(
        self, web_server: WebServer, hand: Hand, status: int, kind: type[DeliveryFailed]
    ) -> None:
        web_server.says(status, "不收\r\n".encode(), headers={"Location": "/elsewhere"})

        with pytest.raises(DeliveryFailed, match=f"yunxi-office: HTTP {status} 不收$") as caught:
            webhook(web_server, hand).send(outgoing())

        assert type(caught.value) is kind
        assert len(web_server.asked) == 1

    @pytest.mark.parametrize(
        ("status", "asked", "seconds"),
        [
            (429, "90", 90),
            (503, "Mon, 10 Feb 2025 01:05:00 GMT", 300),
            (429, None, 60),
            (429, "soon", 60),
            (429, "-5", 60),
            (503, "99999999999999999999", 86_400),
            (503, "Mon, 10 Feb 2020 01:05:00 GMT", 1),
        ],
    )
    def test_a_receiver_that_asks_for_patience_is_given_it(
        self, web_server: WebServer, hand: Hand, status: int, asked: str | None, seconds: int
    ) -> None:
        web_server.says(status, headers={} if asked is None else {"Retry-After": asked})

        with pytest.raises(TryLater) as caught:
            webhook(web_server, hand).send(outgoing())

        assert caught.value.after == timedelta(seconds=seconds)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    def test_a_private_address_is_asked_only_on_purpose(self, web_server: WebServer, hand: Hand, host: str) -> None:
        url = f"http://{host}:{web_server.port}/"

        with pytest.raises(DeliveryFailed, match="private"):
            webhook(web_server, hand, allow_private=False, url=url).send(outgoing())

        assert web_server.asked == []

    def test_an_answer_that_breaks_off_is_a_failure(self, web_server: WebServer, hand: Hand) -> None:
        web_server.says(200, b"{", announced=100)

        with pytest.raises(DeliveryFailed, match="no whole answer"):
            webhook(web_server, hand).send(outgoing())

    def test_no_answer_at_all_is_a_failure(self, web_server: WebServer, hand: Hand) -> None:
        web_server.says(then=lambda handler: handler.wfile.close())

        with pytest.raises(DeliveryFailed, match="no connection"):
            webhook(web_server, hand).send(outgoing())

    def test_an_endless_answer_is_not_read(self, web_server: WebServer, hand: Hand) -> None:
        web_server.says(200, b"x" * 100_000)

        with pytest.raises(DeliveryFailed, match="too large"):
            webhook(web_server, hand).send(outgoing())

    def test_an_answer_that_does_not_come_or_only_drips_is_not_waited_for(self, web_server: WebServer) -> None:
        poster = Poster("yunxi-office", seconds=0.1)

        web_server.says(then=lambda handler: time.sleep(0.3))
        with pytest.raises(DeliveryFailed, match="no answer in time"):
            poster.post(web_server.origin, b"{}", {})
        web_server.says(then=_drip)
        with pytest.raises(DeliveryFailed, match="too long"):
            poster.post(web_server.origin, b"{}", {})

    def test_an_address_where_nobody_listens_is_a_failure_that_keeps_the_address(
        self, web_server: WebServer, hand: Hand, closed_port: int
    ) -> None:
        there = webhook(web_server, hand, url=f"http://127.0.0.1:{closed_port}/hooks/secret-part")

        with pytest.raises(DeliveryFailed, match=f"127.0.0.1:{closed_port}: no connection") as caught:
            there.send(outgoing())

        assert "secret-part" not in str(caught.value)

    def test_a_certificate_is_trusted_where_its_authority_is(
        self, secure_server: tuple[WebServer, str], hand: Hand
    ) -> None:
        server, authority = secure_server
        there = webhook(server, hand, url=f"https://127.0.0.1:{server.port}/")

        with pytest.raises(DeliveryFailed, match="its certificate is not trusted"):
            there.send(outgoing())
        replace(there, trusted=authority).send(outgoing())

        assert len(server.asked) == 1

    def test_an_answer_in_pieces_is_read_whole(self, web_server: WebServer, hand: Hand) -> None:
        web_server.says(then=_in_pieces)

        with pytest.raises(DeliveryFailed, match=r"HTTP 404 abcdef$"):
            webhook(web_server, hand).send(outgoing())

    def test_proxies_of_the_environment_are_not_asked(
        self, web_server: WebServer, hand: Hand, closed_port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")

        webhook(web_server, hand).send(outgoing())

        assert len(web_server.asked) == 1


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(10):
        handler.wfile.write(b"x")
        time.sleep(0.04)


def _in_pieces(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n")
    for piece in (b"3\r\nabc\r\n", b"3\r\ndef\r\n", b"0\r\n\r\n"):
        handler.wfile.write(piece)
