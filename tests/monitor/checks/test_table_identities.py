"""Tables 3 and 4 made to be consistent: what may be done to them without a reproach, and what may not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell, CellState, Report, Unsure
from crawler.domain.unit import Level, UnitKind
from crawler.forms import find_form
from crawler.forms.form import Form, Role
from monitor.checks import all_checks
from monitor.checks.catalogue import Discrepancy

AS_OF = datetime(2024, 4, 20, tzinfo=UTC)
ARITHMETIC = ("T3-02", "T3-03", "T3-04", "T3-07", "T3-10", "T4-02", "T4-05")
LISTED = ("T3-02", "T3-03", "T3-04", "T3-05", "T4-02")

Figures = Mapping[Address, int]


def layout() -> Form:
    form = find_form("form_2021")
    assert form is not None
    return form


@st.composite
def consistent(draw: st.DrawFn) -> dict[Address, int]:
    """Figures for every cell of both tables; most are 0, as in real reports."""
    few = st.one_of(st.just(0), st.integers(0, 30))
    requests, disputes = layout().requests, layout().disputes
    figures: dict[Address, int] = {}
    *kinds, total = (column.key for column in requests.columns)
    by_role = {role: [row.key for row in requests.rows if row.role is role] for role in Role}
    for kind in kinds:
        parts = {key: draw(few) if draw(st.integers(0, 3)) == 0 else 0 for key in by_role[Role.PART]}
        handled, out = sum(parts.values()), draw(few)
        carried_in = draw(st.integers(0, handled + out))
        column = parts | {"total_handled": handled, "carried_out": out, "carried_in": carried_in}
        column["new_received"] = handled + out - carried_in
        figures |= {Address("requests", key, kind): value for key, value in column.items()}
    for row in requests.rows:
        figures[Address("requests", row.key, total)] = sum(
            figures[Address("requests", row.key, kind)] for kind in kinds
        )
    for row in disputes.rows:
        *results, last = disputes.addresses(row)
        figures |= dict(zip(results, (draw(few) for _ in results), strict=True))
        figures[last] = sum(figures[result] for result in results)
    return figures


def report_of(cells: Mapping[Address, Cell]) -> Report:
    blocks = {"requests": "form_2021", "disputes": "form_2021"}
    ordered = {address: cells[address] for address in layout().addresses() if address in cells}
    return Report("云溪县2023年报告", "云溪县", 2023, "form_2021", blocks, cells=ordered)


def printed(figures: Figures) -> dict[Address, Cell]:
    return {address: Cell(CellState.NUMBER, Decimal(value), str(value)) for address, value in figures.items()}


def said_of(cells: Mapping[Address, Cell], ids: tuple[str, ...]) -> list[tuple[str, Discrepancy]]:
    extraction = Extraction(report_of(cells), (), Medium.HTML, "digest")
    dossier = Dossier(AS_OF, UnitKind.GOVERNMENT, Level.COUNTY, 2023, extraction)
    checks = [check for check in all_checks() if check.id in ids]
    return [(check.id, seen) for check in checks for seen in check.look(dossier, check.limits)]


uncertain = st.one_of(
    st.sampled_from([Cell(CellState.BLANK), Cell(CellState.NOT_APPLICABLE, raw="/"), Cell(CellState.UNREAD)]),
    st.builds(
        lambda value, why: Cell(CellState.NUMBER, Decimal(value), str(value), why),
        st.integers(0, 40),
        st.sampled_from(Unsure),
    ),
)


@settings(max_examples=12)
@given(consistent(), st.data())
def test_a_consistent_table_fails_nothing_whatever_of_it_is_blank_or_unsure(
    figures: dict[Address, int], data: st.DataObject
) -> None:
    spoilt = data.draw(st.dictionaries(st.sampled_from(sorted(figures)), uncertain, max_size=60))

    found = said_of({**printed(figures), **spoilt}, ARITHMETIC)

    assert not [(check, seen) for check, seen in found if seen.outcome is Outcome.FAIL]


@settings(max_examples=15)
@given(consistent(), st.data())
def test_the_one_wrong_cell_of_a_full_table_is_named_by_the_root_of_all_it_breaks(
    figures: dict[Address, int], data: st.DataObject
) -> None:
    address = data.draw(st.sampled_from(sorted(figures)))
    wrong = data.draw(st.integers(0, 60).filter(lambda value: value != figures[address]))

    found = said_of(printed({**figures, address: wrong}), LISTED)

    failed = [(check, seen) for check, seen in found if seen.outcome is Outcome.FAIL]
    roots = [(check, seen) for check, seen in failed if seen.root is None]
    assert [check for check, _ in roots] == ["T3-04" if address.table == "requests" else "T4-02"]
    assert address in roots[0][1].cells
    assert all(seen.root == "T3-04" for check, seen in failed if (check, seen) not in roots)
    if address.table == "requests":
        assert f"由{wrong}改为{figures[address]}，" in roots[0][1].words.zh


@settings(max_examples=6)
@given(consistent(), st.data())
def test_no_cell_is_named_where_one_of_the_figures_beside_it_is_not_certain(
    figures: dict[Address, int], data: st.DataObject
) -> None:
    address = data.draw(st.sampled_from([known for known in sorted(figures) if known.table == "requests"]))
    neighbour = address._replace(column="business" if address.column != "business" else "research")
    cells = printed({**figures, address: figures[address] + 1})
    cells[neighbour] = replace(cells[neighbour], unsure=Unsure.VALUE)

    found = said_of(cells, LISTED)

    assert not any("即全部成立" in seen.words.zh for _, seen in found)
