import email
import email.policy
from email.message import EmailMessage
from typing import Any

import pytest

from crawler.domain.errors import DeliveryFailed, NotAccepted, TryLater
from monitor.channels.mail import Mail, to_mail
from monitor.channels.settings import MailChannel
from monitor.config import MailSettings
from tests.monitor.channels.servers import MailServer
from tests.monitor.channels.written import SUBJECT, WRITTEN, attachment, message, outgoing

ACCOUNT = {"username": "gongkai", "password": "hunter2"}
OFFICE, SENDER = "xxgk@example.gov.cn", "gongkai@example.gov.cn"


def mail_to(port: int, **more: Any) -> Mail:
    server = MailSettings.model_validate({"host": "127.0.0.1", "port": port, "sender": SENDER} | more)
    return Mail(MailChannel(mail=OFFICE), server)


def read(content: bytes) -> EmailMessage:
    read = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def written(html: bool = False, **changes: Any) -> EmailMessage:
    return read(to_mail(outgoing(**changes), MailChannel(mail=OFFICE, html=html), SENDER).as_bytes())


def lines_of(part: EmailMessage | None) -> str:
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_what_was_written_is_in_the_mail() -> None:
    body = message().body + "\n.\nFrom 这一行起\n" + "长" * 2000 + "\n"

    mail = written(body=body)

    assert mail["Subject"] == SUBJECT
    assert lines_of(mail) == body
    assert (mail["From"], mail["To"], mail["Auto-Submitted"]) == (SENDER, OFFICE, "auto-generated")
    assert mail["Date"].datetime == WRITTEN
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")


def test_a_mail_sent_again_is_the_same_to_the_last_byte() -> None:
    settings = MailChannel(mail=OFFICE, html=True)

    first, again = (to_mail(outgoing(n, attachments=(attachment(),)), settings, SENDER).as_bytes() for n in (1, 2))

    assert first == again
    assert read(first)["Message-ID"] == "<5f1c0e7a@example.gov.cn>"


def test_documents_go_with_it_under_their_names() -> None:
    mail = written(attachments=(attachment(), attachment("../督办函\r\nX: y.docx", b"\x00\xff")))

    assert lines_of(mail.get_body(("plain",))).startswith("云溪县人民政府办公室：")
    assert [(part.get_filename(), part.get_content()) for part in mail.iter_attachments()] == [
        ("问题清单.xlsx", b"PK\x03\x04 sheet"),
        (".._督办函 X: y.docx", b"\x00\xff"),
    ]


def test_the_page_beside_the_text_says_the_same_and_links_web_addresses_only() -> None:
    scraped = "见 http://a.cn/?a=1&b=<i>。javascript:alert(1) <script>x</script> https://[bad"

    mail = written(html=True, body=f"{scraped}\n   第二行\n\n第三段")

    page = lines_of(mail.get_body(("html",)))
    assert lines_of(mail.get_body(("plain",))).startswith(scraped)
    assert '见 <a href="http://a.cn/?a=1&amp;b=&lt;i" rel="noreferrer">http://a.cn/?a=1&amp;b=&lt;i</a>&gt;。' in page
    assert (
        "javascript:alert(1) &lt;script&gt;x&lt;/script&gt; https://[bad<br>\n&nbsp;  第二行</p>\n<p>第三段</p>" in page
    )
    assert page.count("<a ") == 1


@pytest.mark.parametrize("html", [False, True])
def test_nothing_scraped_becomes_a_header_or_breaks_the_mail(html: bool) -> None:
    evil = "题\r\nBcc: spy@example.com\n\n<b>\x00\x1b[2J\u202e\ud83d🏛\u2028Cc: x"

    mail = written(html, subject=evil, body=evil, attachments=(attachment(evil),))

    assert mail["Subject"] == "题 Bcc: spy@example.com <b>��[2J�🏛 Cc: x"
    assert mail["Bcc"] is None
    assert mail["Cc"] is None
    assert "🏛\nCc: x" in lines_of(mail.get_body(("plain",)))


@pytest.mark.slow
class TestWithAServer:
    def test_it_goes_from_the_sender_to_the_office(self, mail_server: MailServer) -> None:
        receipt = mail_to(mail_server.port).send(outgoing())

        [envelope] = mail_server.taken
        assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [OFFICE])
        assert isinstance(envelope.content, bytes)
        assert lines_of(read(envelope.content)) == message().body + "\n"
        assert receipt == "<5f1c0e7a@example.gov.cn>"

    def test_an_account_is_used_where_there_is_one(self, mail_server: MailServer) -> None:
        mail_to(mail_server.port, **ACCOUNT).send(outgoing())

        assert len(mail_server.taken) == 1

    def test_a_wrong_password_fails_and_is_not_told(
        self, mail_server: MailServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        with pytest.raises(DeliveryFailed, match="535") as caught:
            mail_to(mail_server.port, **ACCOUNT | {"password": "swordfish"}).send(outgoing())

        assert type(caught.value) is DeliveryFailed
        assert "swordfish" not in f"{caught.value} {caught.value!r} {caplog.text}"
        assert mail_server.taken == []

    def test_a_mailbox_that_does_not_exist_is_given_up(self, mail_server: MailServer) -> None:
        mail_server.refused[OFFICE] = "550 no such mailbox"

        with pytest.raises(NotAccepted, match=r"xxgk@example\.gov\.cn.*no such mailbox"):
            mail_to(mail_server.port).send(outgoing())

    def test_a_server_that_does_not_know_us_yet_is_asked_later(self, mail_server: MailServer) -> None:
        mail_server.refused[OFFICE] = "451 greylisted"

        with pytest.raises(TryLater, match="greylisted") as caught:
            mail_to(mail_server.port).send(outgoing())

        assert caught.value.after.total_seconds() == 600

    @pytest.mark.parametrize(("answer", "kind"), [("552 too large", NotAccepted), ("452 out of space", DeliveryFailed)])
    def test_a_mail_that_is_refused_for_good_is_given_up(
        self, mail_server: MailServer, answer: str, kind: type[DeliveryFailed]
    ) -> None:
        mail_server.refuses_data = answer

        with pytest.raises(DeliveryFailed, match=answer[4:]) as caught:
            mail_to(mail_server.port).send(outgoing())

        assert type(caught.value) is kind

    def test_without_encryption_nothing_is_sent_where_it_is_asked_for(self, mail_server: MailServer) -> None:
        with pytest.raises(DeliveryFailed, match="STARTTLS"):
            mail_to(mail_server.port, starttls=True).send(outgoing())

        assert mail_server.taken == []

    def test_a_mail_that_was_taken_is_delivered_however_the_goodbye_goes(self, mail_server: MailServer) -> None:
        mail_server.hangs_up = True

        mail_to(mail_server.port).send(outgoing())

        assert len(mail_server.taken) == 1


def test_a_server_that_is_not_there_is_named(closed_port: int) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        mail_to(closed_port).send(outgoing())

    assert caught.value.recipient == OFFICE
    assert f"127.0.0.1:{closed_port}" in caught.value.reason


def test_without_a_server_nothing_is_sent() -> None:
    with pytest.raises(DeliveryFailed, match=r"mail\.host"):
        Mail(MailChannel(mail=OFFICE), MailSettings()).send(outgoing())
