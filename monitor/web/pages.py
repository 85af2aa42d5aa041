"""Draws pages: templates with the words of the reader's language, everything from outside escaped."""

from functools import cache, partial
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.domain.dossier import Status
from crawler.domain.wording import Language, Text
from monitor.access.roles import Signed
from monitor.summaries.page import is_web_address
from monitor.summaries.words import CAUTION, STATUSES, clock_time, long_date
from monitor.web.frame import YEAR_COOKIE, address_of, frame_of
from monitor.web.season.tones import SIGNS, tone_of

_COOKIE = "language"
_A_YEAR = 366 * 24 * 3600
_LONGEST = 4


def language_of(request: Request) -> Language:
    """The language of the pages: what the address asks for, else what was chosen before, else the workspace's."""
    for asked in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if asked in {language.value for language in Language}:
            return Language(asked)
    chosen: Language = request.app.state.workspace.config.language
    return chosen


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:  # noqa: ANN401 - what a template shows
    """A page of a template, in the frame of all pages.

    `say` gives the words of a `Text`, `t` those of two sentences; `signed` is who reads it or None, and `here` the
    address of the page with other parameters.
    """
    language = language_of(request)
    signed: Signed | None = getattr(request.state, "signed", None)
    html = (
        _environment()
        .get_template(template)
        .render(
            request=request,
            language=language.value,
            say=lambda text: text.to(language),
            t=lambda zh, en: zh if language is Language.CHINESE else en,
            written=partial(long_date, language=language),
            here=lambda path=None, **changes: address_of(request, path, changes),
            signed=signed,
            frame=None if signed is None else frame_of(request, signed),
            **shown,
        )
    )
    return _with_choices(request, HTMLResponse(html, status))


def not_found(request: Request, words: Text) -> HTMLResponse:
    """A page that says that there is nothing at its address, or nothing that this reader may see."""
    return page(request, "not_found.html", status=404, what=words)


def _with_choices(request: Request, response: HTMLResponse) -> HTMLResponse:
    """Language and year that an address asked for are kept for the next page."""
    asked = {_COOKIE: request.query_params.get("lang"), YEAR_COOKIE: request.query_params.get("year")}
    for name, value in asked.items():
        if value is not None and value.isascii() and value.isalnum() and len(value) <= _LONGEST:
            response.set_cookie(name, value, max_age=_A_YEAR, httponly=True, samesite="lax")
    return response


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"clock_time": clock_time, "caution": CAUTION}
    environment.globals |= {"signs": SIGNS, "tone_of": tone_of, "statuses": STATUSES, "status": Status}
    environment.tests["web_address"] = is_web_address
    return environment
