"""Why a page could not be seen, in words an operator can act on."""

from datetime import datetime

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.domain.evidence import Stray
from crawler.domain.titles import read_title
from crawler.fetch.back_off import Refused
from crawler.fetch.blocks import block_of
from crawler.fetch.egress import NotAllowed
from crawler.fetch.rendering import BrowserFailed
from spiders.aim import Aim


def cause_of(failure: Failure) -> tuple[str, bool]:
    """The cause of a failed request, and whether it is a block."""
    error = failure.value
    if isinstance(error, HttpError):
        block = block_of_response(error.response)
        return block or f"answered with status {error.response.status}", block is not None
    if isinstance(error, Refused):
        return error.reason, error.blocked
    if isinstance(error, NotAllowed):
        return error.reason, False
    if isinstance(error, IgnoreRequest):
        return "not permitted by robots.txt" if "robots.txt" in str(error) else str(error), False
    if isinstance(error, BrowserFailed):
        return error.reason, False
    return f"no answer: {type(error).__name__}", False


def stray_of(aim: Aim, cause: str, now: datetime) -> Stray:
    """What a list names as a report and we could not have."""
    title = read_title(aim.trail.link_text)
    year = title.report_year if title is not None else None
    # A year that is not over yet is a slip of the pen, and may stand for any other.
    told = year if year is not None and year < now.year else None
    return Stray(aim.trail.site_id, aim.url, told, cause, now)


def block_of_response(response: Response) -> str | None:
    """What blocks us in an answer, if anything does."""
    cookies = b" ".join(response.headers.getlist("Set-Cookie")).decode("latin-1")
    return block_of(response.status, {"set-cookie": cookies}, response.body)
