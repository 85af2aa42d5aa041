"""Reports that are missing in a row of years, and titles that stand over another report."""

import re
from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.normalise import squeeze
from crawler.domain.unit import Unit
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.differences import changed_cells, shares_text
from monitor.checks.media import has_doubt, is_recognised

_FIRST_YEAR = 2008
_SAME_TEXT = 0.9
_COLLECTIVE = ("合并", "联合", "一并", "汇总")
_COMPARED = re.compile(r"(?:较|比|与|同|自|从)\d{4}年")
_ENDING = 3
"""As much of the end of a name as a text is content with: 民政局."""


@dossier_check("PUB-13", Severity.LOW, Text("各年度报告连续", "no year is missing between two others"))
def has_no_gap(dossier: Dossier) -> Iterator[Discrepancy]:
    """Where the reports on this year and on the one before the last are there, that on last year is, too.

    Told only where a complete visit looked for the reports of all years. Nothing is missing from before 2008, nor of a
    year in which the unit did not report.

    Basis: 条例 art. 49: a report on every year; readers look for them side by side.
    Applies to: every kind of unit.

    Passes:
        known years: 2021 2022 2023
        visited: 2024-04-02
    Passes (NOT_APPLICABLE):
        known years: 2022 2023
        visited: 2024-04-02
    Fails (WARN):
        known years: 2021 2023
        visited: 2024-04-02 lists 2021 2023
    """
    year = dossier.year
    if year is None or not {year - 2, year} <= dossier.years or not _looked_for_all(dossier):
        yield not_applicable("未监测到可比的前后年度", "the years around it are not known")
    elif year - 1 in dossier.years or year - 1 in _listed(dossier):
        yield Discrepancy(Outcome.PASS, Text(f"{year - 1}年度报告已监测到", f"the report on {year - 1} is there"))
    elif year - 1 < _FIRST_YEAR or not _reported_on(dossier.unit, year - 1):
        yield not_applicable(f"{year - 1}年度不涉及公布义务", f"no report was owed on {year - 1}")
    else:
        seen = Text(
            f"监测到{year - 2}年度和{year}年度报告，未监测到{year - 1}年度报告，请核实",
            f"the reports on {year - 2} and {year} are there, and none on {year - 1}",
        )
        yield Discrepancy(Outcome.WARN, seen)


@dossier_check("PUB-14", Severity.HIGH, Text("标题与内容相符", "the title stands over its own report"))
def is_what_its_title_says(dossier: Dossier) -> Iterator[Discrepancy]:
    """Under the title of a unit and a year stands the report of that unit on that year.

    Another year: the statistical period is last year's, and the text speaks of last year more than of its own,
    comparisons apart; where it is also, sentence for sentence, the report that the unit published on last year, that is
    decided, and explains that the years differ (FRM-03); else it is but what FRM-03 may come from. Another unit:
    it is signed by a unit beside it, and names its own nowhere. Reports of several units together pass, and where
    titles disagree we do not know which of them is right.

    Basis: 国办公开办函〔2021〕30号: 发布内容不准确.
    Applies to: every kind of unit.

    Passes:
        signature: 云溪县人民政府办公室
    Fails:
        last year:
        period: 2022-01-01 to 2022-12-31
        s1_overview: 2022年，我县收到政府信息公开申请3件，已答复3件。
        last year: s1_overview: 2022年，我县收到政府信息公开申请3件，已答复3件。
    Fails (WARN):
        period: 2022-01-01 to 2022-12-31
        s1_overview: 2022年，我县收到政府信息公开申请3件，已答复3件。
    Fails (WARN):
        beside: 云溪县教育局
        signature: 云溪县教育局
    """
    extraction, year = dossier.extraction, dossier.year
    if extraction is None or year is None or not _is_comparable(extraction):
        yield not_applicable("无可比对的标题和正文", "there is no title and text to compare")
    elif _is_of_last_year(extraction, year):
        yield _of_last_year(dossier, year)
    elif (other := _other_unit(dossier, extraction)) is not None and dossier.unit is not None:
        seen = Text(
            f"标题为{dossier.unit.name}，落款为{other}，正文未提及{dossier.unit.name}，疑似内容错挂，请核实",
            f"titled as of {dossier.unit.name}, signed by {other}, and its own name is not in the text",
        )
        yield Discrepancy(Outcome.WARN, seen, quotes=(extraction.report.signature or "",))
    else:
        yield Discrepancy(Outcome.PASS, Text("标题与内容未见矛盾", "nothing speaks against the title"))


def is_last_years_report(dossier: Dossier) -> bool:
    """Whether under the title of a year stands the very report that the unit published on the year before."""
    extraction, year, previous = dossier.extraction, dossier.year, dossier.previous
    if extraction is None or year is None or previous is None or not _is_comparable(extraction):
        return False
    return _is_of_last_year(extraction, year) and _is_the_same(extraction, previous)


def _is_comparable(extraction: Extraction) -> bool:
    return not has_doubt(extraction, "year_disputed") and not is_recognised(extraction)


def _looked_for_all(dossier: Dossier) -> bool:
    return any(visit.good and visit.report_year is None for visit in dossier.visits)


def _listed(dossier: Dossier) -> frozenset[int]:
    """The years of which a list names a report of the unit."""
    own = dossier.unit.id if dossier.unit is not None else ""
    return frozenset(one.report_year for visit in dossier.visits for one in visit.listed if one.unit_id == own)


def _reported_on(unit: Unit | None, year: int) -> bool:
    if unit is None or unit.covered_by is not None:
        return False
    return (unit.obliged_from or year) <= year <= (unit.obliged_to or year)


def _is_of_last_year(extraction: Extraction, year: int) -> bool:
    report = extraction.report
    text = _COMPARED.sub("", squeeze(report.narrative))
    of_last = report.period is not None and {day.year for day in report.period} == {year - 1}
    return of_last and text.count(f"{year - 1}年") > text.count(f"{year}年")


def _of_last_year(dossier: Dossier, year: int) -> Discrepancy:
    seen = Text(
        f"标题为{year}年度，统计期限和正文为{year - 1}年度，疑似内容错挂",
        f"titled as on {year}; its period and its text are of {year - 1}",
    )
    if is_last_years_report(dossier):
        same = Text(f"{seen.zh}：与该单位{year - 1}年度报告相同，请核实", f"{seen.en}: it is the report on {year - 1}")
        return Discrepancy(Outcome.FAIL, same)
    return Discrepancy(Outcome.WARN, Text(f"{seen.zh}，请核实", seen.en), root="FRM-03")


def _is_the_same(extraction: Extraction, previous: Extraction) -> bool:
    """Whether it is last year's report: hardly a sentence is new, and no cell prints another figure."""
    return shares_text(extraction, previous) >= _SAME_TEXT and not any(changed_cells(extraction, previous))


def _other_unit(dossier: Dossier, extraction: Extraction) -> str | None:
    """The unit of the same parent that signs a text in which its own is named nowhere."""
    signature = squeeze(extraction.report.signature or "")
    own = () if dossier.unit is None else tuple(map(squeeze, (dossier.unit.name, *dossier.unit.aliases)))
    said = squeeze(extraction.report.preface + extraction.report.narrative)
    if not signature or not own or any(word in said for word in _COLLECTIVE):
        return None
    related = any(name in signature or signature in name or name[-_ENDING:] in said for name in own)
    beside = {squeeze(name): unit.name for unit in dossier.siblings for name in (unit.name, *unit.aliases)}
    return None if related else beside.get(signature)
