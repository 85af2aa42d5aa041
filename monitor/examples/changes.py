"""The lines of an example that change one report.

`requests.granted.total = 3` sets a cell; a figure, blank, /, unread, not printed, or text "…" may follow, and a star
stands for every row or column. `s5_problems: …` is the text of a section, `s5_problems heading: …` its heading,
`add to s1_overview: …` a sentence more. `title:`, `unit:`, `kind:`, `level:`, `year:`, `form:`, `signature:`,
`signed:`, `page date:`, `period:`, `preface:`, `medium:`, `doubt:`, `unsure:` and `label:` set what they name; `none`
leaves it out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase

from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Address, Cell, CellState, Dates, Unsure
from crawler.domain.unit import Level, UnitKind
from crawler.forms import find_form
from monitor.examples.sound import Draft

_SETS_CELL = re.compile(r"^([a-z0-9_*]+\.[a-z0-9_*]+\.[a-z0-9_*]+) = (.+)$")
_SECTION = re.compile(r"^(s[1-6]_[a-z]+)( heading)?$")
_ADDS = re.compile(r"^add to (s[1-6]_[a-z]+)$")
_NONE = "none"
_STATES = {
    "blank": Cell(CellState.BLANK),
    "/": Cell(CellState.NOT_APPLICABLE, raw="/"),
    "unread": Cell(CellState.UNREAD),
    "not printed": None,
}


def changed(draft: Draft, line: str) -> Draft:
    """The draft with one line applied; raises ValueError for a line that says nothing we know."""
    cell = _SETS_CELL.match(line)
    if cell:
        return _with_cells(draft, cell[1], _printed(cell[2]))
    name, colon, value = line.partition(":")
    value = value.strip()
    if not colon:
        raise ValueError(f"not a line of an example: {line}")
    if section := _SECTION.match(name):
        return _with_section(draft, section[1], value, heading=section[2] is not None)
    if adds := _ADDS.match(name):
        said = next((section.text for section in draft.extraction().report.sections if section.key == adds[1]), "")
        return replace(draft, texts={**draft.texts, adds[1]: said + value})
    if name not in _FACTS:
        raise ValueError(f"nothing of a report is called {name!r}: {line}")
    return _FACTS[name](draft, value)


def _printed(text: str) -> Cell | None:
    if text in _STATES:
        return _STATES[text]
    if text.startswith("text "):
        return Cell(CellState.TEXT, raw=text.removeprefix("text ").strip('"'))
    try:
        return Cell(CellState.NUMBER, Decimal(text), text)
    except InvalidOperation:
        raise ValueError(f"a cell cannot be {text!r}") from None


def _with_cells(draft: Draft, pattern: str, cell: Cell | None) -> Draft:
    return replace(draft, cells={**draft.cells, **dict.fromkeys(_matching(draft, pattern), cell)})


def _matching(draft: Draft, pattern: str) -> Iterator[Address]:
    """The addresses of the form that a pattern stands for; one without a star stands for itself."""
    if "*" not in pattern:
        yield Address.parse(pattern)
        return
    form = find_form(draft.form)
    if form is not None:
        yield from (address for address in form.addresses() if fnmatchcase(str(address), pattern))


def _with_section(draft: Draft, key: str, text: str, *, heading: bool) -> Draft:
    if heading:
        return replace(draft, headings={**draft.headings, key: text})
    return replace(draft, texts={**draft.texts, key: None if text == _NONE else text})


def _with_form(draft: Draft, form: str) -> Draft:
    return replace(draft, form=form, year=2020 if form == "form_2019" else draft.year)


def _with_facts(draft: Draft, **facts: object) -> Draft:
    return replace(draft, facts={**draft.facts, **facts})


def _with_date(name: str) -> Callable[[Draft, str], Draft]:
    def change(draft: Draft, value: str) -> Draft:
        dates: Dates = draft.extraction().report.dates
        day = None if value == _NONE else date.fromisoformat(value)
        return _with_facts(draft, dates=replace(dates, **{name: day}))

    return change


def _with_period(draft: Draft, value: str) -> Draft:
    if value == _NONE:
        return _with_facts(draft, period=None)
    first, _, last = value.partition(" to ")
    return _with_facts(draft, period=(date.fromisoformat(first), date.fromisoformat(last)))


def _with_unsure(draft: Draft, pattern: str) -> Draft:
    cells = draft.extraction().report.cells
    unsure = {address: replace(cells[address], unsure=Unsure.VALUE) for address in _matching(draft, pattern)}
    return replace(draft, cells={**draft.cells, **unsure})


def _recognised(draft: Draft, confidence: str) -> Draft:
    """Every cell as if it had been recognised on an image."""
    cells = draft.extraction().report.cells
    return replace(draft, cells={at: replace(cell, confidence=float(confidence)) for at, cell in cells.items()})


def _with_label(draft: Draft, value: str) -> Draft:
    """`label: proactive.1.repealed 本年度止件数`: what a row or column of the form is called instead."""
    key, _, printed = value.partition(" ")
    return _with_facts(draft, variants={**draft.extraction().report.variants, key: printed})


def _or_none(value: str) -> str | None:
    return None if value == _NONE else value


_FACTS: Mapping[str, Callable[[Draft, str], Draft]] = {
    "form": _with_form,
    "year": lambda draft, value: replace(draft, year=int(value)),
    "unit": lambda draft, value: replace(draft, unit_name=value),
    "kind": lambda draft, value: replace(draft, kind=UnitKind(value)),
    "level": lambda draft, value: replace(draft, level=Level(value)),
    "title": lambda draft, value: _with_facts(draft, title=_or_none(value)),
    "unit named": lambda draft, value: _with_facts(draft, unit_name=_or_none(value)),
    "year named": lambda draft, value: _with_facts(draft, report_year=int(value)),
    "signature": lambda draft, value: _with_facts(draft, signature=_or_none(value)),
    "signed": _with_date("signed"),
    "page date": _with_date("page"),
    "date in address": _with_date("url"),
    "period": _with_period,
    "preface": lambda draft, value: _with_facts(draft, preface=value),
    "title found in": lambda draft, value: _with_facts(draft, found_by={"title": value}),
    "medium": lambda draft, value: replace(draft, medium=Medium(value)),
    "doubt": lambda draft, value: replace(draft, doubts=(*draft.doubts, Doubt(value, value))),
    "unsure": _with_unsure,
    "label": _with_label,
    "recognised": _recognised,
}
