import email
import email.policy
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import DeliveryFailed
from monitor.alerts import Item, Letter, send_mail
from monitor.alerts.categories import Category
from monitor.config import MailSettings

pytestmark = pytest.mark.slow

ACCOUNT = {"username": "gongkai", "password": "hunter2"}
AT = datetime(2025, 4, 20, 9, 0, tzinfo=SHANGHAI)
LETTER = Letter(
    "xxgk@example.gov.cn",
    "【年报监测】2024年政府信息公开工作年度报告公布情况（截至2025-04-20 09:00）",
    "云溪县人民政府办公室：\n\n一、未按时公布\n1. 教育局（2024年）：未监测到\n.\nFrom 这一行起\n" + "长" * 2000 + "\n",
    (Item("教育局/2024/PUB-01/1", "…", Category.TIMELINESS), Item("水利局/2024/PUB-01/2", "…", Category.TIMELINESS)),
)


def settings(port: int, **more: Any) -> MailSettings:
    return MailSettings.model_validate({"host": "127.0.0.1", "port": port, "sender": "gongkai@example.gov.cn"} | more)


def arrived(server: Any) -> EmailMessage:
    [envelope] = server.taken
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_what_was_written_is_what_arrives(mail_server: Any) -> None:
    send_mail(LETTER, settings(mail_server.port), AT)

    message = arrived(mail_server)
    assert message["Subject"] == LETTER.subject
    assert message.get_content().replace("\r\n", "\n") == LETTER.body
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"


def test_it_goes_from_the_sender_to_the_office_at_the_given_time(mail_server: Any) -> None:
    send_mail(LETTER, settings(mail_server.port), AT)

    message = arrived(mail_server)
    [envelope] = mail_server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("gongkai@example.gov.cn", ["xxgk@example.gov.cn"])
    assert (message["From"], message["To"]) == ("gongkai@example.gov.cn", "xxgk@example.gov.cn")
    assert message["Date"].datetime == AT


def test_the_same_letter_has_the_same_id_whenever_it_is_sent(mail_server: Any) -> None:
    send_mail(LETTER, settings(mail_server.port), AT)
    send_mail(LETTER, settings(mail_server.port), AT + timedelta(hours=1))

    ids = {email.message_from_bytes(envelope.content)["Message-ID"] for envelope in mail_server.taken}
    assert len(ids) == 1
    assert ids.pop().endswith("@example.gov.cn>")


def test_a_letter_that_tells_something_else_has_another_id(mail_server: Any) -> None:
    send_mail(LETTER, settings(mail_server.port), AT)
    send_mail(Letter(LETTER.recipient, LETTER.subject, LETTER.body, LETTER.items[:1]), settings(mail_server.port), AT)

    ids = {email.message_from_bytes(envelope.content)["Message-ID"] for envelope in mail_server.taken}
    assert len(ids) == 2


def test_an_account_is_used_where_there_is_one(mail_server: Any) -> None:
    send_mail(LETTER, settings(mail_server.port, **ACCOUNT), AT)

    assert len(mail_server.taken) == 1


def test_a_wrong_password_fails_and_is_not_told(mail_server: Any, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DeliveryFailed, match="535") as caught:
        send_mail(LETTER, settings(mail_server.port, **ACCOUNT | {"password": "swordfish"}), AT)

    assert "swordfish" not in f"{caught.value} {caught.value!r} {caplog.text}"
    assert mail_server.taken == []


def test_a_refused_recipient_is_named(mail_server: Any) -> None:
    mail_server.refused.add("xxgk@example.gov.cn")

    with pytest.raises(DeliveryFailed, match=r"xxgk@example\.gov\.cn.*no such mailbox"):
        send_mail(LETTER, settings(mail_server.port), AT)


def test_a_server_that_is_not_there_names_the_recipient(closed_port: int) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        send_mail(LETTER, settings(closed_port), AT)

    assert caught.value.recipient == "xxgk@example.gov.cn"
    assert f"127.0.0.1:{closed_port}" in caught.value.reason


def test_without_encryption_nothing_is_sent_where_it_is_asked_for(mail_server: Any) -> None:
    with pytest.raises(DeliveryFailed, match="STARTTLS"):
        send_mail(LETTER, settings(mail_server.port, starttls=True), AT)

    assert mail_server.taken == []


def test_a_letter_that_was_taken_is_delivered_however_the_goodbye_goes(mail_server: Any) -> None:
    mail_server.hangs_up = True

    send_mail(LETTER, settings(mail_server.port), AT)

    assert len(mail_server.taken) == 1


def test_without_a_server_nothing_is_sent() -> None:
    with pytest.raises(DeliveryFailed, match=r"mail\.host"):
        send_mail(LETTER, MailSettings(), AT)
