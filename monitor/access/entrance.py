"""The ways in: by a password, by a link that works once, by an identity provider."""

from collections.abc import Callable
from datetime import datetime, timedelta

from crawler.domain.errors import NotIdentified
from crawler.domain.wording import Text
from monitor.access.granting import grants_of
from monitor.access.names import NAME
from monitor.access.oidc import Departure, IdentityProvider
from monitor.access.passwords import Passwords, weakness
from monitor.access.secret import digest_of
from monitor.access.sessions import SessionSignIn
from monitor.access.throttle import Throttle
from monitor.config import ServeSettings
from storage.accounts import Account, HeldRole
from storage.one_time_links import OneTimeLink, Purpose
from storage.unit_of_work import Database, UnitOfWork, unit_of_work

BACK = "/sign-in/identity/back"
_LONGEST_NAME = 64
_NOBODY_YET = ""
_WAY_TAKES = timedelta(minutes=10)

_WRONG = Text("账号或密码不正确。", "The account or the password is not right.")
_NO_ROLE = Text("该账号还没有任何权限，请联系管理员。", "This account holds no role yet; ask an administrator.")
_VOID = Text("链接已失效：可能已用过或已过期。", "This link holds no more: it was used, or its time is over.")
_BAD_NAME = Text(
    "账号名只能用小写字母、数字和 . _ -，最多 64 个字符。",
    "An account's name is made of lower-case letters, digits and . _ -, 64 at most.",
)
_NOT_IDENTIFIED = Text("统一身份认证未成功，请重试。", "The identity provider did not say who you are; try again.")


class NotAdmitted(Exception):
    """Somebody is not let in, or may not have what they ask for at the entrance; `reason` is for them to read."""

    def __init__(self, status: int, reason: Text) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason.en)


