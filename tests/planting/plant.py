"""Plants: one defect each, put into a clean report, and what must be found of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell
from crawler.forms import Form, find_form
from monitor.checks import all_checks, findings_of
from monitor.checks.rules import Rules
from monitor.examples import Scene
from monitor.examples.sound import Draft
from tests.planting.blemishes import number, printed, with_cells
from tests.planting.figures import Figures
from tests.planting.telling import Facts, texts

Planter = Callable[[Random, Scene], Scene | None]
"""Puts a defect into a scene; None where it cannot stand in such a report."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A defect: the check that is to find it, and as what."""

    check: str
    outcome: Outcome
    name: str
    planter: Planter

    @property
    def key(self) -> str:
        """The check and what the defect is, which no other plant has."""
        return f"{self.check} {self.outcome.value} {self.name}"

    def put_into(self, random: Random, clean: Scene) -> Scene | None:
        """The scene with the defect in it; other editions of the same report are left out, unless it is about them."""
        return self.planter(random, replace(clean, later=None, elsewhere=None))

    @property
    def found_by(self) -> Rules:
        """Rules by which only its check runs."""
        return Rules(off=frozenset(check.id for check in all_checks()) - {self.check})

    def is_found(self, planted: Scene) -> bool:
        """Whether its check says of a scene what it is to say."""
        return any(one.status is self.outcome for one in findings_of(planted.dossier(), self.found_by))


PLANTS: list[Plant] = []


def plant(check: str, outcome: Outcome = Outcome.FAIL) -> Callable[[Planter], Planter]:
    """Register a defect; the name of the function says what it is."""

    def register(planter: Planter) -> Planter:
        name = getattr(planter, "__name__", check)
        PLANTS.append(Plant(check, outcome, name.strip("_").replace("_", " "), planter))
        return planter

    return register


def form_of(scene: Scene) -> Form:
    """The form that the report follows."""
    form = find_form(scene.draft.form)
    if form is None:
        raise ValueError(f"there is no form {scene.draft.form}")
    return form


def is_new(scene: Scene) -> bool:
    """Whether it follows the form of 30号."""
    return scene.draft.form == "form_2021"


def value(draft: Draft, address: str) -> Decimal:
    """The figure of a cell; 0 where there is no such cell."""
    cell = printed(draft).get(Address.parse(address))
    return Decimal(0) if cell is None or cell.value is None else cell.value


def put(scene: Scene, cells: Mapping[str, Decimal | int | Cell | None]) -> Scene:
    """The scene with some cells of its report changed; None takes one away."""
    changes = {
        Address.parse(text): cell if cell is None or isinstance(cell, Cell) else number(cell)
        for text, cell in cells.items()
    }
    return replace(scene, draft=with_cells(scene.draft, changes))


def more(scene: Scene, amount: int | Decimal, *addresses: str) -> Scene:
    """The scene with so much more in some cells."""
    return put(scene, {address: value(scene.draft, address) + amount for address in addresses})


def moved(scene: Scene, amount: int, source: str, target: str) -> Scene:
    """So many applications of natural persons in another row of table 3, so that all sums hold."""
    taken = more(scene, -amount, f"requests.{source}.natural_person", f"requests.{source}.total")
    given = more(taken, amount, f"requests.{target}.natural_person", f"requests.{target}.total")
    handled = [source, target].count("carried_out")
    rows = ("requests.total_handled.natural_person", "requests.total_handled.total")
    return more(given, -amount, *rows) if handled else given


def grown(scene: Scene, amount: int) -> Scene:
    """So many more applications, all of them granted, so that all sums hold."""
    rows = ("new_received", "granted", "total_handled")
    return more(scene, amount, *(f"requests.{row}.{column}" for row in rows for column in ("natural_person", "total")))


def figures_of(draft: Draft) -> Figures:
    """The figures that a report prints."""
    return {address: cell.value or Decimal(0) for address, cell in printed(draft).items()}


def retold(
    random: Random,
    scene: Scene,
    other: Mapping[str, Decimal | int] | None = None,
    applications: str | None = None,
    disputes: str | None = None,
) -> Scene:
    """The scene with a new text, true to its tables but for the cells of which it says something else."""
    draft = scene.draft
    said = figures_of(draft) | {Address.parse(text): figure for text, figure in (other or {}).items()}
    facts = Facts(draft.unit_name, draft.kind, draft.level, form_of(scene), draft.year, said)
    written = texts(random, facts, applications, disputes)
    return replace(scene, draft=replace(draft, texts=dict(written)))


def told(scene: Scene, section: str, text: str) -> Scene:
    """The scene with another text of one section."""
    return replace(scene, draft=replace(scene.draft, texts={**scene.draft.texts, section: text}))


def said_of(scene: Scene, section: str) -> str:
    """The text of a section."""
    return scene.draft.texts.get(section) or ""


def added(scene: Scene, section: str, text: str) -> Scene:
    """The scene with a sentence more in a section."""
    return told(scene, section, said_of(scene, section) + text)


def with_facts(scene: Scene, **facts: object) -> Scene:
    """The scene with some fields of the report set."""
    return replace(scene, draft=replace(scene.draft, facts={**scene.draft.facts, **facts}))


def unseen(scene: Scene) -> Scene:
    """The scene without what is known of where and when the report was published."""
    kept = {name: known for name, known in scene.judged.items() if name == "subordinates"}
    return replace(scene, judged=kept, later=None, elsewhere=None)
