"""What could not be seen on a site, by the part it played, and what that makes of the visit."""

from collections.abc import Collection, Iterable, Iterator

from crawler.domain.evidence import Failure, VisitOutcome

SENT_HOME = "redirected to the home page"
_GONE = frozenset({"answered with status 404", "answered with status 410", SENT_HOME, "the page does not exist"})


class Troubles:
    """All failures of one walk."""

    def __init__(self) -> None:
        self.missed_entries: list[Failure] = []
        self.budget_spent = ""
        self.tampered = False
        self._failures: list[Failure] = []
        self._of_the_start: list[Failure] = []
        self._blocked: list[Failure] = []
        self._unseen_ways: list[Failure] = []

    def failed(self, failure: Failure, *, start: bool = False, blocked: bool = False) -> None:
        """A page that could be reached by no try; a start page's failure is the site's."""
        self._failures.append(failure)
        if blocked:
            self._blocked.append(failure)
        if start:
            self._of_the_start.append(failure)

    def concern(self, url: str) -> bool:
        """Whether a page of that address could not be seen."""
        return any(failure.url == url for failure in self._failures)

    def missed_way(self, failure: Failure) -> None:
        """A page on the way to the column that could not be seen: of account where no column is found."""
        self._unseen_ways.append(failure)

    def held_against(
        self, columns: Collection[str], relied_on: Collection[str], alive: bool, lists: Iterable[Failure]
    ) -> Iterator[Failure]:
        """What keeps a visit from proving anything.

        A dead link to a column proves that nothing stands there, unless it was relied on: then it may be back tomorrow.
        """
        if not columns:
            yield from self._unseen_ways
        for failure in self._failures:
            dead = failure.cause in _GONE and failure.url in columns and failure.url not in relied_on
            if not (dead and alive):
                yield failure
        yield from lists
        if columns and not alive:
            yield Failure(next(iter(columns)), "the column lists no report of any year")

    def outcome(self, columns: Collection[str], alive: bool, failures: tuple[Failure, ...]) -> VisitOutcome:
        """What the failures make of a visit, the gravest first."""
        if self.tampered:
            return VisitOutcome.HIJACKED
        if self._of_the_start:
            return self._outcome_of_start()
        if self.budget_spent:
            return VisitOutcome.BUDGET_SPENT
        if not columns:
            return self._outcome_without_column()
        if failures and not alive and self._all_say("not permitted by robots.txt"):
            return VisitOutcome.ROBOTS
        if failures and not alive and self._all_say(SENT_HOME):
            return VisitOutcome.REDIRECTED_HOME
        return VisitOutcome.LISTING_INCOMPLETE if failures else VisitOutcome.COMPLETE

    def _all_say(self, words: str) -> bool:
        return bool(self._failures) and all(words in failure.cause for failure in self._failures)

    def _outcome_of_start(self) -> VisitOutcome:
        if self._blocked:
            return VisitOutcome.BLOCKED
        robots = any("not permitted by robots.txt" in failure.cause for failure in self._of_the_start)
        return VisitOutcome.ROBOTS if robots else VisitOutcome.DOWN

    def _outcome_without_column(self) -> VisitOutcome:
        if self._blocked:
            return VisitOutcome.BLOCKED
        robots = any("not permitted by robots.txt" in failure.cause for failure in self._unseen_ways)
        return VisitOutcome.ROBOTS if robots else VisitOutcome.COLUMN_NOT_FOUND
