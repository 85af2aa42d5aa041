"""Made-up areas: a government, the bodies below it, and their reports on two years, in which nothing is amiss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from crawler.domain.dossier import Standing, Status
from crawler.domain.extraction import Extraction
from crawler.domain.likeness import Likeness
from crawler.domain.report import Dates
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.forms import Form, all_forms
from monitor.checks.sums_below import subordinate_from
from monitor.examples import Scene
from monitor.examples.scene import SITE
from monitor.examples.sound import Draft
from monitor.likeness import Texts, likenesses_within
from tests.planting.blemishes import BLEMISHES, Blemish
from tests.planting.figures import Figures, summed, year_after
from tests.planting.lines import drawn
from tests.planting.writing import written

OWN_ID = "370902"
"""The id that a scene gives to the unit that it is about."""

_PLACES = ("云溪", "石桥", "江平", "临河", "清泉", "松岭", "白沙", "长亭", "永丰", "安和")
_MATTERS = (
    "教育",
    "民政",
    "水务",
    "财政",
    "农业农村",
    "卫生健康",
    "林业",
    "审计",
    "统计",
    "文化和旅游",
    "应急管理",
    "司法",
)
_TOWNS = ("白石镇", "青龙镇", "柳河乡", "双塔镇", "东关乡", "马坪镇")
_QUARTERS = ("城北街道", "桥东街道", "新华街道")
_OTHERS = (("气象局", UnitKind.VERTICAL), ("高新技术产业园管理委员会", UnitKind.DELEGATED))


@dataclass(frozen=True, slots=True)
class CleanReport:
    """A scene in which no check may accuse; `blemish` is what is untidy about it all the same."""

    scene: Scene
    blemish: Blemish | None = None
    empty: bool = False

    def may_be_remarked_on_by(self, check: str) -> bool:
        """Whether a check may have something to say, short of a decided finding."""
        return (self.blemish is not None and check in self.blemish.remarked_by) or (self.empty and check == "T2-11")


@dataclass(frozen=True, slots=True)
class _Member:
    """A unit of an area with its two reports; `before` is None where there is none on the year before."""

    unit: Unit
    now: Draft
    before: Draft | None
    blemish: Blemish | None
    empty: bool

    @property
    def texts(self) -> tuple[Texts, Texts | None]:
        """What is compared of either report."""
        return _compared(self.now), None if self.before is None else _compared(self.before)


def clean_area(random: Random, year: int, *, blemished: bool = True) -> list[CleanReport]:
    """The reports of one area on a year since 2019, each as its own scene."""
    level = random.choice((Level.COUNTY, Level.COUNTY, Level.PREFECTURE, Level.PROVINCE))
    has_before = year > 2019 and random.random() < 0.9
    units = _units(random, level)
    members = _members(random, units, year, has_before=has_before, blemished=blemished)
    likenesses = _likenesses(members, year)
    extractions = {member.unit.id: member.now.extraction() for member in members}
    return [
        CleanReport(_scene(random, member, members, extractions, likenesses), member.blemish, member.empty)
        for member in members
    ]


def _units(random: Random, level: Level) -> list[Unit]:
    place = random.choice(_PLACES)
    suffix = {Level.COUNTY: ("县", "区"), Level.PREFECTURE: ("市",), Level.PROVINCE: ("省",)}[level]
    area = f"{place}{random.choice(suffix)}"
    organ = "厅" if level is Level.PROVINCE else "局"
    named = [(f"{area}人民政府", UnitKind.GOVERNMENT, level)]
    named += [(f"{area}{matter}{organ}", UnitKind.DEPARTMENT, level) for matter in random.sample(_MATTERS, 3)]
    if level is Level.COUNTY:
        named.append((f"{area}{random.choice(_TOWNS)}人民政府", UnitKind.TOWNSHIP, Level.TOWNSHIP))
        named.append((f"{area}{random.choice(_QUARTERS)}办事处", UnitKind.SUBDISTRICT, Level.TOWNSHIP))
    if random.random() < 0.5:
        named.append((f"{area}人民政府办公室", UnitKind.OFFICE, level))
    if random.random() < 0.3:
        name, kind = random.choice(_OTHERS)
        named.append((f"{area}{name}", kind, level))
    return [
        Unit(f"{OWN_ID}-{place}", name, kind, rank, None if place == 0 else f"{OWN_ID}-0", SITE)
        for place, (name, kind, rank) in enumerate(named)
    ]


def _members(random: Random, units: Sequence[Unit], year: int, *, has_before: bool, blemished: bool) -> list[_Member]:
    scales = {unit.id: random.choice((1, 4, 12, 60, 900)) for unit in units}
    has_office = any(unit.kind is UnitKind.OFFICE for unit in units)
    scales[units[0].id] = 0 if has_office else random.choice((5, 50))
    empty = {unit.id for unit in units if unit.kind in (UnitKind.DEPARTMENT, UnitKind.TOWNSHIP)}
    empty = {unit_id for unit_id in empty if blemished and random.random() < 0.1}
    scales |= dict.fromkeys(empty, 0)
    figures = {year: _figures(random, units, scales, year, {})}
    if has_before:
        figures = {year - 1: _figures(random, units, scales, year - 1, {})}
        figures[year] = _figures(random, units, scales, year, figures[year - 1])
    return [_member(random, unit, year, figures, blemished=blemished, empty=unit.id in empty) for unit in units]


def _figures(
    random: Random, units: Sequence[Unit], scales: Mapping[str, int], year: int, before: Mapping[str, Figures]
) -> dict[str, Figures]:
    """Each unit's own figures, and for the first, which sums up, those of all; its own stand under its name."""
    form, own = _form(year), {}
    for unit in units:
        above = unit.parent_id is None and unit.level is not Level.COUNTY
        key = unit.name if unit.parent_id is None else unit.id
        own[key] = year_after(random, form, scales[unit.id], dict(before.get(key, {})), makes_rules=above)
    return {**own, units[0].id: summed(own.values())}


