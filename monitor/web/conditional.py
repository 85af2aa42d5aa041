"""Answers that need not be sent again: the other side says what it has, and is told that it still holds."""

import json
from hashlib import sha256

from fastapi import Request, Response

from crawler.domain.clock import SHANGHAI
from monitor.access.roles import Grant
from storage.unit_of_work import unit_of_work

_PRIVATE = "private, no-cache"
_DEPENDS_ON = "Cookie, Authorization"


class NotModified(Exception):
    """What the other side has is still what it would get: 304."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)


def only_if_changed(request: Request, response: Response, edition: str | None = None) -> str:
    """Stamps an answer with its ETag, which is given back; raises NotModified where the other side has that already.

    The tag stands for the edition of the data (without one: of the whole store), the day, what was asked, in which
    language, and for whom: another's scope is another answer.
    """
    tag = _tag(request, edition if edition is not None else data_edition(request))
    if tag in _known(request.headers.get("if-none-match", "")):
        raise NotModified(tag)
    response.headers.update(headers_of(tag))
    return tag


def headers_of(tag: str) -> dict[str, str]:
    """The headers of an answer with a tag: whoever keeps it asks before using it again."""
    return {"ETag": tag, "Cache-Control": _PRIVATE, "Vary": _DEPENDS_ON}


def data_edition(request: Request) -> str:
    """The edition of all that the store holds: it changes when a job, a crawl or a person changes anything."""
    with unit_of_work(request.app.state.workspace.database) as work:
        return work.data_edition.now()


def _tag(request: Request, edition: str) -> str:
    signed = getattr(request.state, "signed", None)
    asked = [
        edition,
        request.app.state.clock().astimezone(SHANGHAI).date().isoformat(),
        request.url.path,
        sorted(request.query_params.multi_items()),
        request.cookies.get("language"),
        None if signed is None else [signed.name, sorted(map(_words, signed.grants))],
    ]
    return f'"{sha256(json.dumps(asked).encode()).hexdigest()[:32]}"'


def _words(grant: Grant) -> tuple[int, str]:
    return grant.role.value, grant.area_id or ""


def _known(header: str) -> frozenset[str]:
    return frozenset(tag.strip().removeprefix("W/") for tag in header.split(","))
