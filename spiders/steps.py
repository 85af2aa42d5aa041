"""What follows from an answer: what to keep, and where to go from there. One function for each role."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.normalise import squeeze
from crawler.domain.titles import read_title
from crawler.domain.unit import host_of
from spiders.aim import Aim, Role
from spiders.answer import HOME, Answer
from spiders.exhaustion import screen_of
from spiders.families import more_pages
from spiders.families.framed import from_elsewhere
from spiders.links import Promise, is_below, is_column, navigation_score, sure_promise
from spiders.page import Link, Page
from spiders.walk import SiteWalk


@dataclass(frozen=True, slots=True)
class Following:
    """What to keep and where to go."""

    captures: tuple[Capture, ...] = ()
    aims: tuple[Aim, ...] = ()


def follow(answer: Answer, walk: SiteWalk, aim: Aim, wanted_year: int | None) -> Following:
    """Take an answer for what it was asked for."""
    following = _STEPS[aim.role](answer, walk, aim)
    return replace(following, aims=tuple(one for one in following.aims if _is_wanted(one, wanted_year)))


def is_own_report(aim: Aim) -> bool:
    """Whether a file is a report by its own title, not only the page's that carries it."""
    if aim.role is not Role.ATTACHMENT or aim.carrier is None:
        return False
    return aim.trail.link_text != aim.carrier.trail.link_text


def _navigate(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """Towards the column: straight to it where it is named, else by the most promising links."""
    if not answer.is_page:
        return Following()
    page = answer.page
    if aim.role is Role.START:
        walk.chrome.update((*(link.url for link in page.links), *page.frames))
    elif is_column(Link(page.url, page.heading, None)):
        walk.columns[page.url] = None
        return _list(answer, walk, replace(aim, column=page.url))
    for link in page.links:
        if (score := navigation_score(link)) and not is_column(link):
            walk.lead(link.url, score, aim.depth + 1)
    if aim.depth == 0:
        for url in page.frames:
            walk.lead(url, 1, aim.depth + 1)
    columns = {link.url: link.text for link in page.links if is_column(link)}
    walk.columns.update(dict.fromkeys(url for url in columns if walk.may_ask(url)))
    lists = tuple(Aim(Role.LIST, url, aim.trail, column=url, text=text) for url, text in columns.items())
    return Following(aims=(*lists, *_listed_on_the_way(page, walk, aim.trail)))


def _listed_on_the_way(page: Page, walk: SiteWalk, trail: Trail) -> Iterator[Aim]:
    """Reports that a page on the way shows: they are there, whatever column they stand in."""
    trail = replace(trail, list_url=page.url, list_heading=page.heading)
    for link in page.links:
        title = read_title(link.text)
        if title is not None and title.report_year is not None:
            yield Aim(Role.ENTRY, link.url, replace(trail, link_text=link.text, list_date=link.day))


def _list(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """Through the column: its entries, its further pages, and the lists below and beside it."""
    walk.listings[answer.response.url] = None
    if not answer.is_page:
        return Following((answer.capture(CaptureKind.LISTING),))
    page = answer.page
    column = aim.column or page.url
    trail = Trail(aim.trail.site_id, list_url=page.url, list_heading=page.heading or aim.trail.list_heading)
    more = more_pages(page)
    walk.lists.add(screen_of(page, aim.ask, more))
    frames = frozenset(page.frames)
    same = replace(aim, role=Role.LIST, trail=trail, rendered=False)
    further = tuple(replace(same, url=ask.url, form=ask.form, sure=aim.sure and ask.url not in frames) for ask in more)
    inner = tuple(_inside(answer, walk, trail, column))
    for url in from_elsewhere(page):
        walk.aside(replace(same, url=url, sure=False))
    _note_dead_links(page, walk, trail)
    return Following((answer.capture(CaptureKind.LISTING),), further + inner)


def _inside(answer: Answer, walk: SiteWalk, trail: Trail, column: str) -> Iterator[Aim]:
    for link, promise in answer.promises(walk):
        if link.url == answer.page.url:
            continue
        own = replace(trail, link_text=link.text, list_date=link.day)
        if promise is Promise.ENTRY:
            walk.entry(link.url, link.text)
            yield Aim(Role.ENTRY, link.url, own)
            continue
        aim = Aim(Role.LIST, link.url, trail, column=column, text=link.text, sure=promise is not Promise.HINT)
        if promise is Promise.UNIT:
            aim = replace(aim, role=Role.UNIT, trail=own)
        if promise is not Promise.HINT and is_below(link.url, column):
            yield aim
        elif _may_belong(link, promise, answer.page):
            walk.aside(aim)


def _may_belong(link: Link, promise: Promise, page: Page) -> bool:
    """Whether a list beside the column may be of its reports: not a mere hint elsewhere, nor another site's front."""
    if host_of(link.url) == host_of(page.url):
        return True
    return promise is not Promise.HINT and urlsplit(link.url).path not in HOME


def _note_dead_links(page: Page, walk: SiteWalk, trail: Trail) -> None:
    """Links to reports, and to lists of them, that only a script can follow."""
    names = frozenset({squeeze(unit.name) for unit in walk.units})
    for link in page.dead_links:
        promise = sure_promise(link.text, names)
        if promise is Promise.ENTRY or (promise in (Promise.SUBLIST, Promise.UNIT) and link.calls):
            walk.failed(page.url, f"what stands behind 「{link.text[:40]}」 is opened by a script only")


def _unit(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """Behind a unit's name stands its report, or the list of its reports."""
    if not answer.is_page or answer.page.has_report:
        walk.entry(aim.url)
        return _entry(answer, walk, aim)
    return _list(answer, walk, aim)


def _entry(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """A page that may be a report, and the files it carries where its tables are not on the page."""
    capture = answer.capture(CaptureKind.REPORT)
    if not answer.is_page:
        return Following((capture,))
    carried = tuple(
        Aim(Role.ATTACHMENT, link.url, _trail_of_file(aim.trail, link), carrier=capture)
        for link in answer.attachments()
    )
    return Following((capture,), carried)


def _attachment(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    return Following((answer.capture(CaptureKind.ATTACHMENT),))


def _trail_of_file(trail: Trail, link: Link) -> Trail:
    """A file is known by its own link where that is a title, else by the entry that led to its page."""
    return replace(trail, link_text=link.text) if read_title(link.text) is not None else trail


def _is_wanted(aim: Aim, wanted_year: int | None) -> bool:
    title = read_title(aim.trail.link_text) if aim.role is Role.ENTRY else None
    return wanted_year is None or title is None or title.report_year in (None, wanted_year)


_STEPS: Mapping[Role, Callable[[Answer, SiteWalk, Aim], Following]] = {
    Role.START: _navigate,
    Role.NAVIGATION: _navigate,
    Role.LIST: _list,
    Role.UNIT: _unit,
    Role.ENTRY: _entry,
    Role.ATTACHMENT: _attachment,
}
