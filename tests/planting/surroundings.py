"""Defects that only show beside other reports: those of last year, of other units, and of the units below."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from crawler.domain.dossier import Standing, Status, Subordinate
from crawler.domain.finding import Outcome
from crawler.domain.report import Address
from crawler.domain.unit import Unit, UnitKind
from monitor.examples import Scene
from monitor.likeness import Texts, likenesses_within
from tests.planting.plant import added, figures_of, grown, plant, retold, said_of, with_facts

_AREA = "本报告统计数据涵盖政府各部门和各乡镇。"
_SPEAKS_OF_AREA = re.compile(r"全[省市县区]|汇总")
_NEW = Address("requests", "new_received", "total")


@plant("SIM-01")
def _last_years_overview(random: Random, scene: Scene) -> Scene:
    return _like_last_year(scene, {"s1_overview": said_of(scene, "s1_overview")})


@plant("SIM-01", Outcome.WARN)
def _two_thirds_of_last_years_overview(random: Random, scene: Scene) -> Scene | None:
    sentences = said_of(scene, "s1_overview").split("。")
    kept = sentences[: len(sentences) * 2 // 3]
    new = retold(random, scene).draft.texts["s1_overview"] or ""
    added_on = new.split("。")[-len(sentences) // 3 :]
    like = _like_last_year(scene, {"s1_overview": "。".join([*kept, *added_on])})
    within = [one for one in like.likenesses if 0.52 < one.containment < 0.78]
    return like if within else None


@plant("SIM-02")
def _the_overview_of_another_unit(random: Random, scene: Scene) -> Scene:
    other = replace(scene.unit, id="370902-other", name="另山县民政局", kind=UnitKind.DEPARTMENT)
    return _like(scene, [scene.unit, other], {other.id: {"s1_overview": said_of(scene, "s1_overview")}}, {})


@plant("SIM-02", Outcome.WARN)
def _called_by_the_name_of_another(random: Random, scene: Scene) -> Scene | None:
    if not scene.siblings:
        return None
    other, year = random.choice(scene.siblings).name, scene.draft.year
    return added(scene, "s1_overview", f"现公布{other}{year}年政府信息公开工作年度报告。")


@plant("SIM-03")
def _last_years_problems(random: Random, scene: Scene) -> Scene:
    return _like_last_year(scene, {"s5_problems": said_of(scene, "s5_problems")})


@plant("SIM-04", Outcome.INFO)
def _only_figures_changed(random: Random, scene: Scene) -> Scene:
    figures = f"全年举办活动{random.randint(50, 90)}场。"
    changed = added(scene, "s1_overview", figures)
    return _like_last_year(changed, {"s1_overview": said_of(scene, "s1_overview") + "全年举办活动3场。"})


@plant("ROL-01")
def _less_than_a_unit_below(random: Random, scene: Scene) -> Scene | None:
    raised = _raised_below(random, scene)
    return None if raised is None else with_facts(raised, preface=_AREA)


@plant("ROL-01", Outcome.WARN)
def _perhaps_less_than_a_unit_below(random: Random, scene: Scene) -> Scene | None:
    if _SPEAKS_OF_AREA.search(f"{scene.draft.facts['preface']}{said_of(scene, 's1_overview')}"):
        return None
    return _raised_below(random, scene)


@plant("ROL-02", Outcome.WARN)
def _not_what_its_parts_come_to(random: Random, scene: Scene) -> Scene | None:
    below = _below(scene)
    if not any(one.unit.kind is UnitKind.OFFICE for one in below) or not all(one.complete for one in below):
        return None
    total = int(figures_of(scene.draft)[_NEW])
    return retold(random, grown(scene, 10 + total // 10))


@plant("ROL-03", Outcome.INFO)
def _a_platform_that_is_finished_below(random: Random, scene: Scene) -> Scene | None:
    below = _below(scene)
    if not below:
        return None
    one = replace(below[0], narrative="已完成政府信息公开平台建设。")
    changed = _with_below(scene, (one, *below[1:]))
    return added(changed, "s1_overview", f"{one.unit.name}近期可以完成平台建设。")


@plant("ROL-04", Outcome.INFO)
def _a_unit_below_that_is_missing(random: Random, scene: Scene) -> Scene | None:
    below = _below(scene)
    if not below:
        return None
    missing = replace(below[0], standing=Standing(below[0].unit, scene.draft.year, Status.MISSING))
    return _with_below(scene, (missing, *below[1:]))


def _raised_below(random: Random, scene: Scene) -> Scene | None:
    below = _below(scene)
    if not below:
        return None
    own = int(figures_of(scene.draft)[_NEW])
    raised = replace(below[0], figures={**below[0].figures, _NEW: Decimal(own + random.randint(1, 9))})
    return _with_below(scene, (raised, *below[1:]))


def _below(scene: Scene) -> tuple[Subordinate, ...]:
    known = scene.judged.get("subordinates", ())
    return tuple(one for one in known if isinstance(one, Subordinate)) if isinstance(known, tuple) else ()


def _with_below(scene: Scene, below: tuple[Subordinate, ...]) -> Scene:
    return replace(scene, judged={**scene.judged, "subordinates": below})


def _like_last_year(scene: Scene, sections: Mapping[str, str]) -> Scene:
    return _like(scene, [scene.unit], {}, {scene.unit.id: sections})


def _like(
    scene: Scene, units: list[Unit], beside: Mapping[str, Mapping[str, str]], before: Mapping[str, Mapping[str, str]]
) -> Scene:
    """The scene with the likenesses that are found where these texts stand beside its own."""
    own = {key: text for key, text in scene.draft.texts.items() if text}
    now = {scene.unit.id: Texts("own", own)} | {unit_id: Texts("beside", told) for unit_id, told in beside.items()}
    earlier = {unit_id: Texts("before", told) for unit_id, told in before.items()}
    found = likenesses_within(units, [], now, earlier, scene.draft.year)
    return replace(scene, likenesses=found.get(scene.unit.id, ()))
