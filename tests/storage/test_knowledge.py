"""What the next crawl is told of the sites."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from crawler.domain.capture import CaptureKind, Trail
from crawler.domain.evidence import Stray
from crawler.domain.knowledge import Knowledge, KnownCapture, Lesson
from storage.knowledge_source import load_knowledge
from storage.storing import store
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

HEADERS = (("ETag", '"66a1"'), ("Last-Modified", "Mon, 20 Jan 2025 01:00:00 GMT"))


def known(engine: Engine, site_id: str) -> Knowledge:
    with unit_of_work(engine) as work:
        return work.known_sites.all().get(site_id, Knowledge(site_id))


def test_a_report_is_known_with_what_the_server_said_of_it(engine: Engine, samples: "Samples") -> None:
    capture = samples.capture(headers=HEADERS)
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(capture))

    knowledge = known(engine, samples.site)

    assert knowledge.held == {("370902", 2024)}
    assert knowledge.captures == {
        samples.page: KnownCapture(capture.digest, '"66a1"', HEADERS[1][1], samples.at(1), 2024, trail=capture.trail)
    }


def test_bytes_that_say_what_others_said_before_them_are_known_though_they_make_no_revision(
    engine: Engine, samples: "Samples"
) -> None:
    counted = samples.capture(b"<p>38</p><i>2 visitors</i>", day=2)
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        samples.store(work, samples.reading(counted))

    assert known(engine, samples.site).captures[samples.page].digest == counted.digest


def test_what_stands_last_at_an_address_and_was_not_read_is_not_known(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        work.captures.keep(samples.capture(b"<p>?</p>", day=2), samples.somewhere)

    knowledge = known(engine, samples.site)

    assert (dict(knowledge.captures), knowledge.held) == ({}, {("370902", 2024)})


def test_a_stray_is_known_and_held_by_nobody(engine: Engine, samples: "Samples") -> None:
    capture = samples.capture()
    stray = Stray(samples.site, samples.page, 2024, "no unit is named", capture.fetched_at)
    with unit_of_work(engine) as work:
        work.captures.keep(capture, samples.somewhere)
        store(work, stray)

    knowledge = known(engine, samples.site)

    assert knowledge.held == frozenset()
    assert knowledge.captures[samples.page] == KnownCapture(
        capture.digest, None, None, samples.at(1), 2024, is_stray=True, trail=capture.trail
    )


def test_a_page_that_did_not_come_says_nothing_of_the_bytes_that_stood_there_before(
    engine: Engine, samples: "Samples"
) -> None:
    with unit_of_work(engine) as work:
        work.captures.keep(samples.capture(day=1), samples.somewhere)
        store(work, Stray(samples.site, samples.page, 2024, "answered with status 500", samples.at(3)))

    assert dict(known(engine, samples.site).captures) == {}


def test_of_a_page_that_a_browser_drew_no_header_is_known(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(samples.capture(headers=HEADERS, rendered=True)))

    known_capture = known(engine, samples.site).captures[samples.page]

    assert (known_capture.etag, known_capture.last_modified) == (None, None)


def test_an_attachment_is_known_with_the_page_that_carries_it(engine: Engine, samples: "Samples") -> None:
    page = samples.capture(b"<a>pdf</a>")
    file = samples.capture(b"%PDF", url="http://www.example.gov.cn/1.pdf", kind=CaptureKind.ATTACHMENT, carrier=page)
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(file))

    captures = known(engine, samples.site).captures

    assert {url: one.carrier_url for url, one in captures.items()} == {file.url: page.url}


def test_the_same_bytes_seen_again_bring_the_newest_headers(engine: Engine, samples: "Samples") -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading(samples.capture(headers=HEADERS)))
        work.captures.see_again(samples.capture(day=5, headers=(("etag", '"77"'),)))
        work.captures.see_again(samples.capture(day=3, headers=(("etag", '"old"'),)))
        work.captures.keep(samples.capture(day=2, headers=(("etag", '"older"'),)), samples.somewhere)

    known_capture = known(engine, samples.site).captures[samples.page]

    assert (known_capture.etag, known_capture.last_modified) == ('"77"', None)


def test_what_another_site_carries_is_not_mixed_in(engine: Engine, samples: "Samples") -> None:
    elsewhere = samples.capture(url="http://b.gov.cn/nb.html", trail=Trail("b.gov.cn"))
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())
        samples.store(work, samples.reading(elsewhere, unit_id="370903"))

    assert known(engine, samples.site).held == {("370902", 2024)}
    assert known(engine, "b.gov.cn").held == {("370903", 2024)}
    assert known(engine, "c.gov.cn") == Knowledge("c.gov.cn")


def test_the_lesson_learned_last_is_the_one_that_holds(engine: Engine, samples: "Samples") -> None:
    first = Lesson(samples.site, "column", "http://www.example.gov.cn/nb/", {"pages": 3}, samples.at(1))
    later, older = replace(first, value=["a", None], at=samples.at(3)), replace(first, value=None, at=samples.at(2))
    with unit_of_work(engine) as work:
        for lesson in (first, later, older, replace(first, kind="search")):
            assert store(work, lesson).what == "lessons"

        assert work.lessons.of_site(samples.site) == (later, replace(first, kind="search"))
        assert work.lessons.of_site("b.gov.cn") == ()

    assert known(engine, samples.site).lessons == (later, replace(first, kind="search"))


def test_a_lesson_that_is_taken_back_is_known_as_taken_back(engine: Engine, samples: "Samples") -> None:
    lesson = Lesson(samples.site, "thorough", "2024", True, samples.at(1))
    with unit_of_work(engine) as work:
        store(work, lesson)
        store(work, replace(lesson, value=None, at=samples.at(2)))

    assert [one.value for one in known(engine, samples.site).lessons] == [None]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_the_spider_gets_it_by_the_name_in_its_settings(engine: Engine, samples: "Samples", url: str) -> None:
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())

    knowledge = load_knowledge({"GONGKAI_DATABASE_URL": url})

    assert knowledge[samples.site].held == {("370902", 2024)}
