"""Defects of table 2."""

from decimal import Decimal
from random import Random

from crawler.domain.finding import Outcome
from crawler.domain.report import Cell, CellState
from crawler.domain.unit import Level, UnitKind
from monitor.examples import Scene
from tests.planting.figures import year_after
from tests.planting.lines import drawn
from tests.planting.plant import added, form_of, is_new, more, plant, put, value

_DOCUMENTS = "proactive.normative_documents"
_MAY_MAKE_RULES = (Level.PROVINCE, Level.PREFECTURE)


@plant("T2-01")
def _a_row_left_out(random: Random, scene: Scene) -> Scene:
    row = random.choice(("licensing", "penalties", "fees", "normative_documents", "rules"))
    columns = [address for address in form_of(scene).addresses() if address[:2] == ("proactive", row)]
    return put(scene, dict.fromkeys(map(str, columns)))


@plant("T2-02", Outcome.WARN)
def _a_blank(random: Random, scene: Scene) -> Scene:
    return put(scene, {"proactive.penalties.decisions": Cell(CellState.BLANK)})


@plant("T2-03")
def _half_a_decision(random: Random, scene: Scene) -> Scene:
    return put(scene, {"proactive.penalties.decisions": random.choice((Decimal("2.5"), Decimal(-1)))})


@plant("T2-09", Outcome.WARN)
def _other_documents_in_the_text(random: Random, scene: Scene) -> Scene:
    counted = sum(int(value(scene.draft, f"{_DOCUMENTS}.{key}")) for key in ("made", "valid", "repealed"))
    said = counted + int(value(scene.draft, f"{_DOCUMENTS}.disclosed_total")) * 2 + random.randint(7, 90)
    return added(scene, "s2_proactive", f"本年度制发行政规范性文件{said}件。")


@plant("NAR-06", Outcome.WARN)
def _other_documents_in_the_overview(random: Random, scene: Scene) -> Scene | None:
    return _other_documents_in_the_text(random, scene) if is_new(scene) else None


@plant("T2-10", Outcome.WARN)
def _too_many_documents(random: Random, scene: Scene) -> Scene | None:
    draft = scene.draft
    if draft.kind is not UnitKind.GOVERNMENT or draft.level is not Level.COUNTY or not is_new(scene):
        return None
    made = random.randint(201, 900)
    return put(scene, {f"{_DOCUMENTS}.made": made, f"{_DOCUMENTS}.valid": made + 40})


@plant("T2-11", Outcome.INFO)
def _nothing_but_noughts(random: Random, scene: Scene) -> Scene | None:
    if scene.draft.kind not in (UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT):
        return None
    return put(scene, dict.fromkeys(map(str, scene.draft.cells), 0))


@plant("T2N-01", Outcome.WARN)
def _another_stock_than_follows(random: Random, scene: Scene) -> Scene | None:
    if scene.previous is None or scene.draft.year < 2022:
        return None
    return more(scene, random.randint(1, 30), f"{_DOCUMENTS}.valid")


@plant("T2N-02")
def _more_made_than_there_can_be(random: Random, scene: Scene) -> Scene | None:
    there = value(scene.draft, f"{_DOCUMENTS}.valid") + value(scene.draft, f"{_DOCUMENTS}.repealed")
    return put(scene, {f"{_DOCUMENTS}.made": there + random.randint(1, 9)}) if is_new(scene) else None


@plant("T2N-03")
def _rules_without_the_power(random: Random, scene: Scene) -> Scene | None:
    draft = scene.draft
    may = draft.level in _MAY_MAKE_RULES and draft.kind in (UnitKind.GOVERNMENT, UnitKind.OFFICE)
    if may or draft.kind in (UnitKind.VERTICAL, UnitKind.DELEGATED):
        return None
    rest = "valid" if is_new(scene) else "disclosed_total"
    return more(scene, random.randint(1, 3), "proactive.rules.made", f"proactive.rules.{rest}")


@plant("T2N-04", Outcome.WARN)
def _yuan_for_ten_thousands(random: Random, scene: Scene) -> Scene | None:
    before = scene.previous
    if before is None or before.form != "form_2021" or value(before, "proactive.fees.amount_wan") < 1:
        return None
    return put(scene, {"proactive.fees.amount_wan": value(before, "proactive.fees.amount_wan") * 10_000})


@plant("T2O-01")
def _more_disclosed_than_in_all(random: Random, scene: Scene) -> Scene | None:
    if is_new(scene):
        return None
    total = value(scene.draft, f"{_DOCUMENTS}.disclosed_total")
    return put(scene, {f"{_DOCUMENTS}.disclosed": total + random.randint(1, 9)})


@plant("T2O-02", Outcome.INFO)
def _more_made_than_disclosed(random: Random, scene: Scene) -> Scene | None:
    return None if is_new(scene) else more(scene, random.randint(1, 9), f"{_DOCUMENTS}.made")


@plant("T2O-03")
def _more_items_dropped_than_there_were(random: Random, scene: Scene) -> Scene | None:
    items = value(scene.draft, "proactive.licensing.prev_items")
    return None if is_new(scene) else put(scene, {"proactive.licensing.delta": -items - random.randint(1, 9)})


@plant("T2O-04", Outcome.WARN)
def _other_items_than_last_years(random: Random, scene: Scene) -> Scene | None:
    if scene.previous is None or scene.draft.year != 2020:
        return None
    return more(scene, random.randint(1, 9), "proactive.licensing.prev_items")


@plant("T2O-05", Outcome.INFO)
def _more_in_all_than_was_added(random: Random, scene: Scene) -> Scene | None:
    if scene.previous is None or is_new(scene):
        return None
    before = value(scene.previous, f"{_DOCUMENTS}.disclosed_total")
    total = before + value(scene.draft, f"{_DOCUMENTS}.disclosed") + random.randint(1, 9)
    return put(scene, {f"{_DOCUMENTS}.disclosed_total": total})


@plant("T2O-06", Outcome.WARN)
def _projects_that_cost_nothing(random: Random, scene: Scene) -> Scene | None:
    if is_new(scene):
        return None
    return put(scene, {"proactive.procurement.projects": random.randint(1, 90), "proactive.procurement.amount_wan": 0})


@plant("T2X-01", Outcome.WARN)
def _another_stock_than_that_of_2020(random: Random, scene: Scene) -> Scene | None:
    if scene.previous is None or scene.draft.year != 2021:
        return None
    return more(scene, random.randint(1, 30), f"{_DOCUMENTS}.valid")


@plant("FRM-09")
def _the_old_form_in_a_new_year(random: Random, scene: Scene) -> Scene | None:
    if not is_new(scene):
        return None
    old = drawn(scene, ["form: form_2019", f"year: {scene.draft.year}"])
    figures = year_after(random, form_of(old), 12, {}, makes_rules=False)
    cells = {str(address): None for address in scene.draft.cells} | {str(at): figure for at, figure in figures.items()}
    return put(old, cells)
