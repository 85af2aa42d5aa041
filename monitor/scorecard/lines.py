"""What the public is told of each unit: less than the office is, and later.

Only publication is shown. What checks found in a report stays between the office and the unit, for a suspicion is no
matter of the public. Lateness and absence are shown when the office had its time to look at them: `hold` days after
the due day. Until then, and wherever we are not sure, the line says that it is being verified.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crawler.domain.dossier import Standing, Status
from crawler.domain.evidence import Evidence
from crawler.domain.wording import Text
from monitor.obligations.days import china_day
from monitor.summaries.rate import Rate, on_time_rate
from monitor.summaries.summary import Summary, UnitRow


class Verdict(StrEnum):
    """What a line of the scorecard says."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_SEEN = "not_seen"
    PUBLISHED = "published"
    BEING_VERIFIED = "being_verified"
    NOT_YET_DUE = "not_yet_due"


WORDS: Mapping[Verdict, Text] = {
    Verdict.ON_TIME: Text("按期公布", "published on time"),
    Verdict.LATE: Text("逾期公布", "published late"),
    Verdict.NOT_SEEN: Text("逾期，未监测到", "overdue, not seen"),
    Verdict.PUBLISHED: Text("已公布，公布日期待核实", "published, the day to be verified"),
    Verdict.BEING_VERIFIED: Text("核实中，不作判断", "being verified, no judgement"),
    Verdict.NOT_YET_DUE: Text("未到期", "not yet due"),
}

_VERDICTS: Mapping[Status, Verdict] = {
    Status.ON_TIME: Verdict.ON_TIME,
    Status.LATE: Verdict.LATE,
    Status.MISSING: Verdict.NOT_SEEN,
    Status.ON_TIME_BY_SIGN_DATE: Verdict.PUBLISHED,
    Status.POSSIBLY_LATE: Verdict.PUBLISHED,
    Status.DATE_UNKNOWN: Verdict.PUBLISHED,
    Status.DATE_DISPUTED: Verdict.PUBLISHED,
    Status.PUBLISHED_EARLY: Verdict.PUBLISHED,
    Status.WITHDRAWN: Verdict.BEING_VERIFIED,
    Status.MISSING_UNCONFIRMED: Verdict.BEING_VERIFIED,
    Status.UNVERIFIABLE: Verdict.BEING_VERIFIED,
    Status.NOT_YET_DUE: Verdict.NOT_YET_DUE,
    Status.DUE_SOON: Verdict.NOT_YET_DUE,
}
_UNPROVEN = frozenset({Status.MISSING_UNCONFIRMED, Status.WITHDRAWN})
_ACCUSING = frozenset({Verdict.LATE, Verdict.NOT_SEEN})


@dataclass(frozen=True, slots=True)
class Line:
    """One unit on the scorecard; `standing` is what it rests on.

    `held` says that the office still has its time, or that a person denied what was seen.
    """

    standing: Standing
    verdict: Verdict
    held: bool = False

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the line shows of what we saw: of what is held nothing, and nothing that accuses more than the line.

        Of a report whose day is not certain only itself is shown, and of a site that could not be seen that.
        """
        if self.held or self.standing.status in _UNPROVEN:
            return ()
        seen, report = self.standing.evidence, self.standing.report_url
        return tuple(one for one in seen if one.url == report) if self.verdict is Verdict.PUBLISHED else seen

    @property
    def published_on(self) -> date | None:
        """The day of publication, where the line vouches for it."""
        return self.standing.published_on if self.verdict in (Verdict.ON_TIME, Verdict.LATE) else None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Where every unit that owes a report stands, as the public is told; in the order of the register."""

    summary: Summary
    lines: tuple[Line, ...]

    @property
    def rate(self) -> Rate:
        """The on-time rate of what is shown: a line that is being verified counts neither way."""
        shown = Counter(_counted_as(line) for line in self.lines)
        return on_time_rate(shown)

    def having(self, verdict: Verdict) -> tuple[Line, ...]:
        """The lines of one verdict."""
        return tuple(line for line in self.lines if line.verdict is verdict)


def scorecard_of(summary: Summary, hold: timedelta) -> Scorecard:
    """What the public is told of a summary; units that owe nothing are not on it."""
    today = china_day(summary.as_of)
    owing = (row for row in summary.rows if row.standing.status is not Status.NOT_OBLIGED)
    return Scorecard(summary, tuple(_line(row, today, hold) for row in owing))


def _line(row: UnitRow, today: date, hold: timedelta) -> Line:
    verdict = _VERDICTS[row.standing.status]
    if verdict in _ACCUSING and not _held_long_enough(row.standing, today, hold):
        milder = Verdict.PUBLISHED if verdict is Verdict.LATE else Verdict.BEING_VERIFIED
        return Line(row.standing, milder, held=True)
    return Line(row.standing, verdict, held=row.denied)


def _held_long_enough(standing: Standing, today: date, hold: timedelta) -> bool:
    """By the term that the line is told by: a local one that is broken beside the law's is not waited for."""
    owed = standing.by_graver_term.obligation
    return owed is not None and today >= owed.due_on + hold


def _counted_as(line: Line) -> Status:
    """The status that a line counts as: what is not decided in public is not counted as if it were."""
    decided = {Verdict.ON_TIME: Status.ON_TIME, Verdict.LATE: Status.LATE, Verdict.NOT_SEEN: Status.MISSING}
    return decided.get(line.verdict, Status.UNVERIFIABLE)
