"""Requests as Scrapy takes them, made of what the walk aims at."""

from typing import Any
from urllib.parse import urlencode

from scrapy.http import Request

from crawler.fetch.rendering import Render
from spiders.aim import Aim, Role
from spiders.walk import SiteWalk

NOT_MODIFIED = 304
ANSWERED_AT = "answered_at"
"""Where the journal of a crawl says when an answer came."""

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_CONDITIONAL = frozenset({Role.ENTRY, Role.ATTACHMENT})
_WHY_LENGTH = 200


def request_for(aim: Aim, walk: SiteWalk) -> Request:
    """The request for an aim; its callbacks are the spider's.

    Reports and their files are asked for only if they changed; a list never is, for servers lie about lists. To what
    was not asked so, 304 is no answer.
    """
    headers = {} if aim.form is None else dict(_FORM)
    may_be_known = aim.role in _CONDITIONAL and not aim.rendered
    validators = walk.memory.validators(aim.url) if may_be_known else {}
    headers |= validators
    if aim.carrier is not None:
        headers["Referer"] = aim.carrier.url
    return Request(
        aim.url,
        method="GET" if aim.form is None else "POST",
        body=urlencode(aim.form or ()),
        headers=headers,
        meta=_meta(aim, walk) | ({"handle_httpstatus_list": [NOT_MODIFIED]} if validators else {}),
        dont_filter=True,  # the walk knows what it has asked for, and counts on every request to end
    )


def _meta(aim: Aim, walk: SiteWalk) -> dict[str, Any]:
    key = f"{aim.ask.key} drawn" if aim.rendered else aim.ask.key
    why = (aim.trail.link_text if aim.role is not Role.LIST else aim.text)[:_WHY_LENGTH]
    journal = {"site": walk.site.id, "key": key, "role": aim.role.value, "why": why}
    meta: dict[str, Any] = {"journal": journal}
    return meta | ({"render": Render()} if aim.rendered else {})
