"""The list of recipients: what is wrong is named by its line, and the short form stands beside it."""

from datetime import datetime
from pathlib import Path

import pytest

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import BadConfig
from crawler.domain.unit import Level
from monitor.channels.settings import MailChannel, WebhookChannel
from monitor.config import Office as MailedOffice
from monitor.recipients import SAMPLE_RECIPIENTS, Quiet, Recipients, When, heard_from, read_recipients

COUNTY = """
offices:
  - id: county
    name: 某县人民政府办公室
    area_id: 0370
    channels:
      - mail: xxgk@example.gov.cn
        html: true
      - webhook: {url: "https://oa.example.gov.cn/in", secret: "env:OA"}
operators:
  - id: li
    name: 李工
    channels: [mail: li@example.gov.cn]
"""
MAILED = MailedOffice(id="city", name="某市政府办", email="city@example.gov.cn", area_id="03")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "offices.yaml"


def refused(file: Path, text: str) -> str:
    file.write_text(text, "utf-8")
    with pytest.raises(BadConfig) as caught:
        read_recipients(file, (MAILED,))
    return str(caught.value)


def test_offices_and_operators_are_read_with_their_channels(file: Path) -> None:
    file.write_text(COUNTY, "utf-8")

    found = read_recipients(file)

    [county] = found.offices
    assert county.area_id == "0370"
    assert isinstance(found.channel("county", "webhook"), WebhookChannel)
    assert isinstance(found.channel("li", "mail"), MailChannel)
    assert found.channel("county", "wecom") is None
    assert found.channel("nobody", "mail") is None


def test_the_short_form_is_an_office_that_is_told_by_mail(file: Path) -> None:
    file.write_text(COUNTY, "utf-8")

    found = read_recipients(file, (MAILED,))

    assert [office.id for office in found.offices] == ["city", "county"]
    assert found.offices[0].channels == (MailChannel(mail="city@example.gov.cn"),)


def test_without_a_file_there_is_the_short_form_alone(file: Path) -> None:
    found = read_recipients(file, (MAILED,))

    assert [office.id for office in found.offices] == ["city"]
    assert found.ladder.before == (15, 10, 5, 2, 1)
    assert [found.ladder.escalate.days_for(level) for level in (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)] == [
        1,
        7,
        15,
    ]


def test_the_sample_tells_nobody_and_leaves_in_peace(file: Path) -> None:
    file.write_text(SAMPLE_RECIPIENTS, "utf-8")

    found = read_recipients(file)

    assert found == Recipients(quiet=Quiet(hours="20:00-08:00", days_off=When.HOLD))


def test_what_the_sample_shows_as_a_comment_can_be_used(file: Path) -> None:
    shown = [line.removeprefix("#") if line.startswith("#  ") else line for line in SAMPLE_RECIPIENTS.splitlines()]
    file.write_text("\n".join(shown).replace(": []", ":"), "utf-8")

    found = read_recipients(file)

    assert [office.id for office in found.offices] == ["county"]
    assert [operator.id for operator in found.operators] == ["operator"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("area_id", "areaid"), "line 5: offices.areaid: there is no such key; area_id perhaps?"),
        (("html", "htlm"), "there is no such key; html perhaps?"),
        (("    area_id: 0370\n", ""), "line 3: offices.area_id is not given"),
        (("id: li", "id: county"), "the id 'county' stands twice"),
        (("id: county", "id: city"), "line 3: the id 'city' stands in gongkai.toml already"),
        (("mail: xxgk@example.gov.cn", "fax: 12345"), "a channel is one of mail, webhook, wecom, dingtalk and feishu"),
        (("operators:", "quiet: {hours: 8-20}\noperators:"), "line 10: quiet.hours"),
        (("operators:", "ladder: {escalate: {county: 9}}\noperators:"), "is told no sooner than the one below"),
        (("operators:", "ladder: {before: [5, 5]}\noperators:"), "a step stands twice"),
        (("offices:", "offices: ["), "not YAML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(file: Path, change: tuple[str, str], said: str) -> None:
    reason = refused(file, COUNTY.replace(*change))

    assert said in reason
    assert str(file) in reason


def test_a_secret_is_not_repeated_by_what_is_wrong_with_it(file: Path) -> None:
    assert "swordfish" not in refused(file, COUNTY.replace('secret: "env:OA"', "secret: [swordfish]"))


@pytest.mark.parametrize(
    ("quiet", "at", "heard"),
    [
        (Quiet(hours="20:00-08:00"), "2025-02-10 07:30", "2025-02-10 08:00"),
        (Quiet(hours="20:00-08:00"), "2025-02-10 08:00", "2025-02-10 08:00"),
        (Quiet(hours="20:00-08:00"), "2025-02-10 20:00", None),
        (Quiet(hours="12:00-14:00"), "2025-02-10 12:30", "2025-02-10 14:00"),
        (Quiet(), "2025-02-09 23:59", "2025-02-09 23:59"),
        (Quiet(days_off=When.HOLD), "2025-02-09 10:00", None),
        (Quiet(days_off=When.HOLD), "2025-01-26 10:00", "2025-01-26 10:00"),
        (Quiet(), "2025-01-31 10:00", None),
        (Quiet(spring_festival=When.SEND), "2025-01-31 10:00", "2025-01-31 10:00"),
        (Quiet(), "2027-02-05 10:00", None),
        (Quiet(), "2027-02-13 10:00", "2027-02-13 10:00"),
    ],
)
def test_a_message_waits_for_the_morning_and_never_for_another_day(quiet: Quiet, at: str, heard: str | None) -> None:
    def moment(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)

    assert heard_from(quiet, moment(at)) == (None if heard is None else moment(heard))
