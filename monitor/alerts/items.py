"""What there is to tell of a unit: proven absence, proven lateness, and decided findings that are grave.

Everything else stays where a person looks at it first: statuses that are not proven, findings that are not
decided or not grave, and findings that another one explains.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from crawler.domain.dossier import DueBasis, Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.wording import Language, Text
from monitor.alerts.categories import Category, category_of
from monitor.alerts.letter import Item
from monitor.summaries.summary import UnitRow
from monitor.summaries.words import clock_time, date_basis_words, is_local, long_date, status_words, statute

GRAVE = (Severity.CRITICAL, Severity.HIGH)
"""What is not graver than this is told to nobody."""

_MISSING, _LATE = "PUB-01", "PUB-02"

BY_STATUS = {Status.MISSING: _MISSING, Status.LATE: _LATE}
"""The checks that are told by the standing, which knows whether they are proven."""

PARTS = {
    "proactive": Text("第二部分表格", "table of section 2"),
    "requests": Text("第三部分表格", "table of section 3"),
    "disputes": Text("第四部分表格", "table of section 4"),
}


def items_of(row: UnitRow, language: Language) -> Iterator[Item]:
    """All there is to tell of one unit, told before or not."""
    status = row.standing.status
    if status is Status.NOT_OBLIGED:
        return
    yield from _of_status(row.standing, language)
    for check, seen in told_by_check(row).items():
        category = category_of(check)
        if category is not None:
            facts = "\n".join(_facts(finding) for finding, _ in seen)
            text = _finding_text(row, seen, language)
            yield _item(row.standing, check, facts, text, category)


def keys_of_status(standing: Standing) -> frozenset[str]:
    """The keys under which what a status accuses of was told: also before the law was broken beside a local rule."""
    both = (standing, replace(standing, breaks_law=False))
    return frozenset(item.key for one in both for item in _of_status(one, Language.CHINESE))


def _of_status(standing: Standing, language: Language) -> Iterator[Item]:
    if standing.status is Status.MISSING:
        yield _missing(standing, language)
    if standing.status is Status.LATE:
        yield _late(standing, language)


Seen = tuple[Finding, tuple[Finding, ...]]
"""A finding, and those it explains."""


def told_by_check(row: UnitRow) -> dict[str, list[Seen]]:
    """What is to be told, by check: the failing columns of one rule are one defect, told together."""
    told: dict[str, list[Seen]] = {}
    for finding, explained in row.nested():
        if is_told(finding):
            told.setdefault(finding.check, []).append((finding, explained))
    return told


def is_told(finding: Finding) -> bool:
    """Whether a finding is decided, grave, not explained by another, about the report, and not said by its status."""
    decided = finding.status is Outcome.FAIL and finding.severity in GRAVE and finding.root is None
    return decided and finding.check not in BY_STATUS.values() and category_of(finding.check) is not None


def _item(standing: Standing, check: str, facts: str, text: str, category: Category) -> Item:
    fingerprint = hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()[:16]
    unit_id, year = standing.unit.id, standing.report_year
    return Item(f"{unit_id}/{year}/{check}/{fingerprint}", text, category, unit_id, year, check)


def _facts(finding: Finding) -> str:
    """What is told, in one language, so that an office that changes its language is not told again."""
    return "\n".join((finding.message.zh, *(str(address) for address in finding.cells)))


def _missing(standing: Standing, language: Language) -> Item:
    seen = Text("未监测到政府信息公开工作年度报告。", "no annual report was seen.")
    return _timeliness_item(standing, _MISSING, seen, _due_facts(standing), language)


def _late(standing: Standing, language: Language) -> Item:
    facts = f"{_due_facts(standing)} {standing.published_on} {standing.days_late}"
    return _timeliness_item(standing, _LATE, published_words(standing), facts, language)


def _timeliness_item(standing: Standing, check: str, seen: Text, facts: str, language: Language) -> Item:
    status, due = status_words(standing), _due(standing)
    told = Text(f"{status.zh}。{seen.zh}{due.zh}", f"{status.en}; {seen.en} {due.en}").to(language)
    text = _lines(standing, told, evidence_lines(standing.evidence, language), language)
    return _item(standing, check, facts, text, Category.TIMELINESS)


def _due_facts(standing: Standing) -> str:
    owed = standing.obligation
    if owed is None:
        return ""
    by_law = f" {owed.statutory_due} {DueBasis.STATUTORY}" if standing.breaks_law else ""
    return f"{owed.due_on} {owed.due_basis}{by_law}"


def _due(standing: Standing) -> Text:
    """When the report was due, and by what rule; no local rule is called the law."""
    owed = standing.obligation
    if owed is None:
        return Text("", "")
    if not is_local(standing):
        return _due_by_law(owed.due_on, standing.report_year)
    day_zh, day_en = long_date(owed.due_on, Language.CHINESE), long_date(owed.due_on, Language.ENGLISH)
    due = Text(f"按本地要求应于{day_zh}前公布。", f"It was due by {day_en} by the local rule.")
    if not standing.breaks_law or owed.statutory_due is None:
        return due
    law = _due_by_law(owed.statutory_due, standing.report_year)
    return Text(f"{due.zh}{law.zh}", f"{due.en} {law.en}")


def _due_by_law(due_on: date, report_year: int) -> Text:
    article = statute(report_year)
    day_zh, day_en = long_date(due_on, Language.CHINESE), long_date(due_on, Language.ENGLISH)
    return Text(f"依据{article.zh}应于{day_zh}前公布。", f"It was due by {day_en} under {article.en}.")


def published_words(standing: Standing) -> Text:
    """When a report was published that is out, and what says so."""
    day = standing.published_on
    if day is None:
        return Text("年度报告在期限之后才监测到。", "the annual report was first seen after it was due.")
    basis = date_basis_words(standing.published_basis) if standing.published_basis else Text("", "")
    shown = Text(f"（{basis.zh}）" if basis.zh else "", f" (date: {basis.en})" if basis.en else "")
    day_zh, day_en = long_date(day, Language.CHINESE), long_date(day, Language.ENGLISH)
    return Text(f"年度报告公布于{day_zh}{shown.zh}。", f"the annual report is of {day_en}{shown.en}.")


def _finding_text(row: UnitRow, seen: Sequence[Seen], language: Language) -> str:
    """One defect: what was seen in each place, the rule, what it explains, and the proof."""
    check, title = seen[0][0].check, seen[0][0].title
    rule = Text(f"检查项{check}：{title.zh}", f"Check {check}: {title.en}")
    also = [
        Text(f"由此还涉及{other.check}：{other.message.zh}", f"It also explains {other.check}: {other.message.en}")
        for _, explained in seen
        for other in explained
    ]
    details = [f"{rule.to(language)}{_place([finding for finding, _ in seen], language)}"]
    details += [text.to(language) for text in also]
    details += evidence_lines(of_report(row.standing), language) or [row.standing.report_url or ""]
    told = Text("；", "; ").to(language).join(finding.message.to(language) for finding, _ in seen)
    return _lines(row.standing, told, details, language)


def _place(findings: Sequence[Finding], language: Language) -> str:
    """Which tables the figures stand in."""
    tables = dict.fromkeys(address.table for finding in findings for address in finding.cells)
    parts = [PARTS[table].to(language) for table in tables if table in PARTS]
    shown = Text("、", ", ").to(language).join(parts)
    return Text("（{}）", " ({})").to(language).format(shown) if parts else ""


def of_report(standing: Standing) -> tuple[Evidence, ...]:
    """What was seen at the address of the report; all that was seen where nothing was seen there."""
    at_report = tuple(seen for seen in standing.evidence if seen.url == standing.report_url)
    return at_report or standing.evidence


def evidence_lines(evidence: tuple[Evidence, ...], language: Language) -> list[str]:
    """What was seen where and when: one line per look at one address, with all that was seen there."""
    looks: dict[tuple[str, str], list[str]] = {}
    for seen in evidence:
        looks.setdefault((seen.url, clock_time(seen.at)), []).append(seen.what.to(language))
    line = Text("证据：{} （{}采集）{}", "Evidence: {} (captured {}) {}").to(language)
    return [line.format(url, at, Text("；", "; ").to(language).join(what)) for (url, at), what in looks.items()]


def _lines(standing: Standing, told: str, details: list[str], language: Language) -> str:
    head = Text("{}（{}年）：{}", "{} ({}): {}").to(language).format(standing.unit.name, standing.report_year, told)
    return "\n".join((_one_line(head), *(f"   {_one_line(detail)}" for detail in details if detail)))


def _one_line(text: str) -> str:
    """What a site says begins no line of ours."""
    return " ".join(text.splitlines())
