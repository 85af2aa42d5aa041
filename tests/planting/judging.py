"""What the checks say of made-up reports: of clean ones nothing decided, of planted ones their defect."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.domain.finding import Finding, Outcome
from monitor.checks import findings_of
from monitor.examples import Scene
from spiders.simulator.figures import seeded
from tests.planting.areas import CleanReport, clean_area
from tests.planting.catalogue import PLANTS, Plant
from tests.planting.pages import READABLE, as_read, can_stand_on_page

_FIRST_YEAR, _YEARS = 2019, 8


@dataclass(slots=True)
class Tally:
    """What was seen of some reports; each part can be added to another."""

    clean: int = 0
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    unexpected: Counter[tuple[str, str]] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    folded: Counter[str] = field(default_factory=Counter)
    beside: Counter[tuple[str, str]] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what another one has seen."""
        self.clean += other.clean
        for name in ("said", "unexpected", "planted", "found", "folded", "beside"):
            getattr(self, name).update(getattr(other, name))
        self.troubles += other.troubles

    @property
    def wrong(self) -> int:
        """How often a clean report was accused, a check crashed, or a defect was missed."""
        return len(self.troubles)


def judge_clean(reports: Iterable[CleanReport], where: str, *, on_pages: bool = False) -> Tally:
    """What is said of clean reports; any decided finding is trouble."""
    tally = Tally()
    for number, report in enumerate(reports):
        name = f"{where}/{number} {report.scene.draft.unit_name} {report.scene.draft.year}"
        scene = as_read(seeded(name), report.scene) if on_pages else report.scene
        tally.clean += 1
        for finding in findings_of(scene.dossier()):
            _note(tally, report, finding, name)
    return tally


def _note(tally: Tally, report: CleanReport, finding: Finding, name: str) -> None:
    seen = (finding.check, finding.status.value)
    tally.said[seen] += 1
    if finding.status in (Outcome.FAIL, Outcome.RULE_ERROR):
        tally.troubles.append(f"clean {name}: {finding.check} {finding.status.value}: {finding.message.zh}")
    elif finding.status in (Outcome.WARN, Outcome.INFO) and not report.may_be_remarked_on_by(finding.check):
        tally.unexpected[seen] += 1


def judge_planted(
    reports: Iterable[CleanReport], plants: Iterable[Plant], where: str, *, on_pages: bool = False
) -> Tally:
    """What is found of the defects put into reports, each into each report that can have it."""
    tally = Tally()
    wanted = [plant for plant in plants if not on_pages or plant.check.startswith(READABLE)]
    for number, report in enumerate(reports):
        for plant in wanted:
            name = f"{where}/{number} {plant.check} {plant.name}"
            planted = plant.put_into(seeded(name), report.scene)
            if planted is not None and (not on_pages or can_stand_on_page(planted.draft)):
                shown = as_read(seeded(name), planted) if on_pages else planted
                _note_planted(tally, plant, shown, f"{name}, {report.scene.draft.unit_name}")
    return tally


def _note_planted(tally: Tally, plant: Plant, planted: Scene, name: str) -> None:
    key = plant.key
    tally.planted[key] += 1
    findings = findings_of(planted.dossier())
    own = [one for one in findings if one.check == plant.check and one.status is plant.outcome]
    if not own:
        tally.troubles.append(f"planted {name}: not found as {plant.outcome.value}")
        return
    tally.found[key] += 1
    tally.folded[key] += all(one.root is not None for one in own)
    others = {one.check for one in findings if one.status is Outcome.FAIL and one.root is None} - {plant.check}
    tally.beside.update((plant.check, other) for other in others)


def clean_of(seed: int, area: int) -> list[CleanReport]:
    """The reports of one area, some of them untidy."""
    return clean_area(seeded(f"clean/{seed}/{area}"), _year(area))


def tidy_of(seed: int, area: int) -> list[CleanReport]:
    """The reports of one area in which nothing is untidy either."""
    return clean_area(seeded(f"tidy/{seed}/{area}"), _year(area), blemished=False)


def _year(area: int) -> int:
    """The years in turn, so that a few areas have them all."""
    return _FIRST_YEAR + area % _YEARS


def plants_by_key(keys: Iterable[str]) -> Iterator[Plant]:
    """The plants of these keys."""
    wanted = set(keys)
    return (plant for plant in PLANTS if plant.key in wanted)
