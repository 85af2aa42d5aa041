"""Draws pages: templates with the words of the reader's language, everything from outside escaped."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.domain.dossier import Status
from crawler.domain.wording import Language
from monitor.access.roles import Signed
from monitor.obligations import china_day
from monitor.summaries.page import is_web_address
from monitor.summaries.tones import SIGNS, tone_of
from monitor.summaries.words import CAUTION, STATUSES, clock_time, long_date
from monitor.web.frame import YEAR_COOKIE, address_of, frame_of
from monitor.web.remembered import drawn_once

_COOKIE = "language"
_A_YEAR = 366 * 24 * 3600
_LONGEST = 4
_BETWEEN = "\0"


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
    signed: Signed | None = getattr(request.state, "signed", None)
    frame = None if signed is None else frame_of(request, signed)
    html = _environment().get_template(template).render(**_words(request), signed=signed, frame=frame, **shown)
    return _with_choices(request, HTMLResponse(html, status))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The parts of a page that are the same for all who may see it."""

    title: Markup
    head: Markup
    main: Markup


def kept_page(
    request: Request, template: str, key: tuple[Hashable, ...], shown: Callable[[], dict[str, Any]]
) -> HTMLResponse:
    """A page that is drawn once for all who see the same; its template stands on `apart.html`, and knows no reader.

    `key` names all that decides what is shown, beyond the edition, the address, the language and the day.
    """
    today = china_day(request.app.state.clock())
    asked = (template, request.url.path, request.url.query, language_of(request), today, *key)
    drawn = drawn_once(request, asked, lambda: _draw(request, template, shown()))
    return page(request, "kept.html", drawn=drawn)


def _draw(request: Request, template: str, shown: dict[str, Any]) -> _Drawn:
    html = _environment().get_template(template).render(**_words(request), between=_BETWEEN, **shown)
    return _Drawn(*(Markup(part) for part in html.split(_BETWEEN, 2)))  # noqa: S704 - drawn by a template of ours


def _words(request: Request) -> dict[str, Any]:
    language = language_of(request)
    return {
        "request": request,
        "language": language.value,
        "say": lambda text: text.to(language),
        "t": lambda zh, en: zh if language is Language.CHINESE else en,
        "written": partial(long_date, language=language),
        "here": lambda path=None, **changes: address_of(request, path, changes),
    }


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
