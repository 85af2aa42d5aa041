"""Which addresses a connection may go to, and that it gets no others."""

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

import pytest

from crawler.fetch.resolving import Addresses, CheckedResolver, PrivateAddress, is_public

ADDRESSES = {
    "www.yunxi.gov.cn": ["114.114.114.114", "2400:3200::1"],
    "inside.gov.cn": ["10.0.0.8"],
    "both.gov.cn": ["114.114.114.114", "127.0.0.1"],
}


class Directory:
    """A directory of names that counts how often it was asked, and whose answers can change."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.addresses = {name: list(found) for name, found in ADDRESSES.items()}

    def look_up(self, host: str) -> Iterable[str]:
        self.asked.append(host)
        if host not in self.addresses:
            raise socket.gaierror(f"{host} is not known")
        return self.addresses[host]


@pytest.mark.parametrize(
    "address", ["114.114.114.114", "1.1.1.1", "223.255.255.254", "2400:3200::1", "240e::1", "2606:4700::1111"]
)
def test_an_address_on_the_open_network_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("0.0.0.0", id="this host"),  # noqa: S104 - an address to be refused
        pytest.param("0.1.2.3", id="this network"),
        pytest.param("10.0.0.8", id="private A"),
        pytest.param("172.16.0.1", id="private B"),
        pytest.param("172.31.255.255", id="private B's end"),
        pytest.param("192.168.1.1", id="private C"),
        pytest.param("100.64.0.1", id="shared by a provider's customers"),
        pytest.param("100.127.255.255", id="the end of what is shared"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="loopback's end"),
        pytest.param("169.254.169.254", id="a cloud's metadata"),
        pytest.param("192.0.0.1", id="IETF protocols"),
        pytest.param("192.0.0.9", id="an IETF protocol that counts as global"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("192.88.99.1", id="6to4 relay"),
        pytest.param("198.18.0.1", id="benchmarks"),
        pytest.param("203.0.113.1", id="more documentation"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("239.255.255.255", id="multicast's end"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::", id="no host"),
        pytest.param("::1", id="loopback, IPv6"),
        pytest.param("::127.0.0.1", id="IPv4-compatible"),
        pytest.param("::ffff:127.0.0.1", id="IPv4-mapped"),
        pytest.param("::ffff:114.114.114.114", id="IPv4-mapped, public inside"),
        pytest.param("::ffff:0:7f00:1", id="IPv4-translated"),
        pytest.param("64:ff9b::7f00:1", id="NAT64"),
        pytest.param("64:ff9b:1::1", id="local NAT64"),
        pytest.param("100::1", id="discard"),
        pytest.param("2001::1", id="Teredo"),
        pytest.param("2001:db8::1", id="documentation, IPv6"),
        pytest.param("2002:7f00:1::1", id="6to4"),
        pytest.param("3fff::1", id="new documentation, IPv6"),
        pytest.param("5f00::1", id="segment routing"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fd12::1", id="unique local, random"),
        pytest.param("fe80::1", id="link-local"),
        pytest.param("fe80::1%eth0", id="link-local with its zone"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("ff02::1", id="multicast, IPv6"),
    ],
)
def test_an_address_that_is_not_one_hosts_on_the_open_network_is_private(address: str) -> None:
    assert not is_public(address)


def test_a_name_gives_its_addresses_and_is_asked_for_once() -> None:
    directory = Directory()

    async def twice() -> list[tuple[str, ...]]:
        addresses = Addresses(allow_private=False, look_up=directory.look_up)
        return await asyncio.gather(addresses.of("www.yunxi.gov.cn"), addresses.of("www.yunxi.gov.cn"))

    first, second = asyncio.run(twice())

    assert first == second == ("114.114.114.114", "2400:3200::1")
    assert directory.asked == ["www.yunxi.gov.cn"]


def test_a_name_that_changes_its_mind_after_it_was_looked_at_is_not_believed() -> None:
    directory = Directory()

    async def rebound() -> list[Any]:
        addresses = Addresses(allow_private=False, look_up=directory.look_up)
        await addresses.of("www.yunxi.gov.cn")
        directory.addresses["www.yunxi.gov.cn"] = ["127.0.0.1"]
        return await connected(addresses, "www.yunxi.gov.cn")

    assert [address.host for address in asyncio.run(rebound())] == ["114.114.114.114", "2400:3200::1"]


@pytest.mark.parametrize("host", ["inside.gov.cn", "both.gov.cn"])
def test_a_name_that_leads_inside_is_refused(host: str) -> None:
    with pytest.raises(PrivateAddress):
        asyncio.run(Addresses(allow_private=False, look_up=Directory().look_up).of(host))


@pytest.mark.parametrize("spelling", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "::ffff:127.0.0.1"])
def test_a_number_is_refused_however_it_is_spelt(spelling: str) -> None:
    with pytest.raises(PrivateAddress):
        asyncio.run(Addresses(allow_private=False).of(spelling))


def test_private_networks_can_be_opened() -> None:
    assert asyncio.run(Addresses(allow_private=True).of("127.1")) == ("127.0.0.1",)


@pytest.mark.parametrize("host", [f"{'a' * 70}.cn", "..", ".gov.cn"])
def test_what_is_no_name_is_not_known(host: str) -> None:
    with pytest.raises(OSError, match="no name of a host"):
        asyncio.run(Addresses(allow_private=False).of(host))


class Receiver:
    """Takes what a resolver tells Twisted."""

    def __init__(self) -> None:
        self.addresses: list[Any] = []
        self.complete = asyncio.Event()

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's names
        self.addresses.clear()

    def addressResolved(self, address: object) -> None:  # noqa: N802
        self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete.set()


async def connected(addresses: Addresses, host: str) -> list[Any]:
    """The addresses that a connection of Twisted would try."""
    receiver = Receiver()
    CheckedResolver(addresses).resolveHostName(receiver, host, 443)
    await receiver.complete.wait()
    return receiver.addresses


@pytest.mark.parametrize("host", ["inside.gov.cn", "both.gov.cn", "gone.gov.cn"])
def test_a_connection_gets_no_address_of_a_host_that_leads_inside_or_is_not_known(host: str) -> None:
    async def ask() -> list[Any]:
        return await connected(Addresses(allow_private=False, look_up=Directory().look_up), host)

    assert asyncio.run(ask()) == []
