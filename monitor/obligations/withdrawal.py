"""Reports that were there and are gone: withdrawn where every address of them is a dead link, until one answers."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from crawler.domain.dead_links import DeadLink, dead_links
from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import Evidence, Publication, Stray, Visit
from crawler.domain.wording import Text
from monitor.obligations.causes import cause_words


def where_withdrawn(
    standing: Standing, publications: Sequence[Publication], visits: Sequence[Visit], strays: Sequence[Stray] = ()
) -> Standing:
    """The standing of a report that was found, or `withdrawn` where it is nowhere to be had any more.

    What was found out before stays with it: when it was published, and how late. Where most of a site is gone at once
    its addresses have changed, and nobody has withdrawn anything; a document at another address that we could not
    read, met since, is perhaps the report itself.
    """
    links = dead_links(publications, visits)
    proven = [link for link in links if link.proven and not link.moved]
    urls = {publication.url for publication in publications}
    if len(proven) < len(urls) or any(_is_perhaps_it(stray, standing, urls, proven) for stray in strays):
        return standing
    shown = tuple(evidence for link in proven for evidence in _evidence(link))
    return replace(standing, status=Status.WITHDRAWN, evidence=(*standing.evidence, *shown))


def _is_perhaps_it(stray: Stray, standing: Standing, urls: Collection[str], links: Sequence[DeadLink]) -> bool:
    since = min(link.last_seen for link in links)
    return stray.url not in urls and stray.report_year == standing.report_year and stray.seen_at > since


def _evidence(link: DeadLink) -> tuple[Evidence, ...]:
    """The first and the last look in vain."""
    cause = cause_words(link.cause)
    gone = Text(f"曾监测到该报告，此时已无法打开（{cause.zh}）", f"it was seen there before, and is gone ({cause.en})")
    return tuple(Evidence(link.url, at, gone) for at in (link.checks[0], link.checks[-1]))
