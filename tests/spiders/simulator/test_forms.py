import pytest

from crawler.domain.normalise import normalise
from crawler.forms.form import Block
from crawler.forms.loader import find_form
from spiders.simulator.figures import plausible_figures, seeded
from spiders.simulator.forms import CORNER_NOTE, FORMS, Form


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_simulated_figures_fill_every_cell_of_the_official_form(form: Form) -> None:
    official = find_form(form.key)

    assert official is not None
    assert set(plausible_figures(seeded(1), form, 20)) == set(official.addresses())


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_simulated_labels_are_the_official_ones(form: Form) -> None:
    official = find_form(form.key)

    assert official is not None
    rows = {row.key: row.labels[0] for row in official.requests.rows}
    assert [normalise(result.label) for result in form.results] == [rows[result.key] for result in form.results]
    for ours, theirs in zip(form.blocks, official.proactive, strict=True):
        assert normalise(ours.caption) == theirs.caption
        assert [(key, normalise(label)) for key, label in ours.columns] == _columns(theirs)
        assert [(key, normalise(label)) for key, label in ours.rows] == [
            (row.key, row.labels[0]) for row in theirs.rows
        ]


def test_the_corner_note_states_the_balance() -> None:
    assert "第一项加第二项之和，等于第三项加第四项之和" in CORNER_NOTE


def _columns(block: Block) -> list[tuple[str, str]]:
    return [(column.key, column.labels[0]) for column in block.columns]
