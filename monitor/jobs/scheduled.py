"""The jobs of the schedule: what each name of the plan does. A job more is a line more in the table."""

from collections.abc import Callable, Mapping
from datetime import datetime

from crawler.domain.errors import BadConfig
from crawler.domain.register import Register
from monitor.jobs import alert, check_addresses, crawl, deliver, evaluate, summarise, watch
from monitor.jobs.slot_keeper import Occasion
from monitor.obligations.days import china_day
from monitor.obligations.ledger import ledger_of
from monitor.obligations.workdays import is_announced
from monitor.recipients import RECIPIENTS_FILE
from monitor.schedule import share_of_the_month, year
from monitor.summaries import SummaryFormat, render
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

_MOST_NAMED = 100_000
"""Characters that the ids of a crawl may take on its command line; for more units all sites are crawled."""


def crawl_all(workspace: Workspace, occasion: Occasion) -> str:
    """Crawl all sites."""
    return _crawl(workspace, occasion, ())


def crawl_missing(workspace: Workspace, occasion: Occasion) -> str:
    """Crawl the sites of those whose report of the year that is due was not found yet."""
    report_year = _year(occasion)
    with unit_of_work(workspace.database) as work:
        found = work.in_force.of_year(report_year, occasion.now)
        entries = ledger_of(work.units.register(), [report_year], workspace.terms)
        missing = tuple(one.unit.id for one in entries if one.obligation is not None and one.unit.id not in found)
    return _crawl(workspace, occasion, missing) if missing else "no report is missing"


def crawl_share(workspace: Workspace, occasion: Occasion) -> str:
    """Crawl the sites whose turn in the month is on the day this was due."""
    with unit_of_work(workspace.database) as work:
        units = units_of_share(work.units.register(), occasion.due_at)
    return _crawl(workspace, occasion, units) if units else "no site has its turn today"


def units_of_share(register: Register, due_at: datetime) -> tuple[str, ...]:
    """The units of the sites that have their turn in the month on the day of a moment."""
    day = china_day(due_at)
    return tuple(unit.id for site in register.sites() if share_of_the_month(site.id, day) for unit in site.units)


def monitor(workspace: Workspace, occasion: Occasion) -> str:
    """Evaluate obligations and checks."""
    report_year = _year(occasion)
    with unit_of_work(workspace.database) as work:
        result = evaluate.run_monitor(work, report_year, occasion.now, workspace.terms, workspace.rules)
    return f"{result.units} units evaluated on {report_year}"


def tell_offices(workspace: Workspace, occasion: Occasion) -> str:
    """Write to the oversight offices what is due to be told; what is in the outbox is delivered by another job.

    Raises BadConfig where an office could not be written to, once all others were.
    """
    written = len(alert.write_all(workspace, occasion.now))
    if nowhere := alert.unserved(workspace):
        named = "; ".join(f"{office.id}: the register has no area {office.area_id!r}" for office in nowhere)
        raise BadConfig(RECIPIENTS_FILE, f"{named}; {written} messages written to the others")
    return f"{written} messages written"


def send_due(workspace: Workspace, occasion: Occasion) -> str:
    """Send what is due in the outbox."""
    return deliver.deliver_outbox(workspace, occasion.now).in_words


def look_after_ourselves(workspace: Workspace, occasion: Occasion) -> str:
    """Tell operators what of ours began to be broken, and what is over."""
    return watch.watch(workspace, occasion.now).in_words


def sum_up(workspace: Workspace, occasion: Occasion) -> str:
    """Write the annual summary into the folder `summaries` of the workspace."""
    report_year, language = _year(occasion), workspace.config.language
    with unit_of_work(workspace.database) as work:
        summary = summarise.summary_of(work, report_year, occasion.now, None, workspace.terms, workspace.rules)
    folder = workspace.folder / "summaries"
    folder.mkdir(exist_ok=True)
    for kind in (SummaryFormat.HTML, SummaryFormat.CSV):
        (folder / f"{report_year}.{kind}").write_text(render(summary, kind, language), "utf-8")
    return f"the summary of {report_year} is in {folder}"


def review_roster(workspace: Workspace, occasion: Occasion) -> str:
    """Look whether the register still holds before the season: its addresses, and the holidays of the coming year."""
    found = check_addresses.check_addresses(workspace, None, occasion.now)
    gone = sum(not address.holds for address in found)
    told = [f"{gone} of {len(found)} addresses do not hold: see gongkai units check"]
    coming = china_day(occasion.now).year + 1
    if not is_announced(coming):
        told.append(f"the holidays of {coming} are not known: update chinesecalendar once they are announced")
    return "; ".join(told)


ACTIONS: Mapping[str, Callable[[Workspace, Occasion], str]] = {
    year.CRAWL: crawl_all,
    year.MISSING: crawl_missing,
    year.REVISIONS: crawl_share,
    year.MONITOR: monitor,
    year.SUMMARY: sum_up,
    year.ALERT: tell_offices,
    year.DELIVER: send_due,
    year.WATCH: look_after_ourselves,
    year.ROSTER: review_roster,
}


def _crawl(workspace: Workspace, occasion: Occasion, unit_ids: tuple[str, ...]) -> str:
    wanted = unit_ids if sum(len(one) + 1 for one in unit_ids) <= _MOST_NAMED else ()
    if not occasion.replayed:
        return crawl.crawl(workspace, occasion.now, unit_ids=wanted).in_words
    # To the minute: a crawl that was cut short is found again by the moment it was told to start at.
    starts_at = occasion.now.replace(second=0, microsecond=0)
    return crawl.crawl(workspace, starts_at, unit_ids=wanted, starts_at=starts_at).in_words


def _year(occasion: Occasion) -> int:
    """The year of work that is due at that moment."""
    return china_day(occasion.now).year - 1
