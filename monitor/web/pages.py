"""Draws pages: templates with the words of the reader's language, everything from outside escaped."""

from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.domain.wording import Language, Text

_COOKIE = "language"


def language_of(request: Request) -> Language:
    """The language of the pages: what the address asks for, else what was chosen before, else the workspace's."""
    for asked in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if asked in {language.value for language in Language}:
            return Language(asked)
    chosen: Language = request.app.state.workspace.config.language
    return chosen


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:  # noqa: ANN401 - what a template shows
    """A page of a template. `say` gives the words of a `Text`, `signed` is who reads it or None."""
    language = language_of(request)

    def say(text: Text) -> str:
        return text.to(language)

    html = (
        _environment()
        .get_template(template)
        .render(
            request=request, language=language.value, say=say, signed=getattr(request.state, "signed", None), **shown
        )
    )
    return HTMLResponse(html, status)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
