"""The browser's only way out: a proxy of ours, which lets it reach what the guard would let us reach."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from crawler.fetch.egress import NOT_REGISTERED, PRIVATE
from crawler.fetch.proxy_messages import Asked, NotUnderstood, read_request, rewrite_response
from crawler.fetch.resolving import Addresses, PrivateAddress

logger = logging.getLogger(__name__)
_CONNECT_SECONDS = 15
_HEAD_SECONDS = 60
_LONGEST_HEAD = 65536
_PIECE = 65536


class NotLetOut(Exception):
    """A connection that the proxy does not make, and why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class EgressProxy:
    """Speaks to registered hosts only, at the very addresses that were looked at; counts what it refused.

    To a request that is refused, or whose host cannot be reached, it gives no answer at all: an answer of ours
    would be taken for the site's. No connection brings more than `most_bytes`.
    """

    def __init__(self, is_registered: Callable[[str], bool], addresses: Addresses, *, most_bytes: int) -> None:
        self._is_registered = is_registered
        self._addresses = addresses
        self._most_bytes = most_bytes
        self._server: asyncio.Server | None = None
        self._starting = asyncio.Lock()
        self._refusals: dict[str, str] = {}
        self.refused = 0
        self.cut = 0

    async def url(self) -> str:
        """The address of the proxy, which starts when it is first asked for."""
        async with self._starting:
            if self._server is None:
                self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        host, port = self._server.sockets[0].getsockname()
        return f"http://{host}:{port}"

    async def close(self) -> None:
        """Take no more connections."""
        if self._server is not None:
            self._server.close()

    def refusal_of(self, host: str) -> str | None:
        """Why a host, with its port if it has one, was refused."""
        return self._refusals.get(host)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
                await self._answer(reader, writer)
        except (NotLetOut, NotUnderstood) as error:
            self.refused += 1
            logger.info("the browser was refused a connection: %s", error)
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HEAD_SECONDS):
            asked = read_request(await reader.readuntil(b"\r\n\r\n"))
        async with self._connected(asked) as (site_reader, site_writer):
            if asked.tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await self._both_ways(reader, writer, site_reader, site_writer)
            else:
                await self._exchange(asked, reader, writer, site_reader, site_writer)

    @asynccontextmanager
    async def _connected(self, asked: Asked) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        site_reader, site_writer = await self._connect(await self._looked_at(asked), asked.port)
        try:
            yield site_reader, site_writer
        finally:
            site_writer.close()

    async def _looked_at(self, asked: Asked) -> tuple[str, ...]:
        """The addresses of whom the browser wants to reach, if it may."""
        if not any(self._is_registered(name) for name in asked.names):
            raise self._refuse(asked, NOT_REGISTERED)
        try:
            return await self._addresses.of(asked.host)
        except PrivateAddress:
            raise self._refuse(asked, PRIVATE) from None

    def _refuse(self, asked: Asked, reason: str) -> NotLetOut:
        self._refusals.update(dict.fromkeys(asked.names, reason))
        return NotLetOut(f"{asked.names[0]}: {reason}")

    async def _connect(
        self, addresses: tuple[str, ...], port: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        failure: Exception = OSError("the name has no address")
        for address in addresses:
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    return await asyncio.open_connection(address, port, limit=_LONGEST_HEAD)
            except (OSError, TimeoutError) as error:
                failure = error
        raise failure

    async def _both_ways(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        site_reader: asyncio.StreamReader,
        site_writer: asyncio.StreamWriter,
    ) -> None:
        """Carry bytes until one side ends: then the other has nobody to speak to."""
        ways = [
            asyncio.ensure_future(self._carry(reader, site_writer)),
            asyncio.ensure_future(self._carry(site_reader, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _exchange(
        self,
        asked: Asked,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        site_reader: asyncio.StreamReader,
        site_writer: asyncio.StreamWriter,
    ) -> None:
        """Carry one request and its answer. What the browser sends after it goes to nobody."""
        site_writer.write(asked.head)
        if asked.body_length:
            site_writer.write(await reader.readexactly(asked.body_length))
        await site_writer.drain()
        gone = asyncio.ensure_future(_until_gone(reader))
        answering = asyncio.ensure_future(self._hand_back(site_reader, writer))
        try:
            await asyncio.wait((answering, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (answering, gone):
                task.cancel()
            await asyncio.gather(answering, gone, return_exceptions=True)

    async def _hand_back(self, site_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await site_reader.readuntil(b"\r\n\r\n")
        while head.startswith((b"HTTP/1.1 100", b"HTTP/1.1 103")):
            head = await site_reader.readuntil(b"\r\n\r\n")
        writer.write(rewrite_response(head))
        await self._carry(site_reader, writer)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        carried = 0
        while piece := await reader.read(_PIECE):
            carried += len(piece)
            if carried > self._most_bytes:
                self.cut += 1
                return
            writer.write(piece)
            await writer.drain()


async def _until_gone(reader: asyncio.StreamReader) -> None:
    while await reader.read(_PIECE):
        pass
