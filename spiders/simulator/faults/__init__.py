"""What can be wrong with a site, by number: `FLAWS` is the list, `flaw_of` finds one by its name."""

from dataclasses import replace

from spiders.simulator.faults import detours, lures, planting, transport, walls
from spiders.simulator.faults.flaw import (
    CHANGED_AT,
    Asked,
    Find,
    Flaw,
    changed,
    everywhere,
    old_reports,
    some_reports,
)
from spiders.simulator.sites import Charset, Fault, SimulatedSite

__all__ = ["CHANGED_AT", "FLAWS", "Asked", "Find", "Flaw", "afflicted", "flaw_of", "some_reports"]

FLAWS: tuple[Flaw, ...] = (
    Flaw(1, Fault.JIASULE, "a wall of 加速乐, status 521", curable=False, answer=walls.always(walls.JIASULE)),
    Flaw(2, Fault.RUISHU, "a wall of 瑞数, status 412", curable=False, answer=walls.always(walls.RUISHU)),
    Flaw(
        3, Fault.RUISHU_ACCEPTED, "the same with status 202", curable=False, answer=walls.always(walls.RUISHU_ACCEPTED)
    ),
    Flaw(4, Fault.RUISHU_OK, "the same with status 200", curable=False, answer=walls.always(walls.RUISHU_OK)),
    Flaw(5, Fault.FIREWALL, "a firewall's page with status 200", curable=False, answer=walls.always(walls.FIREWALL)),
    Flaw(6, Fault.CLOSED, "connections are closed without an answer", curable=False, answer=walls.nothing),
    Flaw(7, Fault.UNAVAILABLE, "status 503 for everything", curable=False, answer=walls.always(walls.UNAVAILABLE)),
    Flaw(8, Fault.ROBOTS, "robots.txt forbids everything", curable=False, answer=walls.robots_forbid),
    Flaw(
        9, Fault.LISTING_BROKEN, "status 500 from the second page of a list on", curable=False, answer=walls.lists_break
    ),
    Flaw(
        10,
        Fault.CHARSET_HEADER,
        "GBK, and the header says UTF-8",
        curable=True,
        replant=transport.with_charset(Charset("gbk", "utf-8", "gb2312")),
    ),
    Flaw(
        11,
        Fault.CHARSET_META,
        "GBK, and the page says UTF-8",
        curable=True,
        replant=transport.with_charset(Charset("gbk", None, "utf-8")),
    ),
    Flaw(
        12,
        Fault.CHARSET_NOWHERE,
        "GBK, and nothing says so",
        curable=True,
        replant=transport.with_charset(Charset("gbk", None, None)),
    ),
    Flaw(13, Fault.SLOW, "a kilobyte at a time", curable=True, pages=everywhere(transport.slow)),
    Flaw(
        14,
        Fault.TRUNCATED,
        "some reports break off half-way",
        curable=False,
        pages=changed(some_reports, transport.cut),
        hidden=some_reports,
    ),
    Flaw(
        15,
        Fault.TRUNCATED_ONCE,
        "pages break off half-way when asked for first",
        curable=True,
        answer=transport.cut_once,
    ),
    Flaw(16, Fault.STORM, "every third answer is a 502 for a time", curable=True, answer=transport.storm),
    Flaw(
        17, Fault.RATE_LIMITED, "every seventh answer is a 429 with Retry-After", curable=True, answer=transport.limited
    ),
    Flaw(18, Fault.REDIRECT_LOOP, "the column leads to itself", curable=False, pages=detours.circle),
    Flaw(19, Fault.LOOP_BESIDE, "a page beside the column leads to itself", curable=True, pages=detours.circle_beside),
    Flaw(
        20,
        Fault.OLD_LISTS_HOME,
        "pages of lists after the first lead home",
        curable=False,
        pages=detours.old_lists_home,
    ),
    Flaw(
        21,
        Fault.OLD_ARTICLES_HOME,
        "reports on earlier years lead home",
        curable=False,
        pages=changed(old_reports, detours.home),
        hidden=old_reports,
    ),
    Flaw(
        22,
        Fault.COLUMN_MOVED,
        "the column moves, its old addresses are not found",
        curable=True,
        pages=detours.moved_away,
        sets_in_later=True,
    ),
    Flaw(
        23,
        Fault.COLUMN_REDIRECTED,
        "the column moves, its old addresses lead to the new ones",
        curable=True,
        pages=detours.moved_on,
        sets_in_later=True,
    ),
    Flaw(
        24,
        Fault.PAGES_SHIFT,
        "a page is added to the list between two requests",
        curable=True,
        replant=planting.with_newcomers,
        stage=planting.newcomers_after_first_list,
    ),
    Flaw(
        25,
        Fault.AMONG_NOTICES,
        "some reports stand among the notices only",
        curable=True,
        replant=planting.strewn,
        pages=planting.among_notices,
    ),
    Flaw(
        26,
        Fault.AMONG_DEPARTMENT_NEWS,
        "some reports stand in a column of news only",
        curable=True,
        replant=planting.strewn,
        pages=planting.among_department_news,
    ),
    Flaw(27, Fault.MANY_DECOYS, "far more neighbours than reports", curable=True, replant=planting.with_many_decoys),
    Flaw(28, Fault.TWINS_WAP, "some reports have a second address, …_wap", curable=True, pages=lures.twins(lures.wap)),
    Flaw(
        29,
        Fault.TWINS_MPOST,
        "some reports have a second address, mpost_…",
        curable=True,
        pages=lures.twins(lures.mpost),
    ),
    Flaw(30, Fault.HIJACKED, "the front page advertises gambling", curable=False, pages=lures.hijacked),
    Flaw(31, Fault.HIJACKED_ADULT, "the front page is an adult site's", curable=False, pages=lures.hijacked_adult),
    Flaw(
        32,
        Fault.HIDDEN_LINKS,
        "pages carry invisible links to gambling",
        curable=True,
        pages=everywhere(lures.hidden_links),
    ),
    Flaw(
        33,
        Fault.CRAWL_DELAY,
        "robots.txt asks for a second between requests",
        curable=True,
        pages=transport.crawl_delay,
    ),
    Flaw(34, Fault.WITHDRAWN, "some reports are withdrawn", curable=True, replant=planting.withdrawn),
    Flaw(
        35,
        Fault.REVISED,
        "some reports get other figures under the same address",
        curable=True,
        replant=planting.revised,
    ),
    Flaw(
        36,
        Fault.TO_PRIVATE_ADDRESS,
        "some reports lead to an address in no register",
        curable=False,
        pages=changed(some_reports, detours.to_private_address),
        hidden=some_reports,
    ),
    Flaw(37, Fault.CALENDAR, "a calendar without end", curable=True, pages=lures.calendar),
    Flaw(
        38,
        Fault.SESSION_IDS,
        "every answer has a session of its own in its links",
        curable=True,
        answer=lures.session_ids,
    ),
    Flaw(
        39,
        Fault.ENDLESS_PAGES,
        "the last page of a list has a next one for ever",
        curable=True,
        pages=lures.endless_pages,
    ),
    Flaw(
        40,
        Fault.SOFT_404,
        "some reports are gone with status 200",
        curable=False,
        pages=changed(some_reports, detours.soft_404),
        hidden=some_reports,
    ),
    Flaw(
        41,
        Fault.NEEDS_REFERER,
        "reports and files only for those who come from a page of the site",
        curable=True,
        pages=changed(some_reports, transport.needs_referer, files=True),
    ),
)
"""All of them. A number stays what it is: a new fault gets the next one."""

_BY_FAULT = {flaw.fault: flaw for flaw in FLAWS}
_NONE = Flaw(0, None, "nothing is wrong", curable=True)


def flaw_of(fault: Fault | None) -> Flaw:
    """What a fault does; without one, nothing."""
    return _BY_FAULT[fault] if fault is not None else _NONE


def afflicted(site: SimulatedSite, fault: Fault) -> SimulatedSite:
    """The site with a fault, as it stands then; one that comes between two visits sets in at `CHANGED_AT`."""
    flaw = flaw_of(fault)
    since = CHANGED_AT if flaw.sets_in_later else None
    return replace(flaw.replant(site), fault=fault, fault_since=since)
