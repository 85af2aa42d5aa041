"""Sends messages by mail."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import DeliveryFailed, NotAccepted, TryLater
from crawler.domain.message import Attachment, Outgoing
from monitor.channels.html_body import html_of
from monitor.channels.settings import MailChannel
from monitor.config.model import MailSettings
from monitor.safe_text import one_line, printable

_TIMEOUT = 30.0
_GREYLISTED = timedelta(minutes=10)
_PERMANENT = range(500, 600)


@dataclass(frozen=True, slots=True)
class Mail:
    """Mail to one address, through the mail server of the workspace."""

    settings: MailChannel
    server: MailSettings

    def send(self, outgoing: Outgoing) -> str:
        """Hand it to the mail server; the id that the mail went under."""
        address, host, sender = self.settings.mail, self.server.host, self.server.sender
        if host is None or sender is None:
            raise DeliveryFailed(address, "no mail server is configured (mail.host)")
        message = to_mail(outgoing, self.settings, sender)
        try:
            with _connected(host, self.server) as server:
                server.send_message(message, sender, [address])
        except (OSError, smtplib.SMTPException) as error:
            raise _failure(address, f"{host}:{self.server.port}", error) from error
        return str(message["Message-ID"])


def to_mail(outgoing: Outgoing, settings: MailChannel, sender: str) -> EmailMessage:
    """The message as a mail. Sent again after a crash it is the same, so that the other side can tell."""
    told = outgoing.message
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = settings.mail
    mail["Subject"] = one_line(told.subject)
    mail["Date"] = format_datetime(outgoing.created_at.astimezone(SHANGHAI))
    mail["Message-ID"] = f"<{quote(outgoing.id, safe='')}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = told.language.value
    body = printable(told.body)
    mail.set_content(body, charset="utf-8", cte="base64")
    if settings.html:
        mail.add_alternative(html_of(body, told.language), subtype="html", charset="utf-8", cte="base64")
    for attachment in told.attachments:
        _attach(mail, attachment)
    _fix_boundaries(mail, outgoing.id)
    return mail


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    kind, _, form = attachment.media_type.partition("/")
    name = one_line(attachment.name).replace("/", "_").replace("\\", "_")
    mail.add_attachment(attachment.content, maintype=kind, subtype=form or "octet-stream", filename=name)


def _fix_boundaries(mail: EmailMessage, outgoing_id: str) -> None:
    """The same mail, byte for byte: what stands between its parts is not drawn anew each time.

    All parts are in base64, in which no line begins with two hyphens.
    """
    parts = [part for part in mail.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{number}_{quote(outgoing_id, safe='').replace('%', '_')[:40]}")


def _failure(address: str, server: str, error: Exception) -> DeliveryFailed:
    """Whether it is any use to try again: not where the mailbox or the mail itself is refused for good."""
    reason = f"{server}: {one_line(str(error))}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((code for code, _ in error.recipients.values()), 0)
        return NotAccepted(address, reason) if code in _PERMANENT else TryLater(address, reason, _GREYLISTED)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code in _PERMANENT:
        return NotAccepted(address, reason)
    return DeliveryFailed(address, reason)


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
