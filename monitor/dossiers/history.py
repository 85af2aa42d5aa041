"""What the addresses of a report have shown so far."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.domain.dossier import Edition
from crawler.domain.evidence import DateBasis, Publication
from crawler.domain.extraction import Extraction
from crawler.domain.unit import host_of
from storage.unit_of_work import UnitOfWork


def editions_of(
    work: UnitOfWork, published: Sequence[Publication], latest: Extraction | None, as_of: datetime
) -> tuple[Edition, ...]:
    """The editions of a report, by address and in the order of time.

    Only where there is more than the one that is at hand are they taken from the store: a register has a hundred
    thousand units, and few of them revise.
    """
    if not published or latest is None:
        return ()
    first = published[0]
    if len(published) == 1 and first.revisions == 1:
        return (Edition(first.url, first.first_seen, first.digest, latest),)
    return work.editions.of(first.unit_id, first.report_year, as_of)


def with_former_dates(work: UnitOfWork, publication: Publication, as_of: datetime) -> Publication:
    """A publication with the dates that its page showed before, too: one that is dated anew was published earlier."""
    if publication.revisions == 1:
        return publication
    editions = work.editions.of(publication.unit_id, publication.report_year, as_of)
    here = (edition.extraction.report for edition in editions if edition.url == publication.url)
    shown = (dated for report in here for dated in report.dated if dated.basis is DateBasis.PAGE)
    former = tuple(dated for dated in dict.fromkeys(shown) if dated not in publication.dates)
    return replace(publication, dates=(*publication.dates, *former))


def sites_of(publication: Publication) -> frozenset[str]:
    """The sites that may be asked whether a report still stands: its own, and those whose lists led to it."""
    urls = (publication.url, *(url for url, _ in publication.lists))
    return frozenset(host_of(url) for url in urls if url)
