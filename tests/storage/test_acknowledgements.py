"""What recipients took note of, and what they were told, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.wording import Language
from storage.acknowledgements import Acknowledged, AcknowledgementAsked
from storage.unit_of_work import unit_of_work

NOW = datetime(2025, 2, 5, 1, tzinfo=UTC)
ASKED = AcknowledgementAsked(
    "a1", "县办", 2024, "notice", "【年报监测】", NOW, (("k1", "教育局\x00"), ("k2", "水利局"))
)


def test_a_message_over_two_channels_asks_once_and_whoever_answers_first_stands(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        work.acknowledgements.ask(ASKED)
        work.acknowledgements.ask(ASKED)
        assert work.acknowledgements.keys(2024) == frozenset()
        answers = [
            work.acknowledgements.acknowledge("a1", name, "已督促", NOW + timedelta(hours=hours))
            for name, hours in (("李明", 1), ("王芳", 2))
        ]

    with unit_of_work(engine) as work:
        found = work.acknowledgements.get("a1")
        assert answers == [True, False]
        assert found is not None
        assert found.items == (("k1", "教育局\ufffd"), ("k2", "水利局"))
        assert found.acknowledged == Acknowledged(NOW + timedelta(hours=1), "李明", "已督促")
        assert work.acknowledgements.keys(2024) == {("县办", "k1"), ("县办", "k2")}
        assert work.acknowledgements.keys(2023) == frozenset()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_what_was_never_asked_cannot_be_acknowledged(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        assert work.acknowledgements.get("other") is None
        assert not work.acknowledgements.acknowledge("other", "李明", "", NOW)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_what_offices_were_told_of_a_year_is_known_with_its_message(engine: Engine) -> None:
    told = (Told("k1", "教育局", "edu", 2024, "PUB-01"), Told("k2", "水利局", "water", 2023, "PUB-01"))
    message = Message("县办", "mail", Plane.OFFICES, Kind.NOTICE, Language.CHINESE, "【年报监测】", "……", told)
    taken_out = Message("市办", "mail", Plane.OFFICES, Kind.ESCALATION, Language.CHINESE, "【逾期】", "……", told[:1])
    with unit_of_work(engine) as work:
        work.outbox.put(message, NOW)
        dropped = work.outbox.put(taken_out, NOW)
        assert dropped is not None
        work.outbox.drop(dropped, NOW, "李工", "误报")

    with unit_of_work(engine) as work:
        found = work.tellings.of_year(2024)
    assert [(one.recipient, one.kind, one.key, one.unit_id, one.at, one.heard) for one in found] == [
        ("县办", Kind.NOTICE, "k1", "edu", NOW, True),
        ("市办", Kind.ESCALATION, "k1", "edu", NOW, False),
    ]
