"""Reports in which nothing is amiss, written as many kinds of bodies write them, and slips that clerks make in them.

A file of `tests/fixtures/blameless` has a head and a text. `table 2:` names cells and their figures, `table 3:` rows
with the figures of natural persons and businesses (`granted 3+1`), `table 4:` rows with their four endings. All other
cells are 0. `deserved:` names the checks that may ask for a look at it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.finding import Finding, Outcome
from crawler.domain.report import Address, Cell, CellState
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.forms import Form, find_form
from crawler.parse import parse
from crawler.readers.text import read_text
from crawler.recognise.identity import identify
from monitor.checks import findings_of

FOLDER = Path(__file__).parents[2] / "fixtures" / "blameless"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
PLANTED = yaml.safe_load((FOLDER / "planted.yaml").read_text("utf-8"))
SITE = "https://www.example.gov.cn"
IN, OUT, ENDINGS = ("new_received", "carried_in"), "carried_out", ("upheld", "corrected", "other", "pending")
APPLICANTS = ("natural_person", "business")


@dataclass(frozen=True)
class Told:
    """A report as it is written down: what is known of it, and its text."""

    head: Mapping[str, str]
    text: str

    @property
    def unit(self) -> Unit:
        head = self.head
        return Unit(
            id=head["unit"],
            name=head["unit"],
            kind=UnitKind(head["kind"]),
            level=Level(head["level"]),
            parent_id="parent",
            site_url=head.get("site", SITE),
            aliases=tuple(listed(head.get("aliases", ""))),
        )

    @property
    def year(self) -> int:
        return int(self.head["year"])

    def dossier(self) -> Dossier:
        unit = self.unit
        return Dossier(
            as_of=datetime(self.year + 1, 4, 20, 1, tzinfo=UTC),
            kind=unit.kind,
            level=unit.level,
            expected_year=self.year,
            extraction=self.extraction(),
            unit=unit,
            siblings=tuple(
                replace(unit, id=name, name=name, aliases=()) for name in listed(self.head.get("beside", ""))
            ),
        )

    def extraction(self) -> Extraction:
        form = find_form(self.head.get("form", "form_2021" if self.year >= 2021 else "form_2019"))
        assert form is not None
        document = read_text(self.text.encode(), f"{SITE}/zfxxgk/nb/report.txt")
        report, doubts = parse(document, identify(document, "report.txt"), f"{SITE}/zfxxgk/nb/report.txt")
        dates = replace(report.dates, page=report.dates.signed or date(self.year + 1, 1, 20))
        printed = replace(
            report, form=form.key, dates=dates, cells=self.cells(form), blocks=dict.fromkeys(keys(form), form.key)
        )
        return Extraction(printed, doubts, Medium.HTML, self.head["unit"])

    def cells(self, form: Form) -> dict[Address, Cell]:
        figures = dict.fromkeys(map(str, form.addresses()), Decimal(0))
        figures |= {f"proactive.{name}": Decimal(value) for name, value in pairs(self.head.get("table 2", ""))}
        for row, (natural, business) in self.requests():
            figures[f"requests.{row}.natural_person"] = natural
            figures[f"requests.{row}.business"] = business
            figures[f"requests.{row}.total"] = natural + business
            if row not in IN and row != OUT:
                for column, value in zip((*APPLICANTS, "total"), (natural, business, natural + business), strict=True):
                    figures[f"requests.total_handled.{column}"] += value
        for row, ended in self.disputes():
            figures |= {f"disputes.{row}.{name}": value for name, value in zip(ENDINGS, ended, strict=True)}
            figures[f"disputes.{row}.total"] = sum(ended, Decimal(0))
        return {Address.parse(at): Cell(CellState.NUMBER, value, f"{value}") for at, value in figures.items()}

    def requests(self) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
        for row, figures in pairs(self.head.get("table 3", "")):
            natural, _, business = figures.partition("+")
            yield row, (Decimal(natural), Decimal(business or 0))

    def disputes(self) -> Iterator[tuple[str, list[Decimal]]]:
        for entry in listed(self.head.get("table 4", ""), ";"):
            row, *ended = entry.split()
            yield row, [Decimal(figure) for figure in ended]


def listed(text: str, mark: str = ",") -> list[str]:
    return [entry.strip() for entry in text.split(mark) if entry.strip()]


def pairs(text: str) -> Iterator[tuple[str, str]]:
    for entry in listed(text, ";"):
        name, _, value = entry.partition(" ")
        yield name, value


def keys(form: Form) -> list[str]:
    return [block.key for block in form.blocks()]


@cache
def told(name: str) -> Told:
    head, _, text = (FOLDER / f"{name}.txt").read_text("utf-8").partition("\n---\n")
    return Told(dict(line.split(": ", 1) for line in head.splitlines()), text)


@cache
def accusing_sound(name: str) -> set[tuple[str, str]]:
    return accusing(told(name))


def accusing(one: Told) -> set[tuple[str, str]]:
    found: tuple[Finding, ...] = findings_of(one.dossier())
    return {(one.check, one.status.value) for one in found if one.status in (Outcome.FAIL, Outcome.WARN)}


@pytest.mark.parametrize("name", NAMES)
def test_a_blameless_report_is_not_accused(name: str) -> None:
    deserved = set(listed(told(name).head.get("deserved", "")))

    assert {check for check, _ in accusing_sound(name)} == deserved


@pytest.mark.parametrize("planted", [pytest.param(one, id=f"{one['in']}-{one['check']}") for one in PLANTED])
def test_a_slip_in_a_blameless_report_is_found(planted: Mapping[str, str]) -> None:
    sound = told(planted["in"])
    assert planted["said"] in sound.text
    slipped = replace(sound, text=sound.text.replace(planted["said"], planted["slip"], 1))

    assert accusing(slipped) - accusing_sound(planted["in"]) >= {(planted["check"], planted["status"])}
