"""The labelled answers: every one is told for what it is, and no good page for anything else."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from crawler.fetch.blocks import block_of
from crawler.fetch.gone import gone_of
from crawler.fetch.hijack import signs_of_hijack
from tests.crawler.fetch.answers import Sample, in_every_charset, samples

FRAMES = ("site", "old")
GOOD = "good"


def told(sample: Sample) -> str:
    """What we say of an answer, as a crawl would: first whether it blocks us, then whether it is a page."""
    block = block_of(sample.status, sample.headers, sample.sent)
    gone = gone_of(sample.status, sample.asked, sample.got or sample.asked, sample.read)
    return block or gone or GOOD


def confusion(labelled: Iterable[Sample]) -> dict[tuple[str, str], list[str]]:
    """Which samples were told for what they are not, by what they are and what was said."""
    wrong: dict[tuple[str, str], list[str]] = {}
    for sample in labelled:
        right, said = sample.label or GOOD, told(sample)
        if said != right:
            wrong.setdefault((str(right), said), []).append(f"{sample.name} ({sample.charset})")
    return wrong


def test_the_set_is_large_and_has_as_many_good_pages_as_others() -> None:
    bad, good = samples("blocked", "gone"), samples("good")
    names = [sample.name for sample in (*bad, *good)]

    assert len(bad) >= 80
    assert len(good) >= len(bad)
    assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("kind", ["blocked", "gone", "good"])
def test_every_answer_is_told_for_what_it_is(kind: str) -> None:
    assert confusion(in_every_charset(samples(kind))) == {}


@pytest.mark.parametrize("frame", FRAMES)
def test_a_good_page_stays_good_in_the_dress_of_a_site(frame: str) -> None:
    bare = [replace(sample, frame=frame) for sample in samples("good") if sample.frame == "bare"]

    assert len(bare) > 50
    assert confusion(bare) == {}


def test_what_strangers_have_been_at_is_neither_blocked_nor_gone() -> None:
    assert {sample.name: told(sample) for sample in samples("hijacked") if told(sample) != GOOD} == {}


def test_every_hijacked_page_shows_its_signs() -> None:
    labelled = list(in_every_charset(samples("hijacked")))
    shown = [[sign.kind.value for sign in signs_of_hijack(sample.read, sample.known_icp)] for sample in labelled]

    assert [sample.name for sample, kinds in zip(labelled, shown, strict=True) if kinds != sample.label] == []


@pytest.mark.parametrize("kind", ["good", "blocked", "gone"])
def test_no_other_page_is_suspected(kind: str) -> None:
    shown = {sample.name: signs_of_hijack(sample.read, sample.known_icp) for sample in samples(kind)}

    assert {name: signs for name, signs in shown.items() if signs} == {}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 5_000 + "<a href=/1.html>关于开展工作的通知</a>", id="boxes in boxes"),
        pytest.param("<div><a href=/1.html>关于开展工作的通知</a>" * 5_000, id="boxes with links in boxes"),
        pytest.param("<a href=/1.html>关于开展工作的通知</a>" * 5_000, id="links beside links"),
        pytest.param("<a href=/1.html><table hidden><tr><td>" * 2_000 + "关于开展工作的通知", id="links in links"),
        pytest.param("<p style='display:none'>一" * 5_000, id="hidden in hidden"),
        pytest.param("[" * 100_000, id="lists in lists"),
        pytest.param("x" + "(" * 1_000 + ")" * 900, id="calls in calls"),
        pytest.param("<title>" + "页面的" * 100_000 + "</title>", id="a title without end"),
        pytest.param("<p>" + "您访问的页面" * 50_000, id="a line without end"),
    ],
)
def test_a_page_made_to_be_a_burden_is_looked_at_in_little_time(page: str) -> None:
    began = time.process_time()

    block_of(200, {}, page.encode())
    gone_of(200, "http://a/nb/", "http://a/nb/", page)
    signs_of_hijack(page, None)

    assert time.process_time() - began < 5
