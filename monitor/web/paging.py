"""Long lists in pages: so many at a time, and after which one the next page begins."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")
Row = TypeVar("Row")

USUAL = 50
MOST = 500
_HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is asked for: at most `limit`, those that follow the one `after` names."""

    limit: int = USUAL
    after: str | None = None

    @property
    def one_more(self) -> int:
        """How many rows to ask the store for, so that it shows whether others follow."""
        return self.limit + 1

    @property
    def after_number(self) -> int | None:
        """`after` where a list is in the order of numbers; what is no such number is refused with 422."""
        if self.after is None:
            return None
        if not (self.after.isascii() and self.after.isdecimal() and len(self.after) <= 10):
            raise HTTPException(422, "after: not a place in this list; take it from `next`")
        return min(int(self.after), _HIGHEST)


class Page(BaseModel, Generic[Item]):
    """Part of a list, and where it goes on."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Item, ...]
    next: str | None = Field(default=None, description="The `after` of the next page; absent on the last one.")


def paging(
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many at most.")] = USUAL,
    after: Annotated[
        str | None,
        Query(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", description="`next` of the page before."),
    ] = None,
) -> Paging:
    """The part that the address of a request asks for."""
    return Paging(limit, after or None)


Paged = Annotated[Paging, Depends(paging)]
"""The parameter of a route that gives a list in pages: `def units(paging: Paged) -> Page[Unit]`."""


def page_of(
    rows: Iterable[Row], paging: Paging, shape: Callable[[Row], Item], place: Callable[[Row], object]
) -> Page[Item]:
    """A page of what the store gave, which was asked for `paging.one_more`; `place` is where a row stands in the list.

    >>> page_of([1, 2, 3], Paging(2), str, lambda row: row).model_dump()
    {'items': ('1', '2'), 'next': '2'}
    """
    seen = list(islice(rows, paging.one_more))
    shown = seen[: paging.limit]
    return Page(items=tuple(map(shape, shown)), next=str(place(shown[-1])) if len(seen) > len(shown) else None)
