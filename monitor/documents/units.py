"""Units as lines of lists, each with what it rests on."""

from collections.abc import Iterable, Sequence

from crawler.domain.dossier import Standing
from crawler.domain.evidence import Evidence
from monitor.alerts.items import of_report
from monitor.documents.facts import Facts
from monitor.documents.head import day
from monitor.documents.lines import Proof, UnitLine
from monitor.obligations.days import china_day
from monitor.obligations.workdays import working_days_before
from monitor.summaries.legible import legible
from monitor.summaries.summary import Summary, UnitRow
from monitor.summaries.words import KINDS, clock_time, date_basis_words, due_basis_words, status_words

_SHORT = 16


def unit_lines(summary: Summary, rows: Iterable[UnitRow], facts: Facts) -> tuple[UnitLine, ...]:
    """The units of some rows, numbered."""
    return tuple(_line(number, summary, row, facts) for number, row in enumerate(rows, 1))


def proofs_of(evidence: Sequence[Evidence], facts: Facts) -> tuple[Proof, ...]:
    """What was seen, one for each look at one address, with the digest of what was archived of it."""
    looks: dict[tuple[str, object], list[Evidence]] = {}
    for seen in evidence:
        looks.setdefault((seen.url, seen.at), []).append(seen)
    return tuple(_proof(looked, facts) for looked in looks.values())


def evidence_words(proofs: Sequence[Proof], standing: Standing) -> str:
    """What a line rests on, one look a line, so that anybody can look there and compare.

    What was seen is said where that is all there is to show; a report speaks for itself.
    """
    seen = standing.report_url is None
    return "\n".join(_proof_words(proof, seen=seen) for proof in proofs) or "没有采集记录"


def _proof(looked: Sequence[Evidence], facts: Facts) -> Proof:
    first = looked[0]
    digest = facts.digests.get((first.url, first.at), "")
    seen = "；".join(dict.fromkeys(legible(one.what.zh) for one in looked))
    return Proof(legible(first.url), clock_time(first.at), seen, digest, digest[:_SHORT], first.at)


def _proof_words(proof: Proof, *, seen: bool) -> str:
    kept = f"，SHA-256：{proof.short}…" if proof.short else "，无存档"
    return f"{proof.url}（{proof.captured_at}采集{kept}）{proof.seen if seen else ''}"


def _line(number: int, summary: Summary, row: UnitRow, facts: Facts) -> UnitLine:
    # By the law where that is broken beside a local rule, so that day, basis and status are of one and the same term.
    standing = row.standing.by_graver_term
    owed = standing.obligation
    look = facts.looks.get(row.unit.id)
    proofs = proofs_of(of_report(standing) or (() if look is None else (look.evidence,)), facts)
    return UnitLine(
        number=number,
        unit=legible(row.unit.name),
        kind=KINDS[row.unit.kind].zh,
        due=day(owed.due_on) if owed else "",
        due_basis=legible(due_basis_words(standing).zh) if owed else "",
        status=status_words(standing).zh,
        published=_published(standing),
        days_left=_days_left(summary, standing),
        due_on=owed.due_on if owed else None,
        published_on=standing.published_on,
        evidence=evidence_words(proofs, standing),
        proofs=proofs,
    )


def _published(standing: Standing) -> str:
    if standing.published_on is None:
        return ""
    basis = f"（{date_basis_words(standing.published_basis).zh}）" if standing.published_basis else ""
    return f"{day(standing.published_on)}{basis}"


def _days_left(summary: Summary, standing: Standing) -> str:
    """How long until a report is due, with what has to be said of the count; "" where it was due already."""
    today = china_day(summary.as_of)
    owed = standing.obligation
    if owed is None or owed.due_on < today:
        return ""
    left = working_days_before(owed.due_on, today)
    note = f"，{left.note.zh}" if left.note else ""
    return f"{(owed.due_on - today).days}天（{left.count}个工作日{note}）"
