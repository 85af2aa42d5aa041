"""Links that let somebody in once: to make the first account, or to choose a password."""

from datetime import datetime, timedelta

from monitor.access.secret import digest_of, new_secret
from storage.accounts import Account
from storage.one_time_links import Purpose
from storage.unit_of_work import UnitOfWork

HOLDS = timedelta(hours=24)
PATH = "/set-up/"


def set_up_link(work: UnitOfWork, now: datetime) -> str | None:
    """The path of a link by which the first administrator is made; None where there is one.

    Links given out before hold no more.
    """
    if work.accounts.holders_everywhere("administrator"):
        return None
    work.one_time_links.void(Purpose.SET_UP)
    return _given_out(work, Purpose.SET_UP, now, None)


def password_link(work: UnitOfWork, account: Account, now: datetime) -> str:
    """The path of a link by which somebody chooses the password of an account; those before hold no more."""
    work.one_time_links.void(Purpose.PASSWORD, account.id)
    return _given_out(work, Purpose.PASSWORD, now, account.id)


def _given_out(work: UnitOfWork, purpose: Purpose, now: datetime, account_id: int | None) -> str:
    secret = new_secret()
    work.one_time_links.add(digest_of(secret), purpose, now, now + HOLDS, account_id)
    return PATH + secret
