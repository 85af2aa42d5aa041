"""What stands below a letter: how to take note of it, and what that stops."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.domain.errors import LinkVoid
from crawler.domain.message import Kind
from monitor.alerts import Item, Letter
from monitor.alerts.categories import Category
from monitor.alerts.links import Links, read_token, sign
from monitor.alerts.posting import to_post
from monitor.channels.settings import MailChannel
from monitor.recipients import Office

AT = datetime(2025, 2, 5, 1, tzinfo=UTC)
OFFICE = Office(id="county", name="云溪县政府办", area_id="yunxi", channels=(MailChannel(mail="a@example.gov.cn"),))
LINKS = Links("https://gk.example.gov.cn", b"x" * 32, timedelta(days=90))


def closing(kind: Kind, check: str | None, links: Links | None = LINKS, contact: str = "") -> str:
    item = Item("k", "教育局：……\n   证据", Category.TIMELINESS, "edu", 2024, check)
    letter = Letter("county", "【年报监测】", "正文\n", (item,), kind)
    post = to_post(letter, OFFICE, "mail", 2024, AT, AT, links, contact)
    assert post.asked.items == (("k", "教育局：……"),)
    return post.message.body.removeprefix("正文\n\n")


@pytest.mark.parametrize(
    ("kind", "check", "effect"),
    [
        (Kind.REMINDER, None, "不再重复提醒"),
        (Kind.NOTICE, "PUB-01", "不再报送上级"),
        (Kind.ESCALATION, "PUB-01", "不再报送上级"),
    ],
)
def test_it_says_what_taking_note_stops(kind: Kind, check: str | None, effect: str) -> None:
    assert effect in closing(kind, check)


@pytest.mark.parametrize(("kind", "check"), [(Kind.NOTICE, "T3-02"), (Kind.CORRECTION, "PUB-01")])
def test_it_does_not_say_so_where_nothing_stops(kind: Kind, check: str) -> None:
    assert closing(kind, check).count("\n") == 1


def test_without_pages_it_says_whom_to_answer() -> None:
    assert (
        closing(Kind.NOTICE, "PUB-01", None, "李工 0538-1234567") == "如有疑问或已知悉，请联系：李工 0538-1234567。\n"
    )
    assert "http" not in closing(Kind.NOTICE, "PUB-01", None)


def test_the_same_letter_has_the_same_link_over_every_channel() -> None:
    assert closing(Kind.NOTICE, "PUB-01") == closing(Kind.NOTICE, "PUB-01")


def test_a_token_of_another_secret_or_cut_short_is_none_of_ours() -> None:
    token = sign(LINKS.secret or b"", "a1", AT)

    assert read_token(b"x" * 32, token, AT) == "a1"
    for secret, given in ((b"y" * 32, token), (b"x" * 32, token[:-1]), (b"x" * 32, ""), (b"x" * 32, "é.\x00")):
        with pytest.raises(LinkVoid) as caught:
            read_token(secret, given, AT)
        assert not caught.value.expired
    with pytest.raises(LinkVoid) as late:
        read_token(b"x" * 32, token, AT + timedelta(seconds=1))
    assert late.value.expired
