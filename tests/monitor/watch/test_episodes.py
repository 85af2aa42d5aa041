"""Troubles over time: told when they begin, told when they are over, and not in between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.domain.message import Kind, Plane
from crawler.domain.wording import Language, Text
from monitor.watch import Broken, Changes, Trouble, message_to, step
from monitor.watch.message import words_of_end
from storage.troubles import Episode

NOW = datetime(2025, 4, 1, 1, tzinfo=UTC)
LOOK = timedelta(minutes=15)
DISK = Trouble(Broken.DISK, "", Text("磁盘仅剩9%可用，请清理或扩容。", "Only 9% of the disk is free: make room."))
SITE = Trouble(Broken.UNREACHABLE, "www.yunxi.gov.cn", Text("www.yunxi.gov.cn：网站打不开。", "…"))


def watched(*looks: tuple[Trouble, ...], needed: int = 2) -> list[tuple[list[str], list[str]]]:
    """What each of a row of looks begins and ends, by the kinds of trouble."""
    open_episodes: tuple[Episode, ...] = ()
    told = []
    for number, seen in enumerate(looks):
        changes = step(open_episodes, seen, NOW + number * LOOK, needed)
        open_episodes = tuple(replace(one, id=place) for place, one in enumerate(changes.kept) if one.ended_at is None)
        told.append(([one.kind for one in changes.began], [one.kind for one in changes.ended]))
    return told


def test_a_trouble_is_told_when_it_lasts_and_again_when_it_is_over() -> None:
    told = watched((DISK,), (DISK,), (DISK,), (DISK,), (), (), ())

    assert told == [([], []), (["disk"], []), ([], []), ([], []), ([], []), ([], ["disk"]), ([], [])]


def test_what_passes_by_itself_is_told_to_nobody() -> None:
    assert watched((DISK,), (), (DISK,), (), (DISK,), ()) == [([], [])] * 6


def test_a_trouble_that_flaps_is_one_trouble() -> None:
    told = watched((DISK,), (DISK,), (), (DISK,), (), (DISK,), (), ())

    assert [one for one in told if one != ([], [])] == [(["disk"], []), ([], ["disk"])]


def test_a_trouble_that_comes_again_is_told_again_under_another_key() -> None:
    first = step((), (DISK,), NOW, 1)
    over = step(first.kept, (), NOW + LOOK, 1)
    second = step((), (DISK,), NOW + 2 * LOOK, 1)

    assert [one.key for one in over.ended] == [one.key for one in first.began]
    assert {one.key for one in first.began}.isdisjoint(one.key for one in second.began)


def test_troubles_are_told_apart_by_what_they_are_about() -> None:
    other = replace(SITE, about="www.other.gov.cn")

    assert watched((SITE,), (SITE, other), (other,), (other,)) == [
        ([], []),
        (["unreachable"], []),
        (["unreachable"], []),
        ([], ["unreachable"]),
    ]


def changed() -> Changes:
    began = Episode("disk", "", NOW - LOOK, NOW, DISK.said, 2, 0, NOW, None, 1)
    ended = Episode("unreachable", SITE.about, NOW - 8 * LOOK, NOW - 2 * LOOK, SITE.said, 5, 2, NOW - 7 * LOOK, NOW, 2)
    return Changes((began,), (), (began,), (ended,))


def test_an_operator_is_told_all_of_a_look_in_one_message() -> None:
    message = message_to("ops", "mail", Language.CHINESE, changed(), frozenset(), NOW)

    assert message is not None
    assert (message.plane, message.kind) == (Plane.OPERATORS, Kind.TROUBLE)
    assert message.subject == "【监测运行】磁盘空间不足"
    assert message.body == (
        "截至2025-04-01 09:00：\n\n"
        "新出现的问题\n1. 磁盘仅剩9%可用，请清理或扩容。\n\n"
        "已恢复\n1. 网站打不开（www.yunxi.gov.cn）：自2025-04-01 07:00起，至2025-04-01 09:00已恢复。\n\n"
        "以上均为监测程序自身或监测条件的情况，不涉及对任何单位的评价。\n"
    )
    assert [told.key for told in message.told] == [
        "trouble/disk//2025-04-01T00:45:00+00:00/began",
        "trouble/unreachable/www.yunxi.gov.cn/2025-03-31T23:00:00+00:00/ended",
    ]


def test_what_an_operator_was_told_is_left_out() -> None:
    whole = message_to("ops", "mail", Language.CHINESE, changed(), frozenset(), NOW)
    assert whole is not None
    began, ended = (told.key for told in whole.told)

    rest = message_to("ops", "mail", Language.ENGLISH, changed(), {began}, NOW)

    assert rest is not None
    assert ([told.key for told in rest.told], rest.subject) == ([ended], "[gongkai] 1 troubles are over")
    assert message_to("ops", "mail", Language.CHINESE, changed(), {began, ended}, NOW) is None


def test_every_kind_of_trouble_has_words_in_both_languages() -> None:
    said = {kind: words_of_end(Episode(kind.value, "", NOW, NOW, DISK.said), NOW) for kind in Broken}

    assert len({text.zh for text in said.values()}) == len(Broken)
    assert len({text.en for text in said.values()}) == len(Broken)
