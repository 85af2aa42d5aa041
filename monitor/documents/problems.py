"""The problems of a summary in the order of 国办公开办函〔2021〕30号: what is proven or decided, each defect once.

What is not decided, not grave, or explained by another finding stays where a person looks at it first, as in letters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.domain.dossier import Status
from monitor.alerts.categories import HEADINGS, Category, category_of
from monitor.alerts.items import BY_STATUS, PARTS, Seen, of_report, told_by_check
from monitor.documents.facts import Facts
from monitor.documents.head import day, named
from monitor.documents.lines import Group, ProblemLine
from monitor.documents.units import evidence_words, proofs_of
from monitor.summaries.legible import legible
from monitor.summaries.summary import Summary, UnitRow
from monitor.summaries.words import due_basis_words, status_words

_LONGEST, _MOST_NAMES = 400, 30
_NUMERALS = "一二三四五"


def problem_lines(summary: Summary, facts: Facts) -> tuple[ProblemLine, ...]:
    """All problems, numbered through, by category and then as the summary lists the units."""
    found = [(category, line) for row in summary.rows for category, line in _of_unit(row, facts)]
    ordered = [line for wanted in Category for category, line in found if category is wanted]
    return tuple(_numbered(number, line) for number, line in enumerate(ordered, 1))


def groups_of(lines: Sequence[ProblemLine]) -> tuple[Group, ...]:
    """The problems by category; a category without any is left out."""
    by_category = [(words, [line for line in lines if line.category == words]) for words in map(words_of, Category)]
    kept = [(words, some) for words, some in by_category if some]
    return tuple(_group(numeral, words, some) for numeral, (words, some) in zip(_NUMERALS, kept, strict=False))


def words_of(category: Category) -> str:
    """A category without its number and without its caution."""
    return HEADINGS[category].zh.partition("、")[2].partition("（")[0]


def _group(numeral: str, words: str, lines: Sequence[ProblemLine]) -> Group:
    units = {line.unit_id: line.unit for line in lines}
    caution = "" if words == words_of(Category.TIMELINESS) else "（疑似，请核实）"
    return Group(
        f"（{numeral}）{words}{caution}", len(units), len(lines), _named_in_part(tuple(units.values())), tuple(lines)
    )


def _named_in_part(names: Sequence[str]) -> str:
    """The units by name; of very many the first ones, and where the others stand."""
    rest = f"等{len(names)}家（名单见《问题清单》）" if len(names) > _MOST_NAMES else ""
    return f"{named(names[:_MOST_NAMES])}{rest}"


def _of_unit(row: UnitRow, facts: Facts) -> Iterator[tuple[Category, ProblemLine]]:
    if row.standing.status is Status.NOT_OBLIGED:
        return
    if row.standing.status in BY_STATUS:
        yield Category.TIMELINESS, _untimely(row, facts)
    for check, seen in told_by_check(row).items():
        category = category_of(check)
        if category is not None:
            yield category, _found(row, category, seen, facts)


def _untimely(row: UnitRow, facts: Facts) -> ProblemLine:
    standing = row.standing.by_graver_term
    owed = standing.obligation
    due = f"，应于{day(owed.due_on)}前公布" if owed else ""
    seen = "未监测到年度报告" if standing.status is Status.MISSING else _seen_late(row)
    basis = due_basis_words(standing).zh
    return _line(row, Category.TIMELINESS, f"{status_words(standing).zh}：{seen}{due}", "", basis, facts)


def _seen_late(row: UnitRow) -> str:
    published_on = row.standing.published_on
    return "期限之后才监测到年度报告" if published_on is None else f"年度报告公布于{day(published_on)}"


def _found(row: UnitRow, category: Category, seen: Sequence[Seen], facts: Facts) -> ProblemLine:
    first = seen[0][0]
    what = "；".join(legible(finding.message.zh) for finding, _ in seen)
    also = "；".join(f"{other.check}：{legible(other.message.zh)}" for _, explained in seen for other in explained)
    tables = dict.fromkeys(address.table for finding, _ in seen for address in finding.cells)
    place = "、".join(PARTS[table].zh for table in tables if table in PARTS)
    told = f"{what}；由此还涉及{also}" if also else what
    return _line(row, category, told, place, f"检查项{first.check}：{legible(first.title.zh)}", facts, first.check)


def _line(
    row: UnitRow, category: Category, what: str, place: str, basis: str, facts: Facts, check: str = ""
) -> ProblemLine:
    proofs = proofs_of(of_report(row.standing), facts)
    shown = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}……"
    return ProblemLine(
        number=0,
        unit_id=row.unit.id,
        unit=legible(row.unit.name),
        report_year=row.standing.report_year,
        category=words_of(category),
        what=shown,
        whole=what,
        place=place,
        basis=basis,
        reply_by="" if facts.reply_by is None else day(facts.reply_by),
        reply_on=facts.reply_by,
        done="",
        check=check or BY_STATUS[row.standing.status],
        evidence=evidence_words(proofs, row.standing),
        proofs=proofs,
    )


def _numbered(number: int, line: ProblemLine) -> ProblemLine:
    return replace(line, number=number)
