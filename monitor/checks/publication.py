"""Publication: whether a report was published, when, and whether it says when."""

from collections.abc import Iterator
from datetime import date

from crawler.domain.dossier import Dossier, DueBasis, Obligation, Standing, Status
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.law import statutory_due
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.publication_dates import is_back_dated

_DAYS_MEDIUM, _DAYS_HIGH = 7, 30
_NOTHING_PUBLISHED = frozenset(
    {
        Status.NOT_OBLIGED,
        Status.NOT_YET_DUE,
        Status.DUE_SOON,
        Status.MISSING,
        Status.MISSING_UNCONFIRMED,
        Status.UNVERIFIABLE,
        Status.WITHDRAWN,
    }
)
_NOT_JUDGED = {
    Status.MISSING_UNCONFIRMED: Text(
        "未监测到报告，尚待另一日复核", "nothing found so far; to be confirmed on another day"
    ),
    Status.UNVERIFIABLE: Text(
        "因网站无法访问等原因未能核实，不计入未公布", "could not be verified; not counted as missing"
    ),
}


@dossier_check("PUB-01", Severity.CRITICAL, Text("年度报告应在期限内向社会公布", "the annual report is published"))
def is_published(dossier: Dossier) -> Iterator[Discrepancy]:
    """After its term a report must be there. That it is not takes complete looks on two days.

    A site that we could not see, a report that we could not attribute, and a column that has moved are held against
    nobody. Townships and subdistricts are named by no law: their term is a local one, and less grave.

    Basis: 条例 art. 49: departments by 31 January, governments by 31 March; others as a local notice says.
    Applies to: every kind of unit.

    Passes:
        standing: on_time, published 2024-03-20
    Passes (NOT_APPLICABLE):
        standing: not_yet_due
    Fails:
        standing: missing
    Fails (UNDETERMINED):
        standing: unverifiable
    """
    standing = None if dossier.standing is None else dossier.standing.by_graver_term
    if standing is None or standing.obligation is None:
        yield not_applicable("不涉及公布义务", "no obligation is looked at")
    elif standing.status is Status.MISSING:
        yield _missing(standing, standing.obligation)
    elif standing.status in _NOT_JUDGED:
        yield Discrepancy(Outcome.UNDETERMINED, _NOT_JUDGED[standing.status])
    elif standing.status in _NOTHING_PUBLISHED:
        yield not_applicable("未到期限或已撤下", "not due yet, or withdrawn")
    else:
        yield Discrepancy(Outcome.PASS, Text("已监测到报告", "a report was found"))


@dossier_check("PUB-02", Severity.CRITICAL, Text("公布日期不晚于期限", "it is published by the due date"))
def is_on_time(dossier: Dossier) -> Iterator[Discrepancy]:
    """The day of publication is not after the last day of the term; the later it was, the graver.

    The page's own date counts, within what we saw ourselves. Where only our visits bound the day, the delay is said as
    "at least". A date that our visits contradict decides nothing, and a signature is no publication.

    Basis: 条例 art. 49 names the day, which is part of the term; no holiday moves it.
    Applies to: every kind of unit.

    Passes:
        standing: on_time, published 2024-03-31
    Passes:
        page date: 2024-03-31
    Fails:
        standing: late, 9 days, published 2024-04-09
    Fails (WARN):
        standing: possibly_late
    Fails (UNDETERMINED):
        standing: date_disputed, published 2024-03-20
    """
    if dossier.standing is not None:
        yield _timeliness(dossier.standing.by_graver_term)
    elif dossier.extraction is not None:
        yield _timeliness_of_document(dossier, dossier.extraction)
    else:
        yield not_applicable("未取得报告", "there is no report")


@dossier_check("PUB-03", Severity.LOW, Text("年度报告标明公布日期", "it says when it was published"))
def has_a_date(dossier: Dossier) -> Iterator[Discrepancy]:
    """A report shows when it was published, on its page, in its address or by its signature.

    Without any date nobody can tell whether the term was kept; then we do not say either. The day on which a file was
    made is none of publication.

    Basis: 条例 art. 49 sets a day, which only a date can show to be kept.
    Applies to: every kind of unit.

    Passes:
        page date: none
    Fails (UNDETERMINED):
        page date: none
        signed: none
    Fails (UNDETERMINED):
        standing: date_unknown
    """
    unknown = _date_is_unknown(dossier)
    if unknown is None:
        yield not_applicable("未取得报告", "there is no report")
    elif unknown:
        seen = Text("未监测到公布日期和落款日期，是否按期无法判断", "no date at all: timeliness cannot be judged")
        yield Discrepancy(Outcome.UNDETERMINED, seen)
    else:
        yield Discrepancy(Outcome.PASS, Text("载有日期", "it shows a date"))


def _missing(standing: Standing, obligation: Obligation) -> Discrepancy:
    """Told without the moment of looking, which stands in the evidence: the finding is the same every day."""
    year, term = standing.report_year, _term(obligation)
    seen = Text(
        f"未监测到{standing.unit.name}{year}年政府信息公开工作年度报告；{term.zh}",
        f"no annual report on {year} of {standing.unit.name} was found; {term.en}",
    )
    statutory = obligation.due_basis is DueBasis.STATUTORY
    return Discrepancy(Outcome.FAIL, seen, severity=None if statutory else Severity.HIGH)


