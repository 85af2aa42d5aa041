"""Dates of publication that contradict the year of work, our own visits, or each other."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise, permutations

from crawler.domain.clock import SHANGHAI
from crawler.domain.dead_links import dead_links
from crawler.domain.dossier import Dossier, Standing, Status
from crawler.domain.evidence import DateBasis
from crawler.domain.finding import Outcome, Severity
from crawler.domain.law import statutory_due
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.media import is_recognised

_DATES_OF_PUBLICATION = frozenset({DateBasis.PAGE.value, DateBasis.LIST.value})
_LATE = frozenset({Status.LATE, Status.POSSIBLY_LATE})


@dossier_check("PUB-04", Severity.MEDIUM, Text("年度结束后公布", "it is published after the year is over"))
def is_not_early(dossier: Dossier) -> Iterator[Discrepancy]:
    """A report on a year is not dated before that year is over.

    A date that a draft left behind is more likely than a report that was written before its figures could be known: a
    person has to look. Where the statistical period is of another year than the title, that is what is wrong.

    Basis: 条例 art. 49 asks for a report on the year that is past; its figures run to 31 December.
    Applies to: every kind of unit.

    Passes:
        page date: 2024-01-01
    Fails (WARN):
        page date: 2023-12-20
        signed: none
    Fails (WARN):
        standing: published_early, published 2023-12-20
    """
    day = _day_of_publication(dossier)
    if day is None or dossier.year is None or _is_of_another_year(dossier):
        yield not_applicable("公布日期或年度未知", "the day of publication or the year is not known")
    elif day.year <= dossier.year:
        yield Discrepancy(
            Outcome.WARN,
            Text(
                f"所载公布日期为{day}，早于统计期结束（{dossier.year}年12月31日），疑似日期或标题年度有误，请核实",
                f"dated {day}, before the year of work was over; the date or the year in the title may be a slip",
            ),
        )
    else:
        yield Discrepancy(Outcome.PASS, Text(f"公布日期为{day}", f"published on {day}"))


@dossier_check("PUB-05", Severity.HIGH, Text("公布日期与监测相符", "its date agrees with what was seen"))
def is_not_back_dated(dossier: Dossier) -> Iterator[Discrepancy]:
    """A report that is dated in time was to be seen when its list was looked through later.

    Told where a complete visit, more than a day after the date and after the report was due, did not find it, and we
    first saw it after that; or where its page showed a day after the term before it shows one within it, or stands at
    another address with such a day since its old address is gone. Caches, pages of a list, slow networks and other
    templates may do the same: always for review.

    Basis: 条例 art. 49; what our visits saw against the date that the page shows.
    Applies to: every kind of unit.

    Passes:
        standing: on_time, published 2024-03-20
    Fails (WARN):
        seen first: 2024-04-12
        visited: 2024-04-05
        standing: date_disputed, published 2024-03-20
    """
    standing = dossier.standing
    redated = _dated_anew(dossier) or _put_back(dossier)
    if redated is not None:
        yield redated
    elif standing is None or standing.published_on is None:
        yield not_applicable("无公布日期或监测记录可供比对", "there is no date, or nothing to hold against it")
    elif is_back_dated(standing):
        yield _back_dated(dossier, standing.published_on)
    else:
        yield Discrepancy(Outcome.PASS, Text("公布日期与监测情况未见矛盾", "nothing speaks against the date"))


@dossier_check("PUB-06", Severity.MEDIUM, Text("落款日期与公布日期相符", "its signing date fits"))
def is_signed_in_its_time(dossier: Dossier) -> Iterator[Discrepancy]:
    """A report is signed in the first quarter after its year, not after its page was dated, and within its term.

    A signature that is late with a report that is late is told there. An attachment may carry the signature of an older
    paper, and figures that were recognised on an image may be misread: neither decides.

    Basis: 条例 art. 49, which gives until 31 January or 31 March of the next year; one day follows the other.
    Applies to: every kind of unit.

    Passes:
        signed: 2024-01-18
    Fails (WARN):
        signed: 2023-01-18
    Fails (WARN):
        signed: 2024-01-25
    """
    extraction, year = dossier.extraction, dossier.year
    signed = extraction.report.dates.signed if extraction is not None else None
    if extraction is None or signed is None or year is None or is_recognised(extraction):
        yield not_applicable("无落款日期可供比对", "there is no signing date to look at")
        return
    reasons = tuple(_against(signed, extraction.report.dates.page, _due(dossier, year), year))
    if not reasons:
        yield Discrepancy(Outcome.PASS, Text(f"落款日期为{signed}", f"signed on {signed}"))
        return
    explained = all(late for _, late in reasons) and _is_told_as_late(dossier)
    yield Discrepancy(
        Outcome.WARN,
        Text(
            f"落款日期为{signed}，{'，'.join(said.zh for said, _ in reasons)}，疑似有误，请核实",
            f"signed on {signed}, {', '.join(said.en for said, _ in reasons)}",
        ),
        root="PUB-02" if explained else None,
    )


def is_back_dated(standing: Standing) -> bool:
    """Whether a visit contradicts the date that a page or a list gives; other dates nobody vouches for."""
    by_a_date = standing.published_basis in _DATES_OF_PUBLICATION
    return standing.status is Status.DATE_DISPUTED and standing.published_on is not None and by_a_date


def _day_of_publication(dossier: Dossier) -> date | None:
    if dossier.standing is not None:
        early = dossier.standing.status is Status.PUBLISHED_EARLY
        return (
            dossier.standing.published_on
            if early or dossier.standing.published_basis in _DATES_OF_PUBLICATION
            else None
        )
    return None if dossier.extraction is None else dossier.extraction.report.dates.page


def _is_of_another_year(dossier: Dossier) -> bool:
    """Whether the statistical period is not of the year of the title: then the year is in doubt, and not the date."""
    period = dossier.extraction.report.period if dossier.extraction is not None else None
    return period is not None and period[1].year != dossier.year


def _back_dated(dossier: Dossier, dated: date) -> Discrepancy:
    """The date, the last look in vain, and the first sight."""
    seen = min((one.first_seen for one in dossier.publications), default=None)
    before = [visit.started_at for visit in dossier.visits if visit.good and (seen is None or visit.ended_at < seen)]
    absent = Text("其后", "later")
    if before:
        day = max(before).astimezone(SHANGHAI).date()
        absent = Text(f"{day}", f"on {day}")
    first = Text("", "")
    if seen is not None:
        day = seen.astimezone(SHANGHAI).date()
        first = Text(f"，首次监测到为{day}", f", and first seen on {day}")
    return Discrepancy(
        Outcome.WARN,
        Text(
            f"页面所载日期为{dated}，{absent.zh}监测时栏目可正常浏览，尚未监测到该报告{first.zh}，疑似倒签，请核实",
            f"dated {dated}, not there when looked for {absent.en}{first.en}",
        ),
    )


def _dated_anew(dossier: Dossier) -> Discrepancy | None:
    """The first address whose page shows a day of the term in place of one after it, on which it had been seen."""
    due = None if dossier.year is None else _due(dossier, dossier.year)
    for old, new in pairwise(sorted(dossier.editions, key=lambda edition: (edition.url, edition.seen_at))):
        before, after = old.extraction.report.dates.page, new.extraction.report.dates.page
        if before is None or after is None or due is None or (old.url, old.reader) != (new.url, new.reader):
            continue
        if after <= due < before <= old.seen_at.astimezone(SHANGHAI).date():
            return Discrepancy(
                Outcome.WARN,
                Text(
                    f"{new.url}所载公布日期由{before}改为{after}，原日期晚于公布期限{due}，疑似倒签，请核实",
                    f"{new.url} was dated {before}, after {due} when it was due, and is dated {after} now",
                ),
            )
    return None


def _put_back(dossier: Dossier) -> Discrepancy | None:
    """The first address dated within the term at which we saw the report only once one dated later was gone."""
    due = None if dossier.year is None else _due(dossier, dossier.year)
    links = dead_links(dossier.publications, (*dossier.visits, *dossier.elsewhere))
    gone = {link.url for link in links if link.proven and not link.moved}
    for old, new in permutations(dossier.publications, 2):
        before, after = old.page_date, new.page_date
        if due is None or before is None or after is None or old.url not in gone or new.first_seen <= old.last_seen:
            continue
        if after <= due < before <= old.first_seen.astimezone(SHANGHAI).date():
            return Discrepancy(
                Outcome.WARN,
                Text(
                    f"{old.url}所载公布日期为{before}，晚于公布期限{due}，该网址已无法打开；其后在{new.url}监测到该报告，"
                    f"所载公布日期为{after}，疑似倒签，请核实",
                    f"{old.url} was dated {before}, after {due} when it was due, and is gone; "
                    f"{new.url}, seen since, is dated {after}",
                ),
            )
    return None


def _due(dossier: Dossier, year: int) -> date | None:
    if dossier.standing is not None and dossier.standing.obligation is not None:
        return dossier.standing.obligation.due_on
    return None if dossier.kind is None else statutory_due(dossier.kind, dossier.level, year)


def _against(signed: date, page: date | None, due: date | None, year: int) -> Iterator[tuple[Text, bool]]:
    """What speaks against a signing date, each with whether it is but the lateness of the report."""
    if signed.year != year + 1:
        yield Text(f"不在{year}年度的次年", f"not in the year after {year}"), False
    elif signed > date(year + 1, 3, 31):
        yield Text("不在次年1月1日至3月31日之间", "not in the first quarter of the next year"), True
    if page is not None and signed > page:
        yield Text(f"晚于页面所载公布日期{page}", f"after {page}, the date of the page"), False
    if due is not None and signed > due:
        yield Text(f"晚于公布期限{due}", f"after it was due on {due}"), True


def _is_told_as_late(dossier: Dossier) -> bool:
    return dossier.standing is None or dossier.standing.status in _LATE
