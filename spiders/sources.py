"""What a page drawn by a browser teaches: that it needs one, or where its script takes the rows from."""

from collections.abc import Iterator

from spiders.aim import Role
from spiders.answer import Answer
from spiders.ask import Ask
from spiders.families import more_pages
from spiders.links import Promise
from spiders.memory import About, template_of
from spiders.page import Page
from spiders.records import total_in
from spiders.walk import SiteWalk

_SHARE = 0.8


def learn_from_browser(answer: Answer, walk: SiteWalk) -> None:
    """Keep for the next crawl how this page can be had: from its source without a browser, else with one at once."""
    if not answer.shows_what_was_asked(walk):
        return
    source = next(_sources(answer, walk), None) if answer.aim.role is Role.LIST else None
    if source is None:
        walk.memory.learn(About.DRAWN, template_of(answer.aim.url))
    else:
        form = None if source.form is None else [list(pair) for pair in source.form]
        walk.memory.learn(About.SOURCE, answer.aim.url, {"url": source.url, "form": form})


def _sources(answer: Answer, walk: SiteWalk) -> Iterator[Ask]:
    """The answers in JSON that the page has loaded and that hold the entries it shows."""
    shown = {link.url for link, promise in answer.promises(walk) if promise is Promise.ENTRY}
    for url, method, form, body in answer.response.meta.get("seen_data", ()):
        source = Page(url, body, form if method == "POST" else None)
        held = {link.url for link in source.links}
        told = method == "GET" or form is not None
        if told and shown and len(shown & held) >= _SHARE * len(shown) and _leads_to_its_end(source):
            yield Ask(url, source.form)


def _leads_to_its_end(source: Page) -> bool:
    """Whether all rows are there, or the way to the others is known; else the browser sees more than we would."""
    total = total_in(source.data)
    return total is None or total <= len(source.links) or bool(more_pages(source))
