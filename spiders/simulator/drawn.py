"""Figures that are drawn when somebody looks at them: thousands of reports cost nothing until they are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from crawler.domain.report import Address
from spiders.simulator.figures import Figure, Figures, combined, plausible_series, seeded

_SERIES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Source:
    """What one unit's figures grow from: a seed, the years they cover, and about how many applications a year."""

    seed: str
    years: tuple[int, ...]
    scale: int


@dataclass(frozen=True, slots=True)
class DrawnFigures(Mapping[Address, Figure]):
    """One year's figures of a unit and of all units below it, the same whenever they are drawn."""

    sources: tuple[Source, ...]
    year: int

    def __getitem__(self, address: Address) -> Figure:
        return _drawn(self.sources, self.year)[address]

    def __iter__(self) -> Iterator[Address]:
        return iter(_drawn(self.sources, self.year))

    def __len__(self) -> int:
        return len(_drawn(self.sources, self.year))


@lru_cache(maxsize=_SERIES_KEPT)
def _series(source: Source) -> Mapping[int, Figures]:
    return plausible_series(seeded(source.seed), source.years, source.scale)


@lru_cache(maxsize=256)
def _drawn(sources: tuple[Source, ...], year: int) -> Figures:
    return combined(_series(source)[year] for source in sources)