def _member(
    random: Random, unit: Unit, year: int, figures: Mapping[int, Mapping[str, Figures]], *, blemished: bool, empty: bool
) -> _Member:
    drafts = {one: written(random, unit, _form(one), one, known[unit.id]) for one, known in figures.items()}
    blemish = random.choice(BLEMISHES) if blemished and random.random() < 0.4 else None
    now = drafts[year] if blemish is None else blemish.change(random, drafts[year])
    return _Member(unit, now, drafts.get(year - 1), blemish, empty)


def _likenesses(members: Sequence[_Member], year: int) -> Mapping[str, tuple[Likeness, ...]]:
    now = {member.unit.id: member.texts[0] for member in members}
    before = {member.unit.id: text for member in members if (text := member.texts[1]) is not None}
    return likenesses_within([member.unit for member in members], [], now, before, year)


def _compared(draft: Draft) -> Texts:
    texts = {key: text for key, text in draft.texts.items() if text}
    return Texts(f"{draft.unit_name}/{draft.year}", texts)


def _scene(
    random: Random,
    member: _Member,
    members: Sequence[_Member],
    extractions: Mapping[str, Extraction],
    likenesses: Mapping[str, tuple[Likeness, ...]],
) -> Scene:
    likes = tuple(
        replace(like, unit_id=OWN_ID if like.unit_id == member.unit.id else like.unit_id)
        for like in likenesses.get(member.unit.id, ())
    )
    beside = tuple(one.unit for one in members if one.unit.id != member.unit.id and one.unit.parent_id is not None)
    scene = Scene(member.now, member.before, likenesses=likes)
    if member.unit.parent_id is not None:
        return _seen(random, replace(scene, siblings=beside))
    below = [
        subordinate_from(unit, Standing(unit, member.now.year, Status.ON_TIME), extractions[unit.id]) for unit in beside
    ]
    return _seen(random, replace(scene, judged={"subordinates": tuple(below)}))


def _seen(random: Random, scene: Scene) -> Scene:
    """How it was found and where it stands since: on the day of its date, in its column, on every visit."""
    draft = scene.draft
    dates = draft.facts.get("dates")
    if not isinstance(dates, Dates) or dates.page is None:
        return scene
    page = dates.page
    lines = [f"standing: on_time, published {page}"]
    if random.random() < 0.8:
        lines.append(f"seen first: {page + timedelta(days=1)}")
        lines += [f"visited: {page + timedelta(days=days)} lists {draft.year}" for days in (3, 5)]
        lines.append(f"known years: {draft.year} {draft.year - 1}")
    if random.random() < 0.2:
        lines.append("elsewhere:")
    if random.random() < 0.2:
        lines.append("later: date in address: none")
    return drawn(scene, lines)


def _form(year: int) -> Form:
    return next(form for form in all_forms() if form.is_for(year))
