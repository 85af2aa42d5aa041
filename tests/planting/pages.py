"""Made-up reports as pages of HTML, and read back from them as any page of a site is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from crawler.domain.extraction import Extraction
from crawler.domain.report import Dates
from crawler.flow import read_bytes
from crawler.forms import all_forms
from monitor.examples import Scene
from monitor.examples.sound import Draft
from spiders.simulator.tables import Grid
from tests.making.figures import FORM_SHAPES
from tests.making.grids import set_tables, under_heading
from tests.making.pages import as_page
from tests.making.reports import MadeReport
from tests.making.style import Style, drawn_style
from tests.making.truth import PrintedCell
from tests.planting.blemishes import printed

READABLE = ("T2-", "T2N-", "T2O-", "T2X-", "T3-", "T4-", "NAR-")
"""The families of which a defect that stands in the tables or the text is still there on a page."""

FORM_ADDRESSES = {form.key: frozenset(form.addresses()) for form in all_forms()}

_BENEATH = ("s2_proactive", "s3_requests", "s4_disputes")


@dataclass(frozen=True, slots=True)
class DraftOnPage(MadeReport):
    """A draft, to be set as a page in a style."""

    draft: Draft = field(default_factory=Draft)

    @property
    def title(self) -> str:
        """The title above the text."""
        return str(self.draft.facts["title"])

    def pieces(self) -> Iterator[str | Grid]:
        """Preface, sections with the tables below their headings, signature."""
        draft, tables = self.draft, set_tables(self.form, self.truth, self.style)
        beneath = dict(zip(_BENEATH, (tables.proactive, tables.requests, tables.disputes), strict=True))
        yield str(draft.facts["preface"])
        for section in draft.extraction().report.sections:
            if section.key in beneath:
                yield from under_heading(section.heading, beneath[section.key], self.style)
            else:
                yield section.heading
            yield from (line for line in section.text.splitlines() if line)
        yield from _signature(draft)


def can_stand_on_page(draft: Draft) -> bool:
    """Whether a page can print it: a row for each of the form, and nothing beyond the form."""
    return FORM_ADDRESSES[draft.form] == set(printed(draft)) and not {"subtotals", "surplus"} & set(draft.facts)


def on_page(random: Random, draft: Draft) -> bytes:
    """The page of a report, in a style that is drawn."""
    truth = {address: PrintedCell(cell.raw, cell.state, cell.value) for address, cell in printed(draft).items()}
    style: Style = drawn_style(random)
    made = DraftOnPage(FORM_SHAPES[draft.form], truth, draft.unit_name, draft.year, style, draft=draft)
    return as_page(made)


def read_back(random: Random, draft: Draft) -> Extraction:
    """What is read of that page."""
    return read_bytes(on_page(random, draft), "https://www.yunxi.gov.cn/zfxxgk/nb/report.html")


def as_read(random: Random, scene: Scene) -> Scene:
    """The scene with its report as it is read from a page; what a page does not print stays as it was."""
    read = read_back(random, scene.draft)
    fields = {name: getattr(read.report, name) for name in ("title", "unit_name", "period", "preface", "signature")}
    fields |= {name: getattr(read.report, name) for name in ("sections", "cells", "blocks", "statements", "form")}
    fields |= {name: getattr(read.report, name) for name in ("subtotals", "surplus", "variants", "found_by")}
    dates = scene.draft.facts.get("dates")
    if isinstance(dates, Dates):
        fields["dates"] = replace(dates, signed=read.report.dates.signed)
    draft = replace(scene.draft, facts={**scene.draft.facts, **fields}, doubts=read.doubts, cells={})
    return replace(scene, draft=draft, later=None, elsewhere=None)


def _signature(draft: Draft) -> Iterator[str]:
    dates, name = draft.facts.get("dates"), draft.facts.get("signature")
    if isinstance(dates, Dates) and dates.signed is not None and name:
        yield str(name)
        yield f"{dates.signed.year}年{dates.signed.month}月{dates.signed.day}日"
