"""What is shown of a unit's past: whom we told what, by name, and whether it arrived."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.wording import Language
from storage.outbox_records import State
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 4, 1, 9, tzinfo=UTC)
LEASE = timedelta(minutes=10)


def message(key: str, **record: object) -> Message:
    told = (Told(key, "教育局：未监测到", "edu", 2024, "PUB-01"),)
    return Message("yunxi", "mail", Plane.OFFICES, Kind.NOTICE, Language.CHINESE, "通报", "……", told, record)


def test_what_was_told_stands_under_the_name_of_the_office_and_with_what_became_of_it(engine: Engine) -> None:
    office = {"id": "yunxi", "name": "云溪县政府办", "area_id": "370902"}
    with unit_of_work(engine) as work:
        delivered = work.outbox.put(message("1", office=office), NOW)
        work.outbox.claim(NOW, "sender", LEASE)
        work.outbox.delivered(str(delivered), NOW, "250 OK")
        dead = work.outbox.put(message("2"), NOW)
        work.outbox.claim(NOW, "sender", LEASE)
        work.outbox.bury(str(dead), NOW, "550")
        work.outbox.put(message("3", office=office), NOW)

        found = work.unit_timeline.told("edu", 2024)
        listed = work.outbox.listing()

    assert [(one.addressee, one.state) for one in found] == [
        ("云溪县政府办", State.DELIVERED),
        ("yunxi", State.DEAD),
        ("云溪县政府办", State.PENDING),
    ]
    assert [one.addressee for one in listed] == ["云溪县政府办", "yunxi", "云溪县政府办"]
