"""A progress bar for crawls, on stderr."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class CrawlBar:
    """Shows how many sites are done and how many pages came, from the events of a crawl."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._pages = 0
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("sites, {task.fields[pages]} pages"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
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
                self._bar.update(self._task, total=event["sites"])
            case "page":
                self._pages += 1
                self._bar.update(self._task, pages=self._pages)
            case "site":
                self._bar.advance(self._task)
            case _:
                pass
