"""A progress bar for crawls, on stderr; where a person watches, a line for each unit as its site is done."""

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text


class UnitProgress:
    """What became of each unit so far, from the events of a crawl."""

    def __init__(self) -> None:
        self._names: Mapping[str, Mapping[str, str]] = {}
        self._years: dict[str, set[int]] = {}

    @property
    def total(self) -> int:
        """How many units are looked for."""
        return sum(len(units) for units in self._names.values())

    def begin(self, units: Mapping[str, Mapping[str, str]]) -> None:
        """Take the names of the units by their ids, by site."""
        self._names = units

    def report(self, unit_id: str | None, year: int | None) -> None:
        """A report was read."""
        if unit_id is not None and year is not None:
            self._years.setdefault(unit_id, set()).add(year)

    def done(self, site_id: str, outcome: str, listed: Mapping[str, list[int]]) -> Iterator[str]:
        """A line for each unit of a site that is done."""
        for unit_id, name in self._names.get(site_id, {}).items():
            years = sorted(self._years.get(unit_id, set()) | set(listed.get(unit_id, ())))
            yield f"{name}: {', '.join(map(str, years)) or 'no report'} ({outcome})"


class CrawlBar:
    """Shows how many units are done and how many pages came, from the events of a crawl."""

    def __init__(self, title: str, console: Console | None = None) -> None:
        self._pages = 0
        self._units = UnitProgress()
        self._console = console or Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("units, {task.fields[pages]} pages"),
            TimeElapsedColumn(),
            console=self._console,
        )
        self._task = self._bar.add_task(title, total=None, pages=0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def tell(self, event: Mapping[str, Any]) -> None:
        """Take one event of a crawl."""
        match event.get("event"):
            case "begun":
                self._units.begin(event["units"])
                self._bar.update(self._task, total=self._units.total)
            case "page":
                self._pages += 1
                self._bar.update(self._task, pages=self._pages)
            case "report":
                self._units.report(event["unit"], event["year"])
            case "site":
                self._done(event)
            case _:
                pass

    def _done(self, event: Mapping[str, Any]) -> None:
        lines = tuple(self._units.done(event["site"], event["outcome"], event["listed"]))
        self._bar.advance(self._task, len(lines))
        if self._console.is_terminal:
            for line in lines:
                self._bar.console.print(Text(line))
