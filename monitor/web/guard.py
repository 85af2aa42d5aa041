"""Every route says who may use it; one that does not say cannot be registered, and nobody gets in unasked.

The guard stands before the route: it asks who is signed in, and refuses before anything of the request is looked at.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any, Protocol, TypeVar

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from monitor.access.roles import Role, Signed

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Need:
    """Whom a route is for: the least role, or nobody in particular (`role` None), for a reason that is given."""

    role: Role | None
    reason: str = ""


class Refused(Exception):
    """The request is not for this person; `status` is 401 where nobody is signed in, else 403."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason)


class SignIn(Protocol):
    """Says who is asking."""

    def signed(self, request: Request) -> Signed | None:
        """Who is signed in by the cookie or the token of a request; None where nobody is."""


def needs(role: Role) -> Callable[[Endpoint], Endpoint]:
    """Marks a route as one for people of a role and above."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.__need__ = Need(role)  # type: ignore[attr-defined]
        return endpoint

    return mark


def public(reason: str) -> Callable[[Endpoint], Endpoint]:
    """Marks a route as open to anybody, and says why it has to be."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.__need__ = Need(None, reason)  # type: ignore[attr-defined]
        return endpoint

    return mark


def need_of(endpoint: Callable[..., Any]) -> Need:
    """Whom a route is for; raises TypeError where it does not say."""
    need = getattr(endpoint, "__need__", None)
    if not isinstance(need, Need):
        raise TypeError(f"{endpoint.__module__}.{endpoint.__name__} does not say who may use it: mark it with @needs")
    return need


class GuardedRoute(APIRoute):
    """A route behind the guard: what `need_of` says of its function holds."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:  # noqa: ANN401 - handed on
        need_of(endpoint)
        super().__init__(path, endpoint, **settings)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, with the guard before it."""
        handle, need = super().get_route_handler(), need_of(self.endpoint)

        async def guarded(request: Request) -> Response:
            await run_in_threadpool(_admit, request, need)
            return await handle(request)

        return guarded


def signed_in(request: Request) -> Signed:
    """Who is signed in, in a route that needs somebody to be."""
    signed: Signed | None = request.state.signed
    if signed is None:
        raise Refused(401, "nobody is signed in")
    return signed


def _admit(request: Request, need: Need) -> None:
    """Refuse whom a route is not for; who is asking is known then, too, to the page that says so and to the log."""
    sign_in: SignIn = request.app.state.sign_in
    request.state.signed = signed = sign_in.signed(request)
    if request.method not in _SAFE and _comes_from_elsewhere(request):
        raise Refused(403, "this was sent by a page of another site")
    if need.role is None:
        return
    if signed is None:
        raise Refused(401, "nobody is signed in")
    if not signed.may(need.role):
        raise Refused(403, f"this is for a role of {need.role.name.lower()} or above")
    if request.method not in _SAFE and signed.csrf is not None and not _repeats_csrf(request, signed.csrf):
        raise Refused(403, "the page that this was sent from is too old; load it again")


def _comes_from_elsewhere(request: Request) -> bool:
    """Whether a browser says that a form of another site sent this; it guards the forms of who is not signed in.

    A page that tells nobody its address has a browser say `Origin: null`, of its own forms too; what it says of the
    site holds even then.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and origin.partition("://")[2] != request.headers.get("host")


def _repeats_csrf(request: Request, csrf: str) -> bool:
    """Htmx and forms of ours send it as a header or in the address of the action, never in the body alone."""
    sent = request.headers.get("x-csrf-token") or request.query_params.get("csrf") or ""
    return compare_digest(sent.encode(), csrf.encode())
