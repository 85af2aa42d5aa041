"""To which reports a rule applies: kinds of unit, levels, forms and report years."""

from dataclasses import dataclass

from crawler.domain.dossier import Dossier
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Text

GOVERNMENTS = frozenset({UnitKind.GOVERNMENT, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT})
"""各级人民政府 and their outposts, of which 条例 art. 50 asks more than of departments."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is about; None stands for all. Years are report years, both included.

    A report of which kind, level, form or year is not known falls into no scope that asks for it.
    """

    kinds: frozenset[UnitKind] | None = None
    levels: frozenset[Level] | None = None
    forms: frozenset[str] | None = None
    since: int | None = None
    until: int | None = None

    def covers(self, dossier: Dossier) -> bool:
        """Whether the rule applies to what a dossier is about."""
        report = dossier.extraction.report if dossier.extraction is not None else None
        return (
            (self.kinds is None or dossier.kind in self.kinds)
            and (self.levels is None or dossier.level in self.levels)
            and (self.forms is None or (report is not None and report.form in self.forms))
            and self._covers_year(dossier.year)
        )

    @property
    def in_words(self) -> Text:
        """The scope as the documentation of a check states it.

        >>> Scope(forms=frozenset({"form_2021"}), since=2021).in_words.en
        'every kind of unit; form_2021; reports on 2021 and later'
        """
        kinds = _listed(self.kinds, "所有单位", "every kind of unit")
        levels = [] if self.levels is None else [_listed(self.levels, "", "")]
        forms = [] if self.forms is None else [_listed(self.forms, "", "")]
        parts = [kinds, *levels, *forms, *self._years_in_words()]
        return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))

    def _covers_year(self, year: int | None) -> bool:
        if self.since is None and self.until is None:
            return True
        return year is not None and (self.since or year) <= year <= (self.until or year)

    def _years_in_words(self) -> list[Text]:
        if self.since is not None and self.until is not None:
            return [Text(f"{self.since}至{self.until}年度报告", f"reports on {self.since} to {self.until}")]
        if self.since is not None:
            return [Text(f"{self.since}年度起的报告", f"reports on {self.since} and later")]
        if self.until is not None:
            return [Text(f"{self.until}年度及以前的报告", f"reports on {self.until} and earlier")]
        return []


def _listed(words: frozenset[UnitKind] | frozenset[Level] | frozenset[str] | None, zh: str, en: str) -> Text:
    if words is None:
        return Text(zh, en)
    ordered = sorted(str(word) for word in words)
    return Text("、".join(ordered), ", ".join(ordered))


ANY = Scope()
ON_FORM_2019 = Scope(forms=frozenset({"form_2019"}))
ON_FORM_2021 = Scope(forms=frozenset({"form_2021"}))
