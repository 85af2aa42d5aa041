"""A letter as the outbox takes it: with the way to acknowledge it, and as values for programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.domain.clock import SHANGHAI
from crawler.domain.message import Kind, Message, Plane
from crawler.domain.wording import Text
from monitor.alerts.letter import Letter
from monitor.alerts.links import Links, letter_id
from monitor.alerts.told import ABSENCE
from monitor.recipients import Office
from storage.acknowledgements import AcknowledgementAsked


@dataclass(frozen=True, slots=True)
class Post:
    """A letter on its way to the outbox, and what it asks to take note of.

    `not_before` is when it may be heard; None where on no hour of the day.
    """

    message: Message
    asked: AcknowledgementAsked
    not_before: datetime | None


def to_post(
    letter: Letter,
    office: Office,
    channel: str,
    report_year: int,
    as_of: datetime,
    not_before: datetime | None,
    links: Links | None,
    contact: str = "",
) -> Post:
    """The message of a letter. Without pages there is no link, and the text says whom to answer."""
    asked_id = letter_id(letter)
    link = None if links is None else links.link(asked_id, as_of)
    closing = _closing(letter, link, contact).to(office.language)
    message = Message(
        recipient=office.id,
        channel=channel,
        plane=Plane.OFFICES,
        kind=letter.kind,
        language=office.language,
        subject=letter.subject,
        body=f"{letter.body}\n{closing}\n",
        told=tuple(item.told for item in letter.items),
        record=_record(office, report_year, as_of, link) | _until(letter),
        link=link,
    )
    items = tuple((item.key, item.text.split("\n")[0]) for item in letter.items)
    asked = AcknowledgementAsked(asked_id, office.id, report_year, letter.kind.value, letter.subject, as_of, items)
    return Post(message, asked, not_before)


def _closing(letter: Letter, link: str | None, contact: str) -> Text:
    """How to take note, and what that stops."""
    effect = Text("", "")
    if any(item.check == ABSENCE for item in letter.items) and letter.kind in (Kind.NOTICE, Kind.ESCALATION):
        effect = Text("确认后，所列未监测到的情况不再报送上级。", "Then what is not seen is not passed on further up.")
    if letter.kind is Kind.REMINDER:
        effect = Text("确认后，所列单位不再重复提醒。", "Then these units are not reminded of again.")
    if link is not None:
        zh, en = f"如已知悉，请打开链接确认：{link}\n{effect.zh}", f"To acknowledge, open {link}\n{effect.en}"
        return Text(zh.strip(), en.strip())
    if contact:
        return Text(f"如有疑问或已知悉，请联系：{contact}。", f"For questions and to acknowledge: {contact}.")
    return Text(
        "如有疑问或已知悉，请联系监测系统管理人员。", "For questions and to acknowledge, ask whoever runs this."
    )


def _until(letter: Letter) -> dict[str, str]:
    return {} if letter.until is None else {"until": letter.until.isoformat()}


def _record(office: Office, report_year: int, as_of: datetime, link: str | None) -> dict[str, Any]:
    return {
        "office": {"id": office.id, "name": office.name, "area_id": office.area_id},
        "report_year": report_year,
        "as_of": as_of.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "acknowledge": link,
    }
