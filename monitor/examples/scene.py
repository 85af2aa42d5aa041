"""What an example shows: a report, and around it what else a check may look at.

A line that begins with `last year:` changes the unit's report on the year before, which is there as soon as one
stands; `below:` changes that of a department below it, `below status:` says where that stands, `beside:` names a unit
of the same parent, `later:` changes what its address showed ten days later, and `elsewhere:` what stands at another
address. `like:` names a section, how much of it stands in another text, and whose:
`like: s1_overview 0.85 云溪县民政局`, with `last year` for the unit's own of the year before.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from crawler.domain.dossier import Dossier, Edition, Standing, Status, Subordinate
from crawler.domain.likeness import Likeness
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks.sums_below import subordinate_from
from monitor.examples.changes import changed
from monitor.examples.sound import Draft

SITE = "https://www.yunxi.gov.cn"
PAGE = f"{SITE}/zfxxgk/nb/report.html"
_ELSEWHERE = f"{SITE}/tzgg/report.html"


@dataclass(frozen=True, slots=True)
class Scene:
    """A draft and its surroundings; `judged` is what the examples of publication add to the dossier."""

    draft: Draft = field(default_factory=Draft)
    previous: Draft | None = None
    below: Draft | None = None
    below_stands: Status | None = None
    siblings: tuple[Unit, ...] = ()
    later: Draft | None = None
    elsewhere: Draft | None = None
    likenesses: tuple[Likeness, ...] = ()
    judged: Mapping[str, object] = field(default_factory=dict)

    @property
    def unit(self) -> Unit:
        """The unit whose report it is."""
        draft = self.draft
        return Unit("370902", draft.unit_name, draft.kind, draft.level, "3709", SITE, f"{SITE}/zfxxgk/nb/")

    def dossier(self) -> Dossier:
        """The dossier that the check of the example is run on, in April after the report year."""
        draft = self.draft
        extraction = (self.later or draft).extraction()
        dossier = Dossier(
            as_of=datetime(draft.year + 1, 4, 20, 1, tzinfo=UTC),
            kind=draft.kind,
            level=draft.level,
            expected_year=draft.year,
            extraction=extraction,
            unit=self.unit,
            previous=None if self.previous is None else self.previous.extraction(),
            editions=tuple(self._editions()),
            years=frozenset({draft.year} | ({draft.year - 1} if self.previous is not None else set())),
            subordinates=() if self.below is None else (self._subordinate(self.below),),
            likenesses=self.likenesses,
            siblings=self.siblings,
        )
        return replace(dossier, **self.judged)  # type: ignore[arg-type]

    def _editions(self) -> list[Edition]:
        seen_at = datetime(self.draft.year + 1, 1, 20, 1, tzinfo=UTC)
        shown = [(PAGE, seen_at, self.draft), (PAGE, seen_at + timedelta(days=10), self.later)]
        shown.append((_ELSEWHERE, seen_at, self.elsewhere))
        return [
            Edition(url, at, f"{place:064}", draft.extraction())
            for place, (url, at, draft) in enumerate(shown)
            if draft is not None
        ]

    def _subordinate(self, draft: Draft) -> Subordinate:
        unit = Unit("370902-mzj", draft.unit_name, draft.kind, draft.level, "370902", SITE)
        standing = None if self.below_stands is None else Standing(unit, draft.year, self.below_stands)
        return subordinate_from(unit, standing, draft.extraction())


Directive = Callable[[Scene, str], Scene]
DIRECTIVES: dict[str, Directive] = {}
"""What stands before the first colon of a line that is about more than the report itself."""


def directive(name: str) -> Callable[[Directive], Directive]:
    """Register a kind of line."""

    def register(function: Directive) -> Directive:
        DIRECTIVES[name] = function
        return function

    return register


def scene(lines: Iterable[str]) -> Scene:
    """The scene that the lines of an example draw; raises ValueError for a line that it does not know."""
    drawn = Scene()
    for line in lines:
        name, _, value = line.partition(":")
        if name in DIRECTIVES:
            drawn = DIRECTIVES[name](drawn, value.strip())
        else:
            drawn = replace(drawn, draft=changed(drawn.draft, line))
    return drawn


@directive("last year")
def _last_year(drawn: Scene, line: str) -> Scene:
    before = drawn.previous
    if before is None:
        form = "form_2019" if drawn.draft.year - 1 < 2021 else "form_2021"
        before = replace(drawn.draft, year=drawn.draft.year - 1, form=form, cells={}, texts={}, facts={})
    return replace(drawn, previous=changed(before, line) if line else before)


@directive("below")
def _below(drawn: Scene, line: str) -> Scene:
    department = Draft(drawn.draft.form, drawn.draft.year, "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY)
    return replace(drawn, below=changed(drawn.below or department, line))


@directive("below status")
def _below_status(drawn: Scene, line: str) -> Scene:
    return replace(_below(drawn, "kind: department"), below_stands=Status(line))


@directive("beside")
def _beside(drawn: Scene, line: str) -> Scene:
    unit = Unit("370902-jyj", line, UnitKind.DEPARTMENT, Level.COUNTY, "370902", SITE)
    return replace(drawn, siblings=(*drawn.siblings, unit))


@directive("later")
def _later(drawn: Scene, line: str) -> Scene:
    return replace(drawn, later=changed(drawn.later or drawn.draft, line))


@directive("elsewhere")
def _elsewhere(drawn: Scene, line: str) -> Scene:
    return replace(drawn, elsewhere=changed(drawn.elsewhere or drawn.draft, line) if line else drawn.draft)


@directive("like")
def _like(drawn: Scene, line: str) -> Scene:
    section, share, whose, *figures = line.split(" ", 3)
    own = whose == "last"
    name = drawn.draft.unit_name if own else whose
    text = next(one.text for one in drawn.draft.extraction().report.sections if one.key == section)
    likeness = Likeness(
        section=section,
        unit_id="370902" if own else "370902-mzj",
        unit_name=name,
        report_year=drawn.draft.year - own,
        containment=float(share),
        same_but_figures=bool(figures) and figures[0].endswith("figures"),
        passages=(text[:60],),
        identical=float(share) == 1,
        characters=600,
    )
    return replace(drawn, likenesses=(*drawn.likenesses, likeness))
