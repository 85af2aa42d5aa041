"""Looks for the hand of strangers on the pages of a site: what they leave there is told to the operator."""

from collections.abc import Iterator

from crawler.domain.suspicion import Suspicion
from crawler.fetch.hijack import SignKind, icp_number, suspicions_in
from spiders.answer import Answer
from spiders.memory import About
from spiders.walk import SiteWalk


def look_over(answer: Answer, walk: SiteWalk) -> Iterator[Suspicion]:
    """The suspicions about a page. With any but another registration number the visit proves nothing."""
    known = walk.memory.recall(About.ICP, "")
    number = known if isinstance(known, str) else None
    found = tuple(suspicions_in(answer.page.html, walk.site.id, answer.page.url, number, answer.at))
    if any(one.kind != SignKind.FOREIGN_ICP for one in found):
        walk.troubles.tampered = True
    elif known is None and (shown := icp_number(answer.page.text)) is not None:
        walk.memory.learn(About.ICP, "", shown)
    yield from found
