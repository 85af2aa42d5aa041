"""Two reports of one unit, on a year and on the year before, and what an equation over both may say."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome
from crawler.domain.report import Address, Cell, Report
from crawler.domain.wording import Text
from crawler.forms import Block, find_form
from monitor.checks.catalogue import Discrepancy, not_applicable
from monitor.checks.equations import Verdict, decide
from monitor.checks.phrases import conclusion, terms
from monitor.checks.trust import trusted

Term = tuple[Text, Cell | None]
"""A cell under the name that a message gives it."""


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The report that is looked at and the one on the year before; doubted cells of either are marked as unsure."""

    now: Report
    before: Report

    def block(self, key: str, form_now: str, form_before: str) -> Block | None:
        """A block of this year's report, where both years print theirs by these forms.

        The same key may count other things on another form, so that nothing is compared across them by chance.
        """
        if (self.now.blocks.get(key), self.before.blocks.get(key)) != (form_now, form_before):
            return None
        form = find_form(form_now)
        return None if form is None else next((block for block in form.blocks() if block.key == key), None)


def two_years(dossier: Dossier) -> TwoYears | Discrepancy:
    """Both reports, or why the two years are not to be compared.

    A unit that owes its first report, as one founded or reorganised does, has no year before.
    """
    year, unit = dossier.year, dossier.unit
    now, before = trusted(dossier.extraction), trusted(dossier.previous)
    if now is None or before is None or year is None:
        return not_applicable("本年度或上年度无可核对的表格", "one of the two years has no tables that can be judged")
    if unit is not None and unit.obliged_from is not None and unit.obliged_from >= year:
        return not_applicable("该单位自本年度起报告，无上年数据", "the unit reports for the first time")
    if now.digest == before.digest:
        return not_applicable("两个年度取得的是同一份文件", "both years are known by one and the same document")
    if before.report.report_year not in (None, year - 1):
        return not_applicable("上年度报告所称年度不符，未作比对", "last year's report names another year")
    return TwoYears(now.report, before.report)


def across(
    place: Text, left: Iterable[Term], right: Iterable[Term], tolerance: Decimal, cells: tuple[Address, ...]
) -> Discrepancy:
    """What an equation over two years comes to: a person has to look at it, whatever the difference."""
    ours, theirs = tuple(left), tuple(right)
    verdict = decide([cell for _, cell in ours], [cell for _, cell in theirs])
    outcome = softened(verdict, tolerance)
    return Discrepancy(outcome, told(place, ours, theirs, verdict, outcome), cells)


def softened(verdict: Verdict, tolerance: Decimal) -> Outcome:
    """An equation over two years warns at most, since a year may have been corrected or a unit reorganised."""
    if verdict.outcome in (Outcome.FAIL, Outcome.UNDETERMINED) and abs(verdict.difference) <= tolerance:
        return Outcome.PASS if verdict.outcome is Outcome.FAIL else Outcome.PASS_IF_BLANK_ZERO
    return Outcome.WARN if verdict.outcome is Outcome.FAIL else verdict.outcome


def told(
    place: Text, left: Iterable[Term], right: Iterable[Term], verdict: Verdict, outcome: Outcome = Outcome.WARN
) -> Text:
    """The two sides of an equation over two years, and how it ends."""
    ours, theirs = tuple(left), tuple(right)
    end = conclusion(verdict, [cell for _, cell in (*ours, *theirs)])
    shown, against = terms(ours), terms(theirs)
    suspected = "疑似跨年不衔接：" if outcome is Outcome.WARN else ""
    return Text(
        f"{suspected}{place.zh}：{shown.zh}；{against.zh}，{end.zh}",
        f"{place.en}: {shown.en}; {against.en}: {end.en}",
    )
