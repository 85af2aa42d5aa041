"""What a refused or failed request is answered: a problem document for programs, a small page for people."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from crawler.domain.errors import DatabaseUnavailable, GongkaiError
from crawler.domain.wording import Text
from monitor.web.conditional import NotModified, headers_of
from monitor.web.guard import Refused
from monitor.web.pages import page

LOG = logging.getLogger("gongkai.serve")
API = "/api/"
MEDIA_TYPE = "application/problem+json"

_TITLES = {
    400: Text("请求有误", "The request is not understood"),
    401: Text("请先登录", "Sign in first"),
    403: Text("没有权限", "This is not yours to do"),
    404: Text("没有这个页面", "There is no such page"),
    405: Text("不支持这种操作", "That cannot be done here"),
    409: Text("与现状冲突", "It is not as it was"),
    413: Text("提交的内容过大", "Too much was sent"),
    421: Text("地址不对", "This is not the address of this site"),
    422: Text("填写的内容有误", "Something in the request is wrong"),
    429: Text("尝试过于频繁，请稍后再试", "Too many tries; wait a while"),
    500: Text("系统出错", "Something went wrong on our side"),
    503: Text("系统暂时不可用，请稍后再试", "Not available at the moment; try again later"),
}


_SAID = {
    403: "如需使用，请联系管理员开通权限；如刚才正在填写表单，请刷新页面后重试。",
    404: "该内容可能已不存在，或不在您的权限范围内。",
    422: "请返回修改后重试。",
}
"""What a Chinese page says where the reason is known in English alone."""


class Problem(BaseModel):
    """What is wrong with a request, after RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: tuple[str, ...] = Field(default=(), description="Each thing that is wrong, with the place where it stands.")


class Declined(Exception):
    """A request that is understood and not done, for a reason that its sender reads in their language."""

    def __init__(self, status: int, reason: Text) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason.en)


def answer_problems(app: FastAPI) -> None:
    """Have all that goes wrong in an application answered here, and nothing of its inside shown."""
    handlers: dict[type[Exception], Any] = {
        Refused: _refused,
        Declined: _declined,
        NotModified: _not_modified,
        RequestValidationError: _invalid,
        HTTPException: _http,
        GongkaiError: _ours,
        Exception: _bug,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def problem(
    request: Request,
    status: int,
    detail: str | Text = "",
    errors: tuple[str, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer to a request that fails with a status."""
    named = dict(headers or {})
    if request.url.path.startswith(API):
        words = detail.en if isinstance(detail, Text) else detail
        found = Problem(title=HTTPStatus(status).phrase, status=status, detail=words, errors=errors)
        return JSONResponse(found.model_dump(exclude_defaults=False), status, named, MEDIA_TYPE)
    shown = detail if isinstance(detail, Text) else Text(_SAID.get(status, ""), detail)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # The frame of a signed-in reader asks the store, which may be what is broken.
        request.state.signed = None
    title = _TITLES.get(status, Text("请求未能完成", "The request was not done"))
    places = tuple(Text(error.partition(": ")[0], error) for error in errors)
    answer = page(request, "problem.html", status, title=title, detail=shown, errors=places)
    answer.headers.update(named)
    return answer


def local_address(address: str | None, otherwise: str = "/") -> str:
    """An address within this site, as where to go on to; everything that could lead elsewhere becomes `otherwise`.

    >>> local_address("/units/370902?year=2024"), local_address("//evil.example"), local_address("https:/evil.example")
    ('/units/370902?year=2024', '/', '/')
    """
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return otherwise
    return otherwise if any(letter <= " " or letter == "\\" or letter == "\x7f" for letter in address) else address


def _sign_in_first(request: Request) -> Response:
    if request.url.path.startswith(API):
        return problem(
            request, 401, "sign in, or send an API token", headers={"WWW-Authenticate": 'Bearer realm="gongkai"'}
        )
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    target = f"/sign-in?next={quote(here if request.method == 'GET' else '/', safe='/')}"
    if request.headers.get("hx-request"):
        return problem(request, 401, headers={"HX-Redirect": target})
    return RedirectResponse(target, 303)


async def _refused(request: Request, error: Refused) -> Response:
    return _sign_in_first(request) if error.status == 401 else problem(request, error.status, error.reason)


async def _declined(request: Request, error: Declined) -> Response:
    return problem(request, error.status, error.reason)


async def _not_modified(request: Request, error: NotModified) -> Response:
    return Response(status_code=304, headers=headers_of(error.tag))


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    """Names the places and never repeats what was sent there: it may be a password."""
    return problem(request, 422, "", tuple(_place(found) for found in error.errors()))


async def _http(request: Request, error: HTTPException) -> Response:
    said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    allowed = {"Allow": error.headers["Allow"]} if error.headers and "Allow" in error.headers else {}
    return problem(request, error.status_code, said, headers=allowed)


async def _ours(request: Request, error: GongkaiError) -> Response:
    LOG.error("request %s: %s", getattr(request.state, "request_id", "-"), error)
    if isinstance(error, DatabaseUnavailable):
        return problem(request, 503, headers={"Retry-After": "30"})
    return problem(request, 500, _whom_to_ask(request))


async def _bug(request: Request, error: Exception) -> Response:
    """Made outside all that is put around the application, so it brings along what that would add."""
    added = {"Cache-Control": "private, no-store", "X-Request-Id": getattr(request.state, "request_id", "-")}
    return problem(request, 500, _whom_to_ask(request), headers={**request.app.state.headers, **added})


def _whom_to_ask(request: Request) -> Text:
    number = getattr(request.state, "request_id", "-")
    return Text(f"请将编号 {number} 告知系统管理员。", f"Tell the operator this number: {number}")


def _place(found: dict[str, Any]) -> str:
    return f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"
