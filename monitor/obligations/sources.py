"""What sources say of themselves about the day of publication, and which of it is credible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crawler.domain.evidence import DateBasis, Dated, Evidence, Publication
from crawler.domain.wording import Text
from monitor.obligations.days import china_day

_NAMES = {
    DateBasis.PAGE: Text("页面载明发布日期", "the page is dated"),
    DateBasis.LIST: Text("列表载明日期", "the list gives"),
    DateBasis.UPDATED: Text("页面载明更新日期", "the page was updated on"),
    DateBasis.SIGNED: Text("落款日期", "it is signed on"),
    DateBasis.URL: Text("网址所含日期", "the address holds"),
}
_OF_PUBLICATION = (DateBasis.PAGE, DateBasis.LIST)
_AT_MOST = (DateBasis.UPDATED, DateBasis.URL)
_ORDER = tuple(DateBasis)


@dataclass(frozen=True, slots=True)
class Claim:
    """One date that one source shows; `where` says in which words, and on which other page if it is another."""

    day: date
    basis: DateBasis
    url: str
    seen_at: datetime
    where: str = ""

    def evidence(self) -> Evidence:
        """The claim as it is shown to officials."""
        name = _NAMES[self.basis]
        where = Text(f"（{self.where}）", f" ({self.where})") if self.where else Text("", "")
        what = Text(f"{name.zh}{self.day}{where.zh}", f"{name.en} {self.day}{where.en}")
        return Evidence(self.url, self.seen_at, what)


@dataclass(frozen=True, slots=True)
class Sources:
    """All credible dates of the publications of one report."""

    claims: tuple[Claim, ...]

    def published(self, due_on: date) -> Claim | None:
        """The earliest credible date of publication among all addresses of the report."""
        urls = dict.fromkeys(claim.url for claim in self.claims)
        best = (self._published_at(url, due_on) for url in urls)
        return min((claim for claim in best if claim is not None), key=lambda claim: claim.day, default=None)

    def published_at_most(self) -> Claim | None:
        """The earliest day of an update or in an address: neither is one of publication, and systems set both."""
        found = (claim for basis in _AT_MOST for claim in self.of(basis))
        return min(found, key=lambda claim: claim.day, default=None)

    def signed(self) -> Claim | None:
        """The earliest signing date: it bounds nothing, a report is published after it."""
        return min(self.of(DateBasis.SIGNED), key=lambda claim: claim.day, default=None)

    def hint_at_by(self, due_on: date) -> bool:
        """Whether the day of an update or in an address lies in the term: then the report was perhaps there."""
        bound = self.published_at_most()
        return bound is not None and bound.day <= due_on

    def of(self, basis: DateBasis) -> Iterator[Claim]:
        """The claims of one kind."""
        return (claim for claim in self.claims if claim.basis is basis)

    def evidence(self) -> tuple[Evidence, ...]:
        """Every claim, so that a conflict between two shows."""
        return tuple(claim.evidence() for claim in self.claims)

    def _published_at(self, url: str, due_on: date) -> Claim | None:
        """The strongest claim of one address; where several straddle the due date, the earliest."""
        here = [claim for basis in _OF_PUBLICATION for claim in self.of(basis) if claim.url == url]
        if len({claim.day <= due_on for claim in here}) > 1:
            return min(here, key=lambda claim: claim.day)
        return next(iter(here), None)


def credible(publications: Sequence[Publication], report_year: int) -> Sources:
    """The dates that can be true.

    A date after our first capture of the report, at whatever address, is that of a later upload. A day in an address
    from before the year had ended is a default or a draft's; a signature from before the year began is on something
    else.
    """
    seen_on = china_day(min(publication.first_seen for publication in publications))
    return Sources(
        tuple(
            claim
            for publication in publications
            for claim in _claims(publication)
            if claim.day <= seen_on and claim.day.year >= _earliest_year(claim, report_year)
        )
    )


def _earliest_year(claim: Claim, report_year: int) -> int:
    years = {DateBasis.URL: report_year + 1, DateBasis.UPDATED: report_year + 1, DateBasis.SIGNED: report_year}
    return years.get(claim.basis, 0)


def _claims(publication: Publication) -> Iterator[Claim]:
    """The dates with where they were read, strongest first; those of which only the day was kept, without."""
    told = {(dated.basis, dated.day) for dated in publication.dates}
    bare = (Dated(basis, day, "") for basis, day in _days(publication) if (basis, day) not in told)
    for dated in sorted((*bare, *publication.dates), key=lambda dated: _ORDER.index(dated.basis)):
        elsewhere = dated.url if dated.url != publication.url else ""
        where = " ".join(part for part in (dated.where, elsewhere) if part)
        yield Claim(dated.day, dated.basis, publication.url, publication.first_seen, where)


def _days(publication: Publication) -> Iterator[tuple[DateBasis, date]]:
    dates = {
        DateBasis.PAGE: publication.page_date,
        DateBasis.LIST: publication.list_date,
        DateBasis.SIGNED: publication.signed_date,
        DateBasis.URL: publication.url_date,
    }
    return ((basis, day) for basis, day in dates.items() if day is not None)
