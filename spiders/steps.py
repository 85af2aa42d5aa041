"""What follows from an answer: what to keep, and where to go from there. One function for each role."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.evidence import SearchOutcome
from crawler.domain.normalise import squeeze
from crawler.domain.titles import read_title
from crawler.domain.unit import host_of
from spiders.aim import Aim, Role
from spiders.answer import HOME, Answer
from spiders.ask import Ask
from spiders.exhaustion import screen_of
from spiders.families import more_pages
from spiders.families.framed import from_elsewhere
from spiders.links import Promise, is_below, is_column, navigation_score, sure_promise
from spiders.memory import About
from spiders.page import Link, Page
from spiders.search import has_results, search_of
from spiders.walk import SiteWalk
from spiders.ways import columns_of, listed_on_the_way, ways_beside_links


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
        walk.search_ask = walk.search_ask or search_of(page)
    elif is_column(Link(page.url, page.heading, None)):
        walk.columns[page.url] = None
        return _list(answer, walk, replace(aim, column=page.url))
    for link in page.links:
        if (score := navigation_score(link)) and not is_column(link):
            walk.lead(link.url, score, aim.depth + 1)
    for url, score in ways_beside_links(page, walk, aim):
        walk.lead(url, score, aim.depth + 1)
    return Following(aims=(*columns_of(page, walk, aim.trail), *listed_on_the_way(page, aim.trail)))


def _list(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """Through the column: its entries, its further pages, and the lists below and beside it.

    Behind the name of a unit or of a year its report may stand at once, with a list beside it or without.
    """
    itself = Following()
    if answer.shows_report(walk):
        walk.entry(aim.url)
        itself = _entry(answer, walk, aim)
        if not answer.is_page or not answer.has_rows(walk):
            return itself
    walk.listings[answer.response.url] = None
    captures = (*itself.captures, answer.capture(CaptureKind.LISTING))
    page = answer.page
    column = aim.column or page.url
    trail = Trail(aim.trail.site_id, list_url=page.url, list_heading=page.heading or aim.trail.list_heading)
    more = _continued(page, walk, aim)
    is_front = answer.lists_reports(walk) or (answer.has_rows(walk) and not more)
    if is_front and _is_unchanged(answer, walk, aim):
        walk.sighted.alive = True
        fronts = tuple(_inside(answer, walk, trail, column, unchanged=True))
        return Following(captures, itself.aims + fronts)
    screen = screen_of(page, aim.ask, more)
    frames = frozenset(page.frames)
    same = replace(aim, role=Role.LIST, trail=trail, rendered=False, turned=aim.turned or is_front)
    if aim.turned and not walk.lists.is_news(screen):
        more = ()  # a pager that shows the same page for ever
    walk.lists.add(screen)
    further = tuple(replace(same, url=ask.url, form=ask.form, sure=aim.sure and ask.url not in frames) for ask in more)
    inner = tuple(_inside(answer, walk, trail, column))
    for url in from_elsewhere(page):
        walk.aside(replace(same, url=url, sure=False))
    _note_dead_links(page, walk, trail)
    return Following(captures, itself.aims + further + inner)


def _continued(page: Page, walk: SiteWalk, aim: Aim) -> tuple[Ask, ...]:
    """What continues a list, and where a script was seen to take its rows from."""
    learned = None if aim.rendered else walk.source_of(aim.url)
    return more_pages(page) if learned is None else (learned, *more_pages(page))


def _is_unchanged(answer: Answer, walk: SiteWalk, aim: Aim) -> bool:
    """Whether the front of a list is as it was, and nothing is owed that may stand behind it.

    A page without entries of its own is no front: they stand in its frame, or come from where its script takes them.
    """
    if aim.turned:
        return False
    known, now = walk.memory.recall(About.LIST, aim.ask.key), answer.digest_of_rows(walk)
    walk.memory.learn(About.LIST, aim.ask.key, now)
    return not walk.thorough and known == now


def _may_have_news(link: Link, promise: Promise, walk: SiteWalk) -> bool:
    """Whether something new may stand behind a link of an unchanged list.

    Not behind the name of a unit that owes nothing, nor behind an old year.
    """
    if promise is Promise.UNIT:
        owed = (name for unit in walk.memory.owed for name in (unit.name, *unit.aliases))
        return any(squeeze(name) == squeeze(link.text) for name in owed)
    years = [int(year) for year in re.findall(r"(?:19|20)\d{2}", link.text)]
    return not years or max(years) >= walk.memory.report_year


def _inside(answer: Answer, walk: SiteWalk, trail: Trail, column: str, *, unchanged: bool = False) -> Iterator[Aim]:
    for link, promise in answer.promises(walk):
        if link.url == answer.page.url:
            continue
        own = replace(trail, link_text=link.text, list_date=link.day)
        if promise is Promise.ENTRY:
            walk.entry(link.url, link.text)
            yield Aim(Role.ENTRY, link.url, own)
            continue
        if unchanged and not _may_have_news(link, promise, walk):
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
    names = frozenset(squeeze(name) for unit in walk.units for name in (unit.name, *unit.aliases))
    for link in page.dead_links:
        promise = sure_promise(link.text, names)
        if promise is Promise.ENTRY or (promise in (Promise.SUBLIST, Promise.UNIT) and link.calls):
            walk.failed(page.url, f"what stands behind 「{link.text[:40]}」 is opened by a script only")


def _entry(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """A page that may be a report, and the files or images it carries where its tables are not on the page.

    The reports of a year may stand in a list that is called like one of them.
    """
    if aim.role is Role.ENTRY and answer.lists_only_reports(walk):
        return _list(answer, walk, replace(aim, role=Role.LIST, column=answer.page.url))
    capture = answer.capture(CaptureKind.REPORT)
    if not answer.is_page:
        return Following((capture,))
    carried = tuple(
        Aim(Role.ATTACHMENT, link.url, _trail_of_file(aim.trail, link), carrier=capture)
        for link in answer.attachments()
    )
    if not (pictures := answer.pictures()):
        return Following((capture,), carried)
    walk.memory.learn(About.PICTURES, capture.url)
    shown = walk.held.hold(capture, pictures)
    return Following(aims=tuple(Aim(Role.PICTURE, url, aim.trail, carrier=capture) for url in shown))


def _picture(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """An image of a page that waits for it."""
    walk.held.settle(aim.url, answer.capture(CaptureKind.PICTURE))
    return Following()


def _attachment(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    return Following((answer.capture(CaptureKind.ATTACHMENT),))


def _there_again(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """Something else stands where a report stood: read, if it is one, as it was when a list named it.

    What another address answers for it, or what we do not know how we came to, says nothing of whose it is.
    """
    walk.memory.found_again(aim.url)
    is_here = urlsplit(answer.response.url).path == urlsplit(aim.url).path
    is_known = aim.trail != Trail(aim.trail.site_id)
    is_report = not answer.is_page or answer.page.has_report or bool(answer.attachments())
    return _entry(answer, walk, aim) if is_here and is_known and is_report else Following()


def _searched(answer: Answer, walk: SiteWalk, aim: Aim) -> Following:
    """What the site's search finds by the title of a report: it is there, whatever column it stands in."""
    if not answer.is_page or not has_results(answer.page, walk.chrome):
        walk.search = SearchOutcome.FAILED
        return Following()
    return Following(aims=tuple(listed_on_the_way(answer.page, aim.trail)))


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
    Role.UNIT: _list,
    Role.ENTRY: _entry,
    Role.ATTACHMENT: _attachment,
    Role.PICTURE: _picture,
    Role.SEARCH: _searched,
    Role.AGAIN: _there_again,
}
