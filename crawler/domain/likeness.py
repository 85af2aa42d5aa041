"""Likeness: how much of one text stands in another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """A section of a report that is much like one of another report, of last year or of another unit.

    `containment` is the share, from 0 to 1, of the shorter text's five-character pieces that the other has too, once
    figures, dates, names and common sentences are masked; `characters` are those that are left of the shorter one.
    `identical` says that the two are then the same, `same_but_figures` that they differ in little but the figures.
    `passages` are the longest that both print, as this report prints them.
    """

    section: str
    unit_id: str
    unit_name: str
    report_year: int
    containment: float
    same_but_figures: bool = False
    passages: tuple[str, ...] = ()
    identical: bool = False
    characters: int = 0