class Entrance:
    """Lets people in. `base` is the address of this site, where an identity provider sends them back to."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        settings: ServeSettings,
        base: str,
        passwords: Passwords | None = None,
    ) -> None:
        self.sessions = SessionSignIn(database, clock, settings)
        self.passwords = passwords or Passwords()
        self.throttle = Throttle(clock)
        self.label = settings.oidc.label if settings.oidc.issuer else None
        self._provider = IdentityProvider(settings.oidc, base + BACK) if settings.oidc.issuer else None
        self._database, self._clock = database, clock

    def by_password(self, name: str, password: str, address: str) -> str:
        """Sign in; the secret of the new session. Raises NotAdmitted.

        Who guesses learns nothing about which accounts there are, neither by words nor by time.
        """
        name = name.strip().lower()
        self._wait_in_turn(name, address)
        with unit_of_work(self._database) as work:
            account = work.accounts.find(name) if NAME.match(name) else None
        usable = account is not None and account.disabled_at is None
        if not self.passwords.fits(password, account.password_hash if account is not None and usable else None):
            self._note("sign-in.refused", "", name[:_LONGEST_NAME], address)
            raise NotAdmitted(403, _WRONG)
        self.throttle.succeeded(name[:_LONGEST_NAME], address)
        with unit_of_work(self._database) as work:
            known = work.accounts.get(name)
            if self.passwords.stale(known.password_hash or ""):
                work.accounts.set_password(known.id, self.passwords.hash(password))
            return self._enter(work, known, "password", address)

    def confirm(self, name: str, password: str, address: str) -> None:
        """Whether somebody who is signed in knows their password still. Raises NotAdmitted."""
        self._wait_in_turn(name, address)
        with unit_of_work(self._database) as work:
            kept = work.accounts.get(name).password_hash
        if not self.passwords.fits(password, kept):
            self._note("password.refused", name, name, address)
            raise NotAdmitted(403, Text("原密码不正确。", "The password until now is not right."))
        self.throttle.succeeded(name[:_LONGEST_NAME], address)

    def choose_password(self, name: str, password: str, keep: str | None, address: str) -> None:
        """Have an account sign in by another password; all its sessions end but the one whose secret is `keep`."""
        self._refuse_weak(password, name)
        kept = self.passwords.hash(password)
        with unit_of_work(self._database) as work:
            account = work.accounts.get(name)
            self._set_password(work, account, kept, keep)
            work.audit.note(name, "password.change", name, self._clock(), address=address)

    def link(self, secret: str) -> OneTimeLink:
        """What a link is for, which goes on to hold. Raises NotAdmitted."""
        with unit_of_work(self._database) as work:
            found = work.one_time_links.find(digest_of(secret), self._clock())
        if found is None or found.purpose is Purpose.IDENTITY:
            raise NotAdmitted(404, _VOID)
        return found

    def set_up(self, secret: str, name: str, display_name: str, password: str, address: str) -> str:
        """Make the first administrator by a link; the secret of their session. Raises NotAdmitted."""
        name = name.strip().lower()
        if not NAME.match(name):
            raise NotAdmitted(422, _BAD_NAME)
        self._refuse_weak(password, name)
        kept, now = self.passwords.hash(password), self._clock()
        with unit_of_work(self._database) as work:
            used = work.one_time_links.use(digest_of(secret), Purpose.SET_UP, now)
            if used is None or work.accounts.holders_everywhere("administrator"):
                raise NotAdmitted(404, _VOID)
            account = work.accounts.find(name) or work.accounts.add(name, display_name.strip() or name, now)
            work.accounts.enable(account.id)
            work.accounts.give(account.id, [HeldRole("administrator")])
            self._set_password(work, account, kept, None)
            work.audit.note(name, "account.set-up", name, now, address=address)
            return self._enter(work, work.accounts.get(name), "set-up link", address)

    def by_link(self, secret: str, password: str, address: str) -> str:
        """Choose a password by a link and sign in; the secret of the session. Raises NotAdmitted."""
        link = self.link(secret)
        if link.purpose is not Purpose.PASSWORD or link.account_id is None:
            raise NotAdmitted(404, _VOID)
        with unit_of_work(self._database) as work:
            account = work.accounts.by_id(link.account_id)
        self._refuse_weak(password, account.name)
        kept, now = self.passwords.hash(password), self._clock()
        with unit_of_work(self._database) as work:
            if work.one_time_links.use(digest_of(secret), Purpose.PASSWORD, now) is None or account.disabled_at:
                raise NotAdmitted(404, _VOID)
            self._set_password(work, account, kept, None)
            work.audit.note(account.name, "password.reset", account.name, now, address=address)
            return self._enter(work, account, "link", address)

    def leave_for_provider(self, go_on_to: str, address: str) -> Departure:
        """Begin to sign in by the identity provider. Raises NotAdmitted."""
        if self._provider is None:
            raise NotAdmitted(404, Text("未设置统一身份认证。", "No identity provider is set up."))
        self._wait_in_turn(_NOBODY_YET, address)
        try:
            departure = self._provider.leave_for(go_on_to)
        except NotIdentified as error:
            raise NotAdmitted(503, _NOT_IDENTIFIED) from error
        now, digest = self._clock(), digest_of(departure.state)
        with unit_of_work(self._database) as work:
            work.one_time_links.add(digest, Purpose.IDENTITY, now, now + _WAY_TAKES, detail=departure.kept)
        return departure

    def back_from_provider(self, state: str, code: str, address: str) -> tuple[str, str]:
        """The secret of the session of who came back, and where they wanted to go. Raises NotAdmitted."""
        now = self._clock()
        with unit_of_work(self._database) as work:
            way = work.one_time_links.use(digest_of(state), Purpose.IDENTITY, now)
        if way is None or self._provider is None:
            raise NotAdmitted(403, _NOT_IDENTIFIED)
        try:
            found = self._provider.come_back(way.detail, code, now)
        except NotIdentified as error:
            raise NotAdmitted(403, _NOT_IDENTIFIED) from error
        self.throttle.succeeded(_NOBODY_YET, address)
        with unit_of_work(self._database) as work:
            account = work.accounts.by_subject(self._provider.issuer, found.subject)
            if account is not None and account.disabled_at is None:
                return self._enter(work, account, "identity provider", address), found.go_on_to
        self._note("sign-in.refused", "", found.subject, address)
        raise NotAdmitted(403, _stranger(found.shown_as, found.subject))

    def _enter(self, work: UnitOfWork, account: Account, way: str, address: str) -> str:
        if not grants_of(account.roles):
            raise NotAdmitted(403, _NO_ROLE)
        if account.disabled_at is not None:
            raise NotAdmitted(403, _WRONG)
        work.audit.note(account.name, "sign-in", account.name, self._clock(), {"by": way}, address)
        return self.sessions.begin(work, account)

    def _set_password(self, work: UnitOfWork, account: Account, kept: str, keep: str | None) -> None:
        work.accounts.set_password(account.id, kept)
        work.one_time_links.void(Purpose.PASSWORD, account.id)
        work.sessions.end_all(account.id, None if keep is None else digest_of(keep))

    def _wait_in_turn(self, name: str, address: str) -> None:
        wait = self.throttle.admit(name[:_LONGEST_NAME], address)
        if wait > timedelta(0):
            minutes = int(wait.total_seconds() // 60) + 1
            words = f"尝试次数过多，请 {minutes} 分钟后再试。", f"Too many tries; wait {minutes} minutes."
            raise NotAdmitted(429, Text(*words))

    def _refuse_weak(self, password: str, name: str) -> None:
        weak = weakness(password, name)
        if weak is not None:
            raise NotAdmitted(422, weak)

    def _note(self, action: str, actor: str, about: str, address: str) -> None:
        with unit_of_work(self._database) as work:
            work.audit.note(actor, action, about, self._clock(), address=address)


def _stranger(shown_as: str, subject: str) -> Text:
    return Text(
        f"{shown_as}：您已通过统一身份认证，但本系统还没有您的账号。请把标识 {subject} 告知管理员。",
        f"{shown_as}: you are known to the identity provider, but not here. Tell an administrator: {subject}",
    )
