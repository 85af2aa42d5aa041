"""Who a request comes from: a browser with the cookie of a session, or a program with a token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request, Response

from monitor.access.granting import both, grants_of
from monitor.access.roles import Signed
from monitor.access.secret import csrf_of, digest_of, new_secret
from monitor.config import ServeSettings
from storage.accounts import Account
from storage.sessions import Session
from storage.unit_of_work import Database, UnitOfWork, unit_of_work

_COOKIE = "gongkai-session"
_SEEN_EVERY = timedelta(minutes=1)
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Cookie:
    """The cookie of a session. With https a browser takes it from this site alone (`__Host-`)."""

    encrypted: bool

    @property
    def name(self) -> str:
        """Its name."""
        return f"__Host-{_COOKIE}" if self.encrypted else _COOKIE

    def give(self, response: Response, secret: str) -> None:
        """Have a browser keep a secret until it is closed; no script can read it, no other site's form sends it."""
        response.set_cookie(self.name, secret, path="/", secure=self.encrypted, httponly=True, samesite="lax")

    def take(self, response: Response) -> None:
        """Have a browser forget it."""
        response.delete_cookie(self.name, path="/", secure=self.encrypted, httponly=True, samesite="lax")

    def secret(self, request: Request) -> str | None:
        """The secret that a browser sends."""
        return request.cookies.get(self.name)


class SessionSignIn:
    """The sign-in of `gongkai serve`. A request with a token is the program's alone; its cookie is not looked at."""

    def __init__(self, database: Database, clock: Callable[[], datetime], settings: ServeSettings) -> None:
        self.cookie = Cookie(settings.public_url.startswith("https://"))
        self._database, self._clock = database, clock
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._longest = timedelta(hours=settings.session_hours)

    def signed(self, request: Request) -> Signed | None:
        """Who is signed in by the cookie or the token of a request; None where nobody is."""
        header = request.headers.get("authorization", "")
        if header[: len(_BEARER)].lower() == _BEARER:
            return self._by_token(header[len(_BEARER) :].strip())
        secret = self.cookie.secret(request)
        return None if secret is None else self._by_session(secret)

    def begin(self, work: UnitOfWork, account: Account) -> str:
        """Open a session; returns the secret that its cookie holds, new each time."""
        secret, now = new_secret(), self._clock()
        work.sessions.begin(digest_of(secret), account.id, now, now + self._longest)
        return secret

    def _by_session(self, secret: str) -> Signed | None:
        now = self._clock()
        with unit_of_work(self._database) as work:
            session = work.sessions.find(digest_of(secret))
            if session is None or not self._holds(session, now):
                return None
            account = work.accounts.by_id(session.account_id)
            if account.disabled_at is not None:
                return None
            if now - session.last_seen_at >= _SEEN_EVERY:
                work.sessions.seen(session.id, now)
        return Signed(account.name, grants_of(account.roles), account.display_name, csrf_of(secret))

    def _by_token(self, secret: str) -> Signed | None:
        now = self._clock()
        with unit_of_work(self._database) as work:
            token = work.api_tokens.find(digest_of(secret))
            if token is None or token.revoked_at is not None or token.expires_at <= now:
                return None
            account = work.accounts.by_id(token.account_id)
            if account.disabled_at is not None:
                return None
            if token.last_used_at is None or now - token.last_used_at >= _SEEN_EVERY:
                work.api_tokens.used(token.id, now)
        grants = both(grants_of(token.roles), grants_of(account.roles))
        return Signed(account.name, grants, f"{account.display_name} ({token.name})")

    def _holds(self, session: Session, now: datetime) -> bool:
        return now < session.expires_at and now - session.last_seen_at < self._idle
