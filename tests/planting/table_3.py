"""Defects of tables 3 and 4, and of what is read of them."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell, CellState
from monitor.examples import Scene
from tests.planting.blemishes import number
from tests.planting.figures import APPLICANTS, results_of
from tests.planting.lines import drawn
from tests.planting.plant import (
    form_of,
    grown,
    is_new,
    more,
    moved,
    plant,
    put,
    retold,
    told,
    value,
    with_facts,
)

_BLANK = Cell(CellState.BLANK)
_REVIEWS = ("disputes.review.upheld", "disputes.review.total")


@plant("T3-01", Outcome.WARN)
def _a_row_left_out(random: Random, scene: Scene) -> Scene:
    row = random.choice(results_of(form_of(scene)))
    return put(scene, _row(row, None))


@plant("T3-02")
def _more_came_in_than_went_out(random: Random, scene: Scene) -> Scene:
    column = random.choice(APPLICANTS)
    return more(scene, random.randint(1, 50), f"requests.new_received.{column}", "requests.new_received.total")


@plant("T3-03")
def _more_results_than_their_sum(random: Random, scene: Scene) -> Scene:
    row, column = random.choice(results_of(form_of(scene))), random.choice(APPLICANTS)
    return more(scene, random.randint(1, 50), f"requests.{row}.{column}", f"requests.{row}.total")


@plant("T3-04")
def _one_wrong_cell(random: Random, scene: Scene) -> Scene:
    row = random.choice(("new_received", "carried_in", *results_of(form_of(scene)), "total_handled", "carried_out"))
    return more(scene, random.randint(1, 50), f"requests.{row}.{random.choice((*APPLICANTS, 'total'))}")


@plant("T3-05")
def _results_not_summed_up(random: Random, scene: Scene) -> Scene | None:
    cell: Cell | int = random.choice((0, _BLANK))
    filled = value(scene.draft, "requests.total_handled.total") > 0
    return put(scene, _row("total_handled", cell)) if filled else None


@plant("T3-06", Outcome.WARN)
def _a_blank(random: Random, scene: Scene) -> Scene:
    row = random.choice(results_of(form_of(scene)))
    return put(scene, {f"requests.{row}.{random.choice(APPLICANTS)}": _BLANK})


@plant("T3-07")
def _half_an_application(random: Random, scene: Scene) -> Scene:
    wrong = random.choice((Decimal(-1), Decimal("0.5")))
    return put(scene, {f"requests.carried_in.{random.choice(APPLICANTS)}": wrong})


@plant("T3-08", Outcome.WARN)
def _more_carried_in_than_was_carried_out(random: Random, scene: Scene) -> Scene | None:
    if scene.previous is None or value(scene.draft, "requests.new_received.natural_person") < 1:
        return None
    return moved(scene, 1, "new_received", "carried_in")


@plant("T3-09", Outcome.WARN)
def _many_times_as_many(random: Random, scene: Scene) -> Scene | None:
    before = 0 if scene.previous is None else int(value(scene.previous, "requests.new_received.total"))
    return retold(random, grown(scene, before * random.randint(6, 9))) if before >= 20 else None


@plant("T3-10")
def _a_wrong_sum_of_a_group(random: Random, scene: Scene) -> Scene:
    rows = [row.key for row in form_of(scene).requests.rows if row.key.startswith("denied_")]
    sums = {
        Address("requests", "（三）不予公开", column): number(
            sum(value(scene.draft, f"requests.{row}.{column}") for row in rows) + (column == "total")
        )
        for column in (*APPLICANTS, "total")
    }
    return with_facts(scene, subtotals=sums)


@plant("T3-11", Outcome.WARN)
def _totals_alone(random: Random, scene: Scene) -> Scene:
    cells = {
        f"requests.{row}.{column}": _BLANK
        for row in random.sample(results_of(form_of(scene)), 4)
        for column in APPLICANTS
    }
    return put(scene, cells)


@plant("T3-12", Outcome.WARN)
def _fees_not_paid_and_not_told(random: Random, scene: Scene) -> Scene | None:
    if not is_new(scene) or value(scene.draft, "requests.granted.natural_person") < 1:
        return None
    return told(moved(scene, 1, "granted", "other_no_fee"), "s6_other", "无。")


@plant("T3-13", Outcome.WARN)
def _much_carried_over(random: Random, scene: Scene) -> Scene | None:
    granted = int(value(scene.draft, "requests.granted.natural_person"))
    came = value(scene.draft, "requests.new_received.total") + value(scene.draft, "requests.carried_in.total")
    out = value(scene.draft, "requests.carried_out.total") + granted
    if came < 10 or out <= came * 3 / 10:
        return None
    return retold(random, moved(scene, granted, "granted", "carried_out"))


@plant("T4-01", Outcome.WARN)
def _sixteen_figures(random: Random, scene: Scene) -> Scene:
    return drawn(scene, ["figures: disputes 16"])


@plant("T4-02")
def _a_wrong_sum_of_cases(random: Random, scene: Scene) -> Scene:
    return more(scene, random.randint(1, 9), f"disputes.{random.choice(('review', 'direct', 'after_review'))}.total")


@plant("T4-03")
def _no_lawsuits_filled_in(random: Random, scene: Scene) -> Scene:
    return drawn(scene, ["disputes.after_review.* = blank"])


@plant("T4-04")
def _another_number_of_reviews_in_the_text(random: Random, scene: Scene) -> Scene | None:
    reviews = value(scene.draft, "disputes.review.total")
    said = f"因政府信息公开引起行政复议{reviews + random.randint(1, 9)}件。"
    return retold(random, scene, disputes=said) if reviews else None


@plant("T4-05", Outcome.INFO)
def _more_cases_than_applications(random: Random, scene: Scene) -> Scene:
    came = value(scene.draft, "requests.new_received.total") + value(scene.draft, "requests.carried_in.total")
    return retold(random, more(scene, came + 1, *_REVIEWS))


@plant("T4-06", Outcome.INFO)
def _cases_not_told(random: Random, scene: Scene) -> Scene | None:
    if "复议" in (scene.draft.texts.get("s1_overview") or ""):
        return None
    return told(more(scene, 2, *_REVIEWS), "s4_disputes", "")


@plant("PQ-01", Outcome.INFO)
def _a_cell_unread(random: Random, scene: Scene) -> Scene:
    return put(scene, {"requests.granted.total": Cell(CellState.UNREAD)})


@plant("PQ-01", Outcome.WARN)
def _all_cells_unread(random: Random, scene: Scene) -> Scene:
    return drawn(scene, ["requests.*.* = unread"])


@plant("PQ-02", Outcome.INFO)
def _a_label_spelt_otherwise(random: Random, scene: Scene) -> Scene:
    return drawn(scene, ["label: requests.granted （一）予以公示"])


def _row(row: str, cell: Cell | int | None) -> Mapping[str, Cell | int | None]:
    return {f"requests.{row}.{column}": cell for column in (*APPLICANTS, "total")}
