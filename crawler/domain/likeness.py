"""Likeness: how much of one text stands in another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """A section of a report that is much like one of another report, of last year or of another unit.

    `containment` is the share, from 0 to 1, of the shorter text's five-character pieces that the other has too, once
    figures, dates, names and common sentences are masked. `same_but_figures` says that the two differ in their
    figures alone. `passages` are the longest that both print.
    """

    section: str
    unit_id: str
    unit_name: str
    report_year: int
    containment: float
    same_but_figures: bool = False
    passages: tuple[str, ...] = ()
