"""A site with nobody in it yet, on a register of two counties in one city; its clock is set by hand."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from crawler.domain.unit import Level, Unit, UnitKind
from monitor.access.entrance import Entrance
from monitor.access.passwords import Passwords
from monitor.access.secret import csrf_of
from monitor.web import create_app
from monitor.wiring import Workspace
from storage.accounts import HeldRole
from storage.unit_of_work import UnitOfWork, unit_of_work

PASSWORD = "河清海晏 时和岁丰 卯时三刻"  # noqa: S105 - of nobody
UNITS = [
    Unit("3709", "样例市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, None, "http://www.city.test/"),
    Unit("370902", "甲县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, "3709", "http://www.a.test/"),
    Unit("370902gaj", "甲县公安局", UnitKind.DEPARTMENT, Level.COUNTY, "370902", "http://www.a.test/"),
    Unit("370903", "乙县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, "3709", "http://www.b.test/"),
]


@dataclass
class Site:
    """The application as `gongkai serve` puts it together, but for cheap hashes and a clock that is set by hand."""

    workspace: Workspace
    base: str = "http://localhost"
    now: datetime = datetime(2025, 3, 31, 1, tzinfo=UTC)
    entrance: Entrance = field(init=False)
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        passwords = Passwords(PasswordHasher(1, 8, 1))
        settings = self.workspace.config.serve
        self.entrance = Entrance(self.workspace.database, self.clock, settings, self.base, passwords)
        self.app = create_app(self.workspace, self.clock, self.entrance.sessions, self.entrance)

    def clock(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def work(self) -> AbstractContextManager[UnitOfWork]:
        return unit_of_work(self.workspace.database)

    def add(self, name: str, role: str | None = "viewer", area_id: str | None = None, password: str = "") -> None:
        with self.work() as work:
            account = work.accounts.add(name, name.title(), self.now)
            work.accounts.give(account.id, [HeldRole(role, area_id)] if role else [])
            if password:
                work.accounts.set_password(account.id, self.entrance.passwords.hash(password))

    def browser(self, name: str | None = None) -> "Browser":
        """A browser; with a name, one in which that account is signed in."""
        client = Browser(self.app, self.base, follow_redirects=False)
        if name is not None:
            with self.work() as work:
                secret = self.entrance.sessions.begin(work, work.accounts.get(name))
            client.cookies.set(self.entrance.sessions.cookie.name, secret)
            client.csrf = csrf_of(secret)
        return client

    def audited(self) -> list[tuple[str, str, str]]:
        with self.work() as work:
            return [(entry.actor, entry.action, entry.about) for entry in reversed(work.audit.latest(100))]


class Browser(TestClient):
    """A browser that fills in forms."""

    csrf = ""

    def fill(self, path: str, **filled_in: str) -> Response:
        return self.post(f"{path}?csrf={self.csrf}", data=filled_in)
