"""What stands in the wrong column, comes between two requests, goes again, or is changed without a word."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from html import escape

from spiders.simulator.building import shelf_of
from spiders.simulator.content import SimulatedReport
from spiders.simulator.decoys import decoys
from spiders.simulator.families import FAMILIES
from spiders.simulator.faults.flaw import CHANGED_AT, Pages, inserted, some_reports
from spiders.simulator.figures import combined, with_reviews
from spiders.simulator.pages import AFFAIRS, NOTICES, Crumb, dress, html_page, link
from spiders.simulator.sites import Column, SimulatedSite

DEPARTMENT_NEWS: Crumb = ("部门动态", "/zwgk/bmdt/")
_STREWN = Column("tz", "动态")
_FIRST_SLUG = 90001
_MANY = 4


def strewn(site: SimulatedSite) -> SimulatedSite:
    """Some reports stand outside the column of annual reports."""
    chosen = {id(entry) for entry in some_reports(site)}
    entries = (replace(one, columns=(_STREWN.key,)) if id(one) in chosen else one for one in site.entries)
    return replace(site, entries=tuple(entries))


def among_notices(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """The notices list what is missing in the column."""
    articles, rows = _strewn_pages(site, now)
    return pages | articles | {NOTICES[1]: inserted(pages[NOTICES[1]], rows)}


def among_department_news(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """A column of news, linked from the overview, lists what is missing in the column."""
    articles, rows = _strewn_pages(site, now)
    charset = site.charset or FAMILIES[site.family].charset
    news = html_page(DEPARTMENT_NEWS[1], dress(site, charset, (AFFAIRS, DEPARTMENT_NEWS), rows), charset)
    overview = inserted(pages[AFFAIRS[1]], f"<p>{link(DEPARTMENT_NEWS)}</p>\n")
    return pages | articles | {news.path: news, AFFAIRS[1]: overview}


def _strewn_pages(site: SimulatedSite, now: datetime) -> tuple[Pages, str]:
    family = FAMILIES[site.family]
    shelf = shelf_of(replace(site, columns=(*site.columns, _STREWN)), _STREWN, now)
    rows = "".join(
        f'<li><a href="{placed.path}">{escape(placed.entry.listed_as)}</a><span>{placed.entry.published_on}</span></li>'
        for placed in shelf.placed
    )
    return {placed.path: family.article(shelf, placed) for placed in shelf.placed}, f"<ul>{rows}</ul>\n"


def with_newcomers(site: SimulatedSite) -> SimulatedSite:
    """A page full of other entries, newer than all reports."""
    newer = (
        entry
        for number in range(site.page_size)
        for entry in [next(decoys(f"{site.name}{number}", 2024, date(2025, 4, 1) + timedelta(days=number % 10)))]
    )
    return replace(site, entries=(*site.entries, *newer))


def newcomers_after_first_list(site: SimulatedSite, lists_asked: int) -> SimulatedSite:
    """The newcomers appear as soon as a page of a list was asked for: all others have another number then."""
    return site if lists_asked else replace(site, entries=site.entries[: -site.page_size])


def with_many_decoys(site: SimulatedSite) -> SimulatedSite:
    """Neighbours of the reports, many times over."""
    places = [f"{site.name}{number}" for number in range(1, _MANY + 1)]
    more = (entry for number, name in enumerate(places) for entry in decoys(name, 2024, date(2025, 2, 1 + 7 * number)))
    return replace(site, entries=(*site.entries, *more))


def withdrawn(site: SimulatedSite) -> SimulatedSite:
    """Some reports go again."""
    chosen = {id(entry) for entry in some_reports(site)}
    entries = (replace(one, disappears=CHANGED_AT) if id(one) in chosen else one for one in site.entries)
    return replace(site, entries=tuple(entries))


def revised(site: SimulatedSite) -> SimulatedSite:
    """Some reports have other figures under the same address; their dates stay."""
    chosen = [entry for entry in some_reports(site) if entry.attachment is None]
    numbers = {id(entry): str(_FIRST_SLUG + number) for number, entry in enumerate(chosen)}
    before = (
        replace(one, slug=numbers[id(one)], disappears=CHANGED_AT) if id(one) in numbers else one
        for one in site.entries
    )
    after = (
        replace(one, slug=numbers[id(one)], appears=CHANGED_AT, report=_other_figures(one.report))
        for one in chosen
        if one.report is not None
    )
    return replace(site, entries=(*before, *after))


def _other_figures(report: SimulatedReport) -> SimulatedReport:
    return replace(report, figures=combined((with_reviews(report.figures, upheld=1),)))
