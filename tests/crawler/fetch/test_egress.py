"""Nothing leaves for another scheme, an unregistered host or a private address."""

import asyncio
import socket
from types import SimpleNamespace

import pytest
from scrapy import Request

from crawler.fetch.egress import EgressGuard, NotAllowed
from crawler.fetch.resolving import Addresses

ADDRESSES = {
    "www.yunxi.gov.cn": ["114.114.114.114"],
    "six.gov.cn": ["2400:3200::1"],
    "inside.gov.cn": ["10.0.0.8"],
    "both.gov.cn": ["114.114.114.114", "127.0.0.1"],
    "mapped.gov.cn": ["::ffff:10.0.0.8"],
    "link.gov.cn": ["fe80::1%eth0"],
    "shared.gov.cn": ["100.64.0.1"],
    "cloud.gov.cn": ["169.254.169.254"],
    "local.gov.cn": ["fd00::1"],
    "group.gov.cn": ["224.0.0.1"],
}


SPELLINGS = ("127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]")


def look_up(host: str) -> list[str]:
    if host not in ADDRESSES:
        raise socket.gaierror(f"{host} is not known")
    return ADDRESSES[host]


def ask(url: str, *, allow_private: bool = False) -> None:
    spider = SimpleNamespace(allowed_hosts=frozenset({*ADDRESSES, *SPELLINGS, "gone.gov.cn"}))
    addresses = Addresses(allow_private=allow_private, look_up=look_up)
    guard = EgressGuard(SimpleNamespace(spider=spider), addresses)  # type: ignore[arg-type]
    asyncio.run(guard.process_request(Request(url)))


@pytest.mark.parametrize("host", ["www.yunxi.gov.cn", "six.gov.cn", "WWW.YUNXI.GOV.CN", "gone.gov.cn"])
def test_a_registered_public_host_passes(host: str) -> None:
    ask(f"http://{host}/")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://www.yunxi.gov.cn/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("http://elsewhere.com/", "register"),
        ("http://www.yunxi.gov.cn.evil.com/", "register"),
        ("http://www.yunxi.gov.cn@evil.com/", "register"),
        ("http://www.yunxi.gov.cn:8080/", "register"),
        ("http://inside.gov.cn/", "private"),
        ("http://both.gov.cn/", "private"),
        ("http://mapped.gov.cn/", "private"),
        ("http://link.gov.cn/", "private"),
        ("http://shared.gov.cn/", "private"),
        ("http://cloud.gov.cn/", "private"),
        ("http://local.gov.cn/", "private"),
        ("http://group.gov.cn/", "private"),
    ],
)
def test_the_guard_says_why_it_refuses(url: str, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason) as told:
        ask(url)

    assert told.value.url in (url, Request(url).url)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_private_address_is_refused_however_it_is_spelt(spelling: str) -> None:
    spider = SimpleNamespace(allowed_hosts=frozenset(SPELLINGS))
    guard = EgressGuard(SimpleNamespace(spider=spider), Addresses(allow_private=False))  # type: ignore[arg-type]

    with pytest.raises(NotAllowed, match="private"):
        asyncio.run(guard.process_request(Request(f"http://{spelling}/")))


def test_private_networks_are_opened_by_one_setting() -> None:
    ask("http://inside.gov.cn/", allow_private=True)