def _term(obligation: Obligation) -> Text:
    if obligation.due_basis is DueBasis.STATUTORY:
        return Text(f"法定期限为{obligation.due_on}", f"due by law on {obligation.due_on}")
    return Text(f"按本地要求应于{obligation.due_on}前公布", f"due by local rule on {obligation.due_on}")


def _timeliness(standing: Standing) -> Discrepancy:
    obligation = standing.obligation
    if obligation is None or standing.status in (*_NOTHING_PUBLISHED, Status.DATE_UNKNOWN):
        return not_applicable("未公布或公布日期未知，未判断是否按期", "not published, or the date is not known")
    term = _term(obligation)
    if standing.status is Status.LATE:
        return _late(standing, term)
    if standing.status is Status.POSSIBLY_LATE:
        seen = Text(f"可能晚于期限公布，现有日期不足以判定，请核实；{term.zh}", f"possibly late; {term.en}")
        return Discrepancy(Outcome.WARN, seen, severity=Severity.MEDIUM)
    if standing.status is Status.DATE_DISPUTED:
        seen = Text(
            f"页面所载日期在期限内，但其后监测时尚未见该报告，日期存疑；{term.zh}",
            f"dated in time, yet absent when looked for later; {term.en}",
        )
        root = "PUB-05" if is_back_dated(standing) else None
        return Discrepancy(Outcome.UNDETERMINED, seen, severity=Severity.MEDIUM, root=root)
    return Discrepancy(Outcome.PASS, Text(f"未见逾期；{term.zh}", f"not late; {term.en}"))


def _late(standing: Standing, term: Text) -> Discrepancy:
    """A day that only our own visits bound is said as "at least"."""
    days = standing.days_late
    if standing.published_on is not None:
        when = Text(f"公布于{standing.published_on}", f"published on {standing.published_on}")
        late = Text(f"晚于期限{days}天", f"{days} days late")
    else:
        when = Text("期限届满后监测时尚未公布", "not yet there when looked for after the due date")
        late = Text(f"至少晚于期限{days}天", f"at least {days} days late")
    message = Text(f"{when.zh}，{late.zh}；{term.zh}", f"{when.en}, {late.en}; {term.en}")
    return Discrepancy(Outcome.FAIL, message, severity=_severity(days or 0))


def _severity(days: int) -> Severity:
    if days <= _DAYS_MEDIUM:
        return Severity.MEDIUM
    return Severity.HIGH if days <= _DAYS_HIGH else Severity.CRITICAL


def _timeliness_of_document(dossier: Dossier, extraction: Extraction) -> Discrepancy:
    """A document by itself is judged by the dates it shows; where no law sets a day for it, it is not."""
    dates = extraction.report.dates
    year = dossier.expected_year or extraction.report.report_year
    if year is None or dossier.kind is None:
        return not_applicable("未知法定期限，未判断是否按期", "no statutory date is known for it")
    due = statutory_due(dossier.kind, dossier.level, year)
    if due is None:
        return not_applicable("未知法定期限，未判断是否按期", "no statutory date is known for it")
    if dates.page is not None:
        return _by_page_date(dates.page, due, year)
    if dates.signed is not None:
        return _by_signing_date(dates.signed, due)
    return not_applicable("未监测到日期，未判断是否按期", "it shows no date")


def _by_page_date(page: date, due: date, year: int) -> Discrepancy:
    """A page dated after the year in which it was due may have been moved from an older site."""
    seen = Text(f"页面所载日期为{page}，法定期限为{due}", f"the page is dated {page}, due by law on {due}")
    if page <= due:
        return Discrepancy(Outcome.PASS, seen)
    if page.year > year + 1:
        moved = Text(f"{seen.zh}；可能系网站迁移所致，请核实", f"{seen.en}; perhaps only the site was moved")
        return Discrepancy(Outcome.WARN, moved, severity=Severity.MEDIUM)
    days = (page - due).days
    late = Text(f"{seen.zh}，晚{days}天，请核实", f"{seen.en}: {days} days late")
    return Discrepancy(Outcome.FAIL, late, severity=_severity(days))


def _by_signing_date(signed: date, due: date) -> Discrepancy:
    """Signed in time is not published in time; signed late only warns, since the text may be a later copy."""
    seen = Text(f"落款日期为{signed}，法定期限为{due}", f"signed on {signed}, due by law on {due}")
    if signed <= due:
        unknown = Text(f"{seen.zh}；公布日期未知", f"{seen.en}; the day of publication is not known")
        return Discrepancy(Outcome.PASS, unknown)
    later = Text(
        f"{seen.zh}；落款日期不等于公布日期，所见文本也可能系更正稿，请核实",
        f"{seen.en}; a signing date is not one of publication, and this may be a corrected copy",
    )
    return Discrepancy(Outcome.WARN, later, severity=Severity.MEDIUM)


def _date_is_unknown(dossier: Dossier) -> bool | None:
    """Whether no source gives any date; None where there is nothing that could."""
    if dossier.standing is not None:
        nothing = dossier.standing.status in _NOTHING_PUBLISHED
        return None if nothing else dossier.standing.status is Status.DATE_UNKNOWN
    if dossier.extraction is None:
        return None
    dates = dossier.extraction.report.dates
    return dates.page is None and dates.signed is None and dates.url is None
