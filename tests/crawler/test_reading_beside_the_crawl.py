"""Reports are read beside the crawl, and the visit of their site waits until they are kept."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from crawler import pipelines
from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.evidence import Failure, Stray, Visit, VisitOutcome
from crawler.domain.register import Register

NOW = datetime(2026, 2, 1, tzinfo=UTC)
SITE = "site"
CAPTURE = Capture("http://a.gov.cn/1.pdf", CaptureKind.REPORT, b"", NOW, Trail(SITE))
VISIT = Visit(SITE, NOW, NOW, VisitOutcome.COMPLETE)


@pytest.fixture
def pipeline() -> pipelines.ReadPipeline:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(register=Register([])), stats=None)
    return pipelines.ReadPipeline(crawler)


async def visit_while_reading(
    pipeline: pipelines.ReadPipeline, let_go: Event, then: Callable[[object], None]
) -> tuple[bool, Visit]:
    """Whether the visit was held back while the capture was being read, and what came out of it."""
    reading = asyncio.ensure_future(pipeline.process_item(CAPTURE))
    await asyncio.sleep(0)
    visiting = asyncio.ensure_future(pipeline.process_item(VISIT))
    await asyncio.sleep(0.05)
    held = not visiting.done()
    let_go.set()
    then(await reading)
    visit = await asyncio.wait_for(visiting, 5)
    assert isinstance(visit, Visit)
    return held, visit


@pytest.fixture
def let_go(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Reading lasts until this is set."""
    event = Event()

    def read_slowly(capture: Capture, _: Register) -> Stray:
        event.wait(5)
        return Stray(SITE, capture.url, None, "slow", NOW)

    monkeypatch.setattr(pipelines, "read_or_stray", read_slowly)
    return event


def test_a_visit_waits_for_what_is_still_being_read(pipeline: pipelines.ReadPipeline, let_go: Event) -> None:
    held, visit = asyncio.run(visit_while_reading(pipeline, let_go, pipeline.ended))

    assert held
    assert visit.outcome is VisitOutcome.COMPLETE


def test_a_visit_names_what_it_met_and_nobody_could_settle(pipeline: pipelines.ReadPipeline, let_go: Event) -> None:
    _, visit = asyncio.run(visit_while_reading(pipeline, let_go, pipeline.ended))

    assert visit.failures == (Failure(CAPTURE.url, pipelines.UNSETTLED),)


def test_a_visit_whose_report_could_not_be_kept_is_not_complete(
    pipeline: pipelines.ReadPipeline, let_go: Event
) -> None:
    held, visit = asyncio.run(visit_while_reading(pipeline, let_go, lambda _: pipeline.failed(CAPTURE)))

    assert held
    assert visit.outcome is VisitOutcome.LISTING_INCOMPLETE
    assert [failure.url for failure in visit.failures] == [CAPTURE.url]


def test_a_visit_does_not_wait_for_other_sites(pipeline: pipelines.ReadPipeline, let_go: Event) -> None:
    async def visit_elsewhere() -> object:
        reading = asyncio.ensure_future(pipeline.process_item(CAPTURE))
        await asyncio.sleep(0)
        elsewhere = Visit("elsewhere", NOW, NOW, VisitOutcome.COMPLETE)
        visit = await asyncio.wait_for(pipeline.process_item(elsewhere), 1)
        let_go.set()
        await reading
        return visit

    assert isinstance(asyncio.run(visit_elsewhere()), Visit)
