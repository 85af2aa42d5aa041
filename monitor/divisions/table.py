"""The table of divisions: a code and a name each, vendored with where it comes from.

The file `divisions.csv.gz` is written by `python -m monitor.divisions.building`, and `divisions.toml` says from which
packages, of which date, with which digest.
"""

import csv
import gzip
import hashlib
import io
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from crawler.domain.errors import BadDivisions, UnknownArea

_DATA, _SOURCES = "divisions.csv.gz", "divisions.toml"
_LENGTHS = (2, 4, 6, 9)


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture, county or township: its code without the zeros that fill it up, and its name."""

    code: str
    name: str

    @property
    def printed_code(self) -> str:
        """The code as it is written: of six figures down to the county, of nine below it.

        >>> Division("6328", "海西蒙古族藏族自治州").printed_code
        '632800'
        """
        return self.code.ljust(6, "0")


class Divisions:
    """All divisions, by code."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_code = {division.code: division for division in divisions}

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Division]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Division:
        """The division of a code, written with the zeros that fill it up or without; raises UnknownArea."""
        bare = _without_filling(code)
        if bare not in self._by_code:
            raise UnknownArea(code)
        return self._by_code[bare]

    def above(self, division: Division) -> Division | None:
        """The next division above that has a government: a city under a province may have none between."""
        for length in reversed(_LENGTHS):
            if length < len(division.code) and (parent := self._by_code.get(division.code[:length])):
                return parent
        return None

    def within(self, area: Division) -> tuple[Division, ...]:
        """A division and all below it, in the order of their codes."""
        found = (division for division in self if division.code.startswith(area.code))
        return tuple(sorted(found, key=lambda division: division.code))


def load_divisions() -> Divisions:
    """Read the vendored table; raises BadDivisions where it is not the one that its sources name."""
    folder = resources.files("monitor.divisions")
    packed = (folder / _DATA).read_bytes()
    text = gzip.decompress(packed)
    stated = tomllib.loads((folder / _SOURCES).read_text("utf-8"))["sha256"]
    if hashlib.sha256(text).hexdigest() != stated:
        raise BadDivisions(_DATA)
    return Divisions(Division(code, name) for code, name in csv.reader(io.StringIO(text.decode("utf-8"))))


def _without_filling(code: str) -> str:
    """A code without the pairs of zeros that stand for "all of it"."""
    bare = code.strip()
    if len(bare) == len("632800000000"):
        bare = bare[:9]
    if len(bare) == len("632821100"):
        return bare if not bare.endswith("000") else _without_filling(bare[:6])
    while len(bare) > 2 and bare.endswith("00"):
        bare = bare[:-2]
    return bare
