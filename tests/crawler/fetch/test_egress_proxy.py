"""The proxy lets through what the guard would let through, and answers nothing else."""

import asyncio
from urllib.parse import urlsplit

import pytest

from crawler.domain.unit import host_of
from crawler.fetch.egress_proxy import EgressProxy
from crawler.fetch.resolving import Addresses
from spiders.simulator.handmade import Answer, HandmadeSite, serving

pytestmark = pytest.mark.slow

PAGES = {"/": "<html>front</html>", "/big": Answer(b"x" * 100_000), "/next": "<html>next</html>"}
SITES = {"town": PAGES, "other": PAGES}


def spoken(site: HandmadeSite, said: bytes, *, allow_private: bool = True) -> tuple[bytes, EgressProxy]:
    """All that the proxy answers to what is said to it at once; only `site` is registered."""

    async def speak() -> tuple[bytes, EgressProxy]:
        addresses = Addresses(allow_private=allow_private)
        proxy = EgressProxy(lambda host: host == host_of(site.url), addresses, most_bytes=50_000)
        told = urlsplit(await proxy.url())
        reader, writer = await asyncio.open_connection(told.hostname, told.port)
        writer.write(said)
        answer = await asyncio.wait_for(reader.read(-1), 10)
        writer.close()
        await proxy.close()
        return answer, proxy

    return asyncio.run(speak())


def request(url: str) -> bytes:
    return f"GET {url} HTTP/1.1\r\nHost: {host_of(url)}\r\nProxy-Connection: keep-alive\r\n\r\n".encode()


def test_a_registered_host_is_reached_and_each_request_is_looked_at_by_itself() -> None:
    with serving(SITES) as sites:
        town, other = sites["town"], sites["other"]
        answer, proxy = spoken(town, request(town.url) + request(f"{other.url}next"))

    assert b"front" in answer
    assert b"next" not in answer
    assert (town.asked, other.asked, proxy.refused) == (["/"], [], 0)


def test_a_tunnel_leads_to_a_registered_host() -> None:
    with serving(SITES) as sites:
        town = sites["town"]
        host = host_of(town.url)
        said = f"CONNECT {host} HTTP/1.1\r\n\r\nGET / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode()
        answer, _ = spoken(town, said)

    assert b"Connection established" in answer
    assert b"front" in answer


@pytest.mark.parametrize(
    "said", ["GET {url} HTTP/1.1\r\n\r\n", "CONNECT {host} HTTP/1.1\r\n\r\nGET / HTTP/1.0\r\n\r\n"]
)
def test_an_unregistered_host_is_not_reached_and_its_refusal_is_no_answer(said: str) -> None:
    with serving(SITES) as sites:
        other = sites["other"]
        answer, proxy = spoken(sites["town"], said.format(url=other.url, host=host_of(other.url)).encode())

    assert answer == b""
    assert other.asked == []
    assert proxy.refused == 1
    assert proxy.refusal_of(host_of(other.url)) == "its host is not in the register"


def test_a_registered_host_with_a_private_address_is_not_reached() -> None:
    with serving(SITES) as sites:
        town = sites["town"]
        answer, proxy = spoken(town, request(town.url), allow_private=False)

    assert (answer, town.asked) == (b"", [])
    assert proxy.refusal_of(host_of(town.url)) == "its address is private"


def test_an_answer_without_end_is_cut() -> None:
    with serving(SITES) as sites:
        answer, proxy = spoken(sites["town"], request(f"{sites['town'].url}big"))

    assert 0 < len(answer) < 100_000
    assert proxy.cut == 1


def test_a_host_that_does_not_answer_gets_no_answer_of_ours() -> None:
    gone = HandmadeSite("http://127.1.0.2:9/", {})

    answer, proxy = spoken(gone, request(gone.url))

    assert (answer, proxy.refused) == (b"", 0)
