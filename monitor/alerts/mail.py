"""Sends a letter by mail."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import DeliveryFailed
from monitor.alerts.letter import Letter
from monitor.config import MailSettings

_TIMEOUT = 30.0


def send_mail(letter: Letter, mail: MailSettings, at: datetime) -> None:
    """Hand a letter to the mail server; raises DeliveryFailed unless the server has taken it."""
    if mail.host is None or mail.sender is None:
        raise DeliveryFailed(letter.recipient, "no mail server is configured (mail.host)")
    message = to_message(letter, mail.sender, at)
    try:
        with _connected(mail.host, mail) as server:
            server.send_message(message, mail.sender, [letter.recipient])
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryFailed(letter.recipient, f"{mail.host}:{mail.port}: {error}") from error


def to_message(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """The letter as a mail. Its id depends on what it tells, so that a letter sent again after a crash is the same."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at.astimezone(SHANGHAI))
    message["Message-ID"] = f"<{_id_of(letter)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, charset="utf-8", cte="base64")
    return message


def _id_of(letter: Letter) -> str:
    keys = sorted(item.key for item in letter.items)
    return hashlib.sha256("\n".join((letter.recipient, *keys)).encode("utf-8", "replace")).hexdigest()[:32]


@contextmanager
def _connected(host: str, mail: MailSettings) -> Iterator[smtplib.SMTP]:
    server = smtplib.SMTP(host, mail.port, timeout=_TIMEOUT)
    try:
        if mail.starttls:
            server.starttls(context=ssl.create_default_context())
        if mail.username is not None and mail.password is not None:
            server.login(mail.username, mail.password.get_secret_value())
        yield server
    finally:
        # What was taken stays taken, however the goodbye goes.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
