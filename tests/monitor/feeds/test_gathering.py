"""What offices subscribe to holds what is theirs, and what took it back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language
from monitor.channels.settings import MailChannel
from monitor.feeds.gathering import Rules, delivered_to, dues_of_office
from monitor.obligations import BY_LAW_ALONE
from monitor.recipients import Office
from storage.metadata import METADATA
from storage.unit_of_work import UnitOfWork, open_database, unit_of_work

NOW = datetime(2025, 1, 6, 1, tzinfo=UTC)
OFFICE = Office(id="县办", name="云溪县办", area_id="county", channels=(MailChannel(mail="a@example.gov.cn"),))


@pytest.fixture
def work(tmp_path: Path) -> Iterator[UnitOfWork]:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    METADATA.create_all(engine)
    with unit_of_work(engine) as opened:
        yield opened
    engine.dispose()


def put(work: UnitOfWork, kind: Kind, key: str) -> str:
    told = (Told(key, "教育局", "edu", 2024, "PUB-01"),)
    message = Message("县办", "mail", Plane.OFFICES, kind, Language.CHINESE, kind.value, "……", told)
    message_id = str(work.outbox.put(message, NOW))
    work.outbox.claim(NOW, "sender", timedelta(minutes=10))
    return message_id


def test_a_correction_that_could_not_be_delivered_stands_in_the_feed_all_the_same(work: UnitOfWork) -> None:
    work.outbox.delivered(put(work, Kind.NOTICE, "1"), NOW, "250 OK")
    work.outbox.bury(put(work, Kind.NOTICE, "2"), NOW, "550")
    work.outbox.bury(put(work, Kind.CORRECTION, "1/correction"), NOW, "550")

    assert [one.kind for one in delivered_to(work, "县办")] == [Kind.CORRECTION, Kind.NOTICE]


def test_the_calendar_of_an_office_names_nobody_of_another_line() -> None:
    site = "http://www.yunxi.gov.cn/"
    register = Register(
        (
            Unit("county", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, site),
            Unit("edu", "云溪县教育局", UnitKind.DEPARTMENT, Level.COUNTY, "county", site),
            Unit("customs", "云溪海关", UnitKind.VERTICAL, Level.COUNTY, "county", site),
        )
    )

    dues = dues_of_office(register, OFFICE, Rules(BY_LAW_ALONE, (3,)), NOW)

    assert {(one.day, one.units) for one in dues.days if one.report_year == 2024} == {
        (date(2025, 1, 31), ("云溪县教育局",)),
        (date(2025, 3, 31), ("云溪县人民政府",)),
    }
    assert dues.before == (3,)
