"""What changed in an area, as a feed: where obligations stand, and what became of findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from crawler.domain.finding import Outcome
from crawler.domain.finding_life import State
from crawler.domain.wording import Language, Text
from monitor.feeds.atom import Entry, Feed
from monitor.feeds.told import AUTHOR
from monitor.findings.words import STATES, event_words
from monitor.summaries.words import CAUTION, OUTCOMES, clock_time, due_basis_words, long_date, status_words
from storage.changes import FindingChange
from storage.standing_records import Stood

_TITLE = Text("{}：监测动态", "{}: what changed")
_HEAD = Text("{}（{}年）：{}", "{} ({}): {}")
_SAID = Text("{}：{}", "{}: {}")
_AS_OF = Text("截至{}。", "As of {}.")
_DUE = Text("期限：{}（{}）。", "Due {} ({}).")
_EVIDENCE = Text("证据：{} （{}采集）{}", "Evidence: {} (captured {}) {}")
_RULE = Text("检查项{}：{}", "Check {}: {}")
_NOW = Text("目前状态：{}。", "It is now: {}.")
_FINDING, _STATUS = Text("问题", "finding"), Text("公布情况", "publication")


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed last in an area; `site` is what the addresses of our own pages begin with."""

    area_id: str
    name: str
    standings: tuple[Stood, ...]
    findings: tuple[FindingChange, ...]
    site: str = ""


def changes_feed(changed: Changed, language: Language, address: str, at: datetime) -> Feed:
    """The feed of an area, the newest first. A change is an entry of its own: the one before stays what it was."""
    found = [*_of_findings(changed, language), *_of_standings(changed, language)]
    entries = tuple(sorted(found, key=lambda entry: entry.updated, reverse=True))
    title = _TITLE.to(language).format(changed.name)
    return Feed(f"changes/{changed.area_id}", title, AUTHOR.to(language), address, language, at, entries)


def _of_standings(changed: Changed, language: Language) -> Iterator[Entry]:
    for stood in changed.standings:
        at = stood.as_of
        if at is None:
            continue
        unit, year = stood.unit, stood.standing.report_year
        title = _HEAD.to(language).format(unit.name, year, status_words(stood.standing).to(language))
        body = "\n".join((title, *_details(stood, language), *_closing(at, language)))
        page = _page(changed.site, unit.id)
        yield Entry(f"standing/{unit.id}/{year}/{at.isoformat()}", title, body, at, page, (_STATUS.to(language),))


def _details(stood: Stood, language: Language) -> Iterator[str]:
    standing = stood.standing
    if standing.obligation is not None:
        due = long_date(standing.obligation.due_on, language)
        yield _DUE.to(language).format(due, due_basis_words(standing).to(language))
    for seen in standing.evidence:
        yield _EVIDENCE.to(language).format(seen.url, clock_time(seen.at), seen.what.to(language))


def _of_findings(changed: Changed, language: Language) -> Iterator[Entry]:
    for change in changed.findings:
        step, at = event_words(change.event).to(language), change.event.at
        title = _HEAD.to(language).format(change.unit_name, change.report_year, f"{change.check} {step}")
        lines = (
            _SAID.to(language).format(step, change.message.to(language)),
            _RULE.to(language).format(change.check, change.title.to(language)),
            _NOW.to(language).format(_state_words(change.event.state).to(language)),
            *_closing(at, language),
        )
        key, page = f"finding/{change.finding_id}/{change.step_id}", _page(changed.site, change.unit_id)
        yield Entry(key, title, "\n".join(lines), at, page, (_FINDING.to(language),))


def _state_words(state: State) -> Text:
    """Nothing is more than suspected until a person has confirmed it."""
    return OUTCOMES[Outcome.FAIL] if state is State.OPEN else STATES[state]


def _closing(at: datetime, language: Language) -> tuple[str, str]:
    return _AS_OF.to(language).format(clock_time(at)), CAUTION.to(language)


def _page(site: str, unit_id: str) -> str:
    return f"{site}/units/{quote(unit_id, safe='')}"
