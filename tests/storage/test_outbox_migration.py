"""Letters that were sent before there was an outbox are delivered messages in it."""

from datetime import UTC, datetime

from sqlalchemy import Engine, Integer, Text, column, insert, inspect, table

from crawler.domain.message import Kind, Plane, Told
from storage.columns import Moment
from storage.outbox_records import State
from storage.schema import upgrade
from storage.unit_of_work import unit_of_work

APRIL, MAY = (datetime(2025, month, 1, 9, tzinfo=UTC) for month in (4, 5))
LETTERS = table(
    "letters",
    column("id", Integer),
    *(column(name, Text) for name in ("recipient", "subject", "body")),
    column("sent_at", Moment),
)
ITEMS = table("letter_items", column("letter_id", Integer), column("recipient", Text), column("key", Text))


def test_what_letters_told_stays_told(empty_engine: Engine) -> None:
    office = "xxgk@example.gov.cn"
    upgrade(empty_engine, "0010")
    with empty_engine.begin() as connection:
        for number, at in ((1, APRIL), (2, MAY)):
            letter = {"id": number, "recipient": office, "subject": f"通报{number}", "body": "……", "sent_at": at}
            connection.execute(insert(LETTERS), letter)
        for number, key in ((1, "a/b/2024/PUB-01/0f"), (1, "c/2024/T3-02/1f"), (2, "odd")):
            connection.execute(insert(ITEMS), {"letter_id": number, "recipient": office, "key": key})

    upgrade(empty_engine)

    assert {"letters", "letter_items"}.isdisjoint(inspect(empty_engine).get_table_names())
    with unit_of_work(empty_engine) as work:
        second, first = work.outbox.listing()
        told = work.outbox.told(office, "mail")
        filed = work.outbox.get(first.id)
        assert work.outbox.claim(MAY, "sender", MAY - APRIL) is None
    assert told == {"a/b/2024/PUB-01/0f", "c/2024/T3-02/1f", "odd"}
    assert (first.subject, second.subject, first.state, first.ended_at) == ("通报1", "通报2", State.DELIVERED, APRIL)
    assert (filed.message.plane, filed.message.kind, filed.message.body) == (Plane.OFFICES, Kind.NOTICE, "……")
    assert filed.message.told == (
        Told("a/b/2024/PUB-01/0f", "", "a/b", 2024, "PUB-01"),
        Told("c/2024/T3-02/1f", "", "c", 2024, "T3-02"),
    )
