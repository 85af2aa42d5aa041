"""Made reports: what they say, with the truth of their tables, set in a style."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from crawler.domain.report import Address
from spiders.simulator.content import SimulatedReport, parts
from spiders.simulator.figures import Figure, seeded
from spiders.simulator.forms import Form
from spiders.simulator.tables import Grid
from tests.making.figures import FORM_SHAPES, Accounts, planted
from tests.making.grids import set_tables, under_heading
from tests.making.style import Numbering, Style, drawn_style
from tests.making.truth import Truth

_UNITS = ("云溪县教育局", "白石镇人民政府", "江平市人民政府", "临河区水务局", "南岭自治县财政局")
_CHINESE = "一二三四五六"


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report with known figures; `brief` leaves the narrative out, for what is read slowly."""

    form: Form = field(repr=False)
    truth: Truth = field(repr=False)
    unit_name: str
    year: int
    style: Style
    brief: bool = False

    @property
    def title(self) -> str:
        """The title above the text."""
        return f"{self.unit_name}{self.year}年政府信息公开工作年度报告"

    def pieces(self) -> Iterator[str | Grid]:
        """Paragraphs and grids below the title, in order."""
        tables = set_tables(self.form, self.truth, self.style)
        beneath = dict(enumerate((tables.proactive, tables.requests, tables.disputes), 1))
        yield self._preface
        for number, (heading, body) in enumerate(self._sections()):
            words = _numbered(number, heading, self.style.numbering)
            if number in beneath:
                yield from under_heading(words, beneath[number], self.style)
            else:
                yield from (words, *(() if self.brief else body))

    def _sections(self) -> list[tuple[str, list[str]]]:
        """The headings without their numbers, and the paragraphs below each."""
        sections: list[tuple[str, list[str]]] = []
        for part in parts(self._simulated(), ((), (), ())):
            if isinstance(part, str) and part[:2] in {f"{number}、" for number in _CHINESE}:
                sections.append((part[2:], []))
            elif isinstance(part, str) and sections:
                sections[-1][1].append(part)
        return sections

    @property
    def _preface(self) -> str:
        return str(next(parts(self._simulated(), ((), (), ()))))

    def _simulated(self) -> SimulatedReport:
        figures = _whole(self.truth)
        return SimulatedReport(self.unit_name, self.year, figures, self.form.key, date(self.year + 1, 1, 20))


def made_report(
    random: Random, form: Form, accounts: Accounts, style: Style | None = None, *, brief: bool = False
) -> MadeReport:
    """A report on a form, in a style that is drawn unless it is given."""
    year = random.randint(2019, 2020) if form.key == "form_2019" else random.randint(2021, 2025)
    truth = planted(random, form, accounts)
    return MadeReport(form, truth, random.choice(_UNITS), year, style or drawn_style(random), brief)


def made_reports(seed: int, count: int, style: Style | None = None, *, brief: bool = False) -> list[MadeReport]:
    """Reports that go through all forms and all kinds of figures in turn; the same for the same seed."""
    forms, accounts = list(FORM_SHAPES.values()), list(Accounts)
    return [
        made_report(
            seeded(f"{seed}/{number}"),
            forms[number % len(forms)],
            accounts[(number + number // len(accounts) + 1) % len(accounts)],
            style,
            brief=brief,
        )
        for number in range(count)
    ]


def _numbered(number: int, heading: str, numbering: Numbering) -> str:
    return numbering.value.format(chinese=_CHINESE[number], arabic=number + 1, heading=heading)


def _whole(truth: Truth) -> Mapping[Address, Figure]:
    """The figures that the narrative speaks of; a cell that prints none counts as nought there."""
    return {address: int(cell.value or 0) for address, cell in truth.items()}
