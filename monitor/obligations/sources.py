"""What sources say of themselves about the day of publication, and which of it is credible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crawler.domain.evidence import DateBasis, Evidence, Publication
from crawler.domain.wording import Text
from monitor.obligations.days import china_day

_NAMES = {
    DateBasis.PAGE: Text("页面载明发布日期", "the page is dated"),
    DateBasis.LIST: Text("列表载明日期", "the list gives"),
    DateBasis.URL: Text("网址所含日期", "the address holds"),
    DateBasis.SIGNED: Text("落款日期", "it is signed on"),
}
_CLAIMS_OF_PUBLICATION = (DateBasis.PAGE, DateBasis.LIST, DateBasis.URL)


@dataclass(frozen=True, slots=True)
class Claim:
    """One date that one source shows."""

    day: date
    basis: DateBasis
    url: str
    seen_at: datetime

    def evidence(self) -> Evidence:
        """The claim as it is shown to officials."""
        name = _NAMES[self.basis]
        return Evidence(self.url, self.seen_at, Text(f"{name.zh}{self.day}", f"{name.en} {self.day}"))


@dataclass(frozen=True, slots=True)
class Sources:
    """All credible dates of the publications of one report."""

    claims: tuple[Claim, ...]

    def published(self, due_on: date) -> Claim | None:
        """The earliest credible date of publication among all addresses of the report."""
        urls = dict.fromkeys(claim.url for claim in self.claims)
        best = (self._published_at(url, due_on) for url in urls)
        return min((claim for claim in best if claim is not None), key=lambda claim: claim.day, default=None)

    def signed(self) -> Claim | None:
        """The earliest signing date: it bounds nothing, a report is published after it."""
        return min(self.of(DateBasis.SIGNED), key=lambda claim: claim.day, default=None)

    def address_says_by(self, due_on: date) -> bool:
        """Whether the day in an address lies in the term."""
        return any(claim.day <= due_on for claim in self.of(DateBasis.URL))

    def of(self, basis: DateBasis) -> Iterator[Claim]:
        """The claims of one kind."""
        return (claim for claim in self.claims if claim.basis is basis)

    def evidence(self) -> tuple[Evidence, ...]:
        """Every claim, so that a conflict between two shows."""
        return tuple(claim.evidence() for claim in self.claims)

    def _published_at(self, url: str, due_on: date) -> Claim | None:
        """The strongest claim of one address; where page and list straddle the due date, the earlier one."""
        here = {claim.basis: claim for claim in self.claims if claim.url == url}
        page, listed = here.get(DateBasis.PAGE), here.get(DateBasis.LIST)
        if page is not None and listed is not None and (page.day <= due_on) != (listed.day <= due_on):
            return min(page, listed, key=lambda claim: claim.day)
        return next((here[basis] for basis in _CLAIMS_OF_PUBLICATION if basis in here), None)


def credible(publications: Sequence[Publication], report_year: int) -> Sources:
    """The dates that can be true.

    A date after our own first capture is that of a later upload. A day in an address from before the
    year had ended is a default or a draft's; a signature from before the year began is on something else.
    """
    return Sources(
        tuple(
            claim
            for publication in publications
            for claim in _claims(publication)
            if claim.day <= china_day(publication.first_seen) and claim.day.year >= _earliest_year(claim, report_year)
        )
    )


def _earliest_year(claim: Claim, report_year: int) -> int:
    years = {DateBasis.URL: report_year + 1, DateBasis.SIGNED: report_year}
    return years.get(claim.basis, 0)


def _claims(publication: Publication) -> Iterator[Claim]:
    dates = {
        DateBasis.PAGE: publication.page_date,
        DateBasis.LIST: publication.list_date,
        DateBasis.URL: publication.url_date,
        DateBasis.SIGNED: publication.signed_date,
    }
    return (
        Claim(day, basis, publication.url, publication.first_seen) for basis, day in dates.items() if day is not None
    )
