"""However a government sets the same figures, they are read the same; however a converter mangles them, never wrong."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Extraction
from crawler.flow import read_bytes
from spiders.simulator.figures import seeded
from tests.making import texts
from tests.making.figures import FORM_SHAPES, Accounts
from tests.making.pages import as_page
from tests.making.reports import MadeReport, made_report
from tests.making.style import Style
from tests.making.texts import Mangling
from tests.making.truth import Outcome, judged, silent_errors

pytestmark = pytest.mark.slow

QUICK = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Drawn:
    """What a report is made from: short to print when a test fails."""

    seed: int
    form: str
    accounts: Accounts
    style: Style

    def report(self) -> MadeReport:
        return made_report(seeded(self.seed), FORM_SHAPES[self.form], self.accounts, self.style)


forms = st.sampled_from(sorted(FORM_SHAPES))
seeds = st.integers(0, 2**32)
styles = st.builds(Style)
consistent = st.sampled_from([Accounts.PLAUSIBLE, Accounts.DENSE])
reports = st.builds(Drawn, seeds, forms, st.sampled_from(Accounts), styles)
clean_reports = st.builds(Drawn, seeds, forms, consistent, st.just(Style()))


def outcome(body: bytes) -> Extraction | None:
    """The reading, or None for a text that is refused."""
    try:
        return read_bytes(body, "report")
    except (NotReadable, NotAnAnnualReport):
        return None


def not_right(body: bytes, report: MadeReport) -> list[str]:
    """What was not read right and for certain, in words."""
    verdicts = judged(outcome(body), report.truth)
    return [
        f"{verdict.address}: printed {verdict.printed}, read {verdict.read}, {verdict.outcome}"
        for verdict in verdicts
        if verdict.outcome is not Outcome.RIGHT
    ]


@pytest.mark.parametrize("accounts", Accounts)
@QUICK
@given(seed=seeds, form=forms, style=styles)
def test_any_legal_rendering_of_the_same_figures_gives_the_same_cells(
    accounts: Accounts, seed: int, form: str, style: Style
) -> None:
    report = Drawn(seed, form, accounts, style).report()

    assert not_right(as_page(report), report) == []


@QUICK
@given(drawn=reports)
def test_a_text_with_tabs_never_gives_a_certain_wrong_cell(drawn: Drawn) -> None:
    report = drawn.report()

    assert silent_errors(outcome(texts.as_text(report)), report.truth) == []


@QUICK
@given(drawn=clean_reports)
def test_a_text_with_tabs_and_a_figure_in_every_cell_is_read_right(drawn: Drawn) -> None:
    report = drawn.report()

    assert not_right(texts.as_text(report), report) == []


@QUICK
@given(drawn=reports)
def test_markdown_never_gives_a_certain_wrong_cell(drawn: Drawn) -> None:
    report = drawn.report()

    assert silent_errors(outcome(texts.as_markdown(report)), report.truth) == []


@QUICK
@given(drawn=clean_reports)
def test_a_markdown_table_with_a_figure_in_every_cell_is_read_right(drawn: Drawn) -> None:
    report = drawn.report()

    assert not_right(texts.as_markdown(report), report) == []


@QUICK
@given(drawn=reports)
def test_rows_written_as_lines_never_give_a_certain_wrong_cell(drawn: Drawn) -> None:
    report = drawn.report()

    assert silent_errors(outcome(texts.as_lines(report)), report.truth) == []


@pytest.mark.parametrize("mangling", Mangling)
@QUICK
@given(drawn=reports, seed=seeds)
def test_no_mangling_of_the_text_gives_a_certain_wrong_cell(mangling: Mangling, drawn: Drawn, seed: int) -> None:
    report = drawn.report()

    assert silent_errors(outcome(texts.mangled(report, mangling, seeded(seed))), report.truth) == []


@pytest.mark.parametrize("mangling", [Mangling.LOOK_ALIKES, Mangling.TRADITIONAL, Mangling.SPACED])
@QUICK
@given(drawn=clean_reports, seed=seeds)
def test_labels_are_known_in_other_characters_and_with_gaps(mangling: Mangling, drawn: Drawn, seed: int) -> None:
    report = drawn.report()

    assert not_right(texts.mangled(report, mangling, seeded(seed)), report) == []


@QUICK
@given(drawn=reports, mangling=st.sampled_from(Mangling), seed=seeds)
def test_a_reading_is_the_same_twice(drawn: Drawn, mangling: Mangling, seed: int) -> None:
    report = drawn.report()

    page, text = as_page(report), texts.mangled(report, mangling, seeded(seed))

    assert (outcome(page), outcome(text)) == (outcome(page), outcome(text))
