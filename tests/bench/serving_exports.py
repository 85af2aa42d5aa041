"""Long lists as files: how many rows in what time, when the first byte comes, and how much memory the server takes."""

import csv
import io
import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import load_workbook

from tests.bench.serving_server import Server
from tests.bench.serving_store import Store

FORMATS = ("csv", "xlsx", "json")
_PATIENCE = 300
_AT_ONCE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as it came."""

    content: bytes
    first_byte: float
    seconds: float


def export_lists(server: Server, cookie: tuple[str, str], store: Store, say: Callable[[str], None]) -> int:
    """Ask for the findings of the season and all its units in each format; how many lists were cut short."""
    lists = (("findings", "/findings?state=all", store.findings), ("units", "/areas?", store.units))
    say("exports, one at a time")
    say(f"  {'':16}{'rows':>8}{'seconds':>9}{'first byte s':>14}{'MB':>7}   server MB: before, most, after")
    short = 0
    for name, path, wanted in lists:
        for kind in FORMATS:
            before = server.memory()
            server.forget_peak()
            sent = fetched(f"{server.address}{path}&format={kind}", cookie)
            memory = before, server.memory("VmHWM"), server.memory()
            rows = rows_in(sent.content, kind)
            short += rows != wanted
            size = len(sent.content) / 1024 / 1024
            figures = f"{rows:8}{sent.seconds:9.1f}{sent.first_byte:14.2f}{size:7.1f}"
            say(f"  {name + ', ' + kind:16}{figures}   {memory[0]:.0f}, {memory[1]:.0f}, {memory[2]:.0f}")
    return short


def rows_in(content: bytes, kind: str) -> int:
    """How many rows a file holds beside its headings."""
    if kind == "json":
        return len(json.loads(content))
    if kind == "csv":
        return sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) - 1
    sheet = load_workbook(io.BytesIO(content), read_only=True).active
    return sum(1 for _ in sheet.iter_rows(min_row=2)) if sheet is not None else 0


def fetched(address: str, cookie: tuple[str, str]) -> Sent:
    """All that stands at an address."""
    request = urllib.request.Request(address, headers={"Cookie": "=".join(cookie)})  # noqa: S310 - our own server
    began, parts = time.monotonic(), []
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - our own server
        parts.append(answer.read(1))
        first_byte = time.monotonic() - began
        while part := answer.read(_AT_ONCE):
            parts.append(part)
    return Sent(b"".join(parts), first_byte, time.monotonic() - began)
