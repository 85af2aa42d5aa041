"""What follows from an answer: what to keep, and where to go from there. One function for each role."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.normalise import squeeze
from crawler.domain.titles import read_title
from spiders.aim import Aim, Role
from spiders.answer import Answer
from spiders.families import more_pages
from spiders.links import Promise, is_below, is_column, navigation_score, promise_of
from spiders.page import Link
from spiders.walk import SiteWalk


@dataclass(frozen=True, slots=True)
class Following:
    """What to keep and where to go."""

    captures: tuple[Capture, ...] = ()
    aims: tuple[Aim, ...] = ()


def follow(answer: Answer, walk: SiteWalk, aim: Aim, wanted_year: int | None) -> Following:
    """Take an answer for what it was asked for."""
    return _STEPS[aim.role](answer, walk, aim, wanted_year)


def _navigate(answer: Answer, walk: SiteWalk, aim: Aim, wanted_year: int | None) -> Following:
    """Towards the column: straight to it where it is named, else by the most promising links."""
    if not answer.is_page:
        return Following()
    page = answer.page
    if is_column(Link(page.url, page.heading, None)):
        walk.columns[page.url] = None
        return _list(answer, walk, replace(aim, column=page.url), wanted_year)
    for link in page.links:
        if (score := navigation_score(link)) and not is_column(link):
            walk.lead(link.url, score, aim.depth + 1)
    columns = tuple(dict.fromkeys(link.url for link in page.links if is_column(link)))
    allowed = tuple(url for url in columns if walk.may_ask(url))
    walk.columns.update(dict.fromkeys(allowed))
    return Following(aims=tuple(Aim(Role.LIST, url, aim.trail, column=url) for url in allowed))


def _list(answer: Answer, walk: SiteWalk, aim: Aim, wanted_year: int | None) -> Following:
    """Through the column: its entries, its further pages, and the lists below it."""
    walk.listings[answer.response.url] = None
    if not answer.is_page:
        return Following((answer.capture(CaptureKind.LISTING),))
    page = answer.page
    column = aim.column or page.url
    trail = Trail(aim.trail.site_id, list_url=page.url, list_heading=page.heading or aim.trail.list_heading)
    further = tuple(replace(aim, role=Role.LIST, url=url, trail=trail) for url in more_pages(page))
    inner = tuple(_below(answer, walk, trail, column, wanted_year))
    return Following((answer.capture(CaptureKind.LISTING),), further + inner)


def _below(answer: Answer, walk: SiteWalk, trail: Trail, column: str, wanted_year: int | None) -> Iterator[Aim]:
    names = {squeeze(name) for unit in walk.units for name in (unit.name, *unit.aliases)}
    for link in answer.page.links:
        promise = promise_of(link, names)
        own = replace(trail, link_text=link.text, list_date=link.day)
        if promise is Promise.ENTRY:
            walk.entry(link.url)
            if _is_wanted(link, wanted_year):
                yield Aim(Role.ENTRY, link.url, own)
        elif promise in (Promise.SUBLIST, Promise.COLUMN) and is_below(link.url, column):
            yield Aim(Role.LIST, link.url, trail, column=column)
        elif promise is Promise.UNIT and is_below(link.url, column):
            yield Aim(Role.UNIT, link.url, own, column=column)


def _unit(answer: Answer, walk: SiteWalk, aim: Aim, wanted_year: int | None) -> Following:
    """Behind a unit's name stands its report, or the list of its reports."""
    if not answer.is_page or answer.page.has_report:
        walk.entry(aim.url)
        return _entry(answer, walk, aim, wanted_year)
    return _list(answer, walk, aim, wanted_year)


def _entry(answer: Answer, walk: SiteWalk, aim: Aim, wanted_year: int | None) -> Following:
    """A page that may be a report, and the files it carries where its tables are not on the page."""
    capture = answer.capture(CaptureKind.REPORT)
    if not answer.is_page:
        return Following((capture,))
    carried = tuple(
        Aim(Role.ATTACHMENT, link.url, _trail_of_file(aim.trail, link), carrier=capture)
        for link in answer.attachments()
    )
    return Following((capture,), carried)


def _attachment(answer: Answer, walk: SiteWalk, aim: Aim, wanted_year: int | None) -> Following:
    return Following((answer.capture(CaptureKind.ATTACHMENT),))


def _trail_of_file(trail: Trail, link: Link) -> Trail:
    """A file is known by its own link where that is a title, else by the entry that led to its page."""
    return replace(trail, link_text=link.text) if read_title(link.text) is not None else trail


def _is_wanted(link: Link, wanted_year: int | None) -> bool:
    title = read_title(link.text)
    return wanted_year is None or title is None or title.report_year in (None, wanted_year)


_STEPS: Mapping[Role, Callable[[Answer, SiteWalk, Aim, int | None], Following]] = {
    Role.START: _navigate,
    Role.NAVIGATION: _navigate,
    Role.LIST: _list,
    Role.UNIT: _unit,
    Role.ENTRY: _entry,
    Role.ATTACHMENT: _attachment,
}
