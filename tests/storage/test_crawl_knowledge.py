"""What a crawl knew when it began stays what it was, however often the crawl is killed."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from crawler.domain.capture import Trail
from crawler.domain.knowledge import Knowledge, KnownCapture, Lesson
from storage.knowledge_source import load_knowledge
from storage.unit_of_work import unit_of_work

if TYPE_CHECKING:
    from tests.storage.conftest import Samples

NOW = datetime(2025, 4, 1, 9, 0, 0, 5, tzinfo=UTC)
SITE = "www.example.gov.cn"
TRAIL = Trail(SITE, "http://www.example.gov.cn/nb/", "年报", "云溪县2024年年度报告", date(2025, 1, 20))
LESSON = Lesson(SITE, "column", "http://www.example.gov.cn/nb/", {"pages": [1, 2], "名": None}, NOW)
KNOWN = Knowledge(
    SITE,
    frozenset({("370902", 2024), ("370902", 2023)}),
    {
        "http://www.example.gov.cn/1.html": KnownCapture("0" * 64, '"e"', None, NOW, 2024, is_stray=True),
        "http://www.example.gov.cn/2.html": KnownCapture("1" * 64, None, None, NOW, 2024, trail=TRAIL),
    },
    (LESSON,),
)


def test_it_comes_back_as_it_was_and_goes_with_the_crawl(engine: Engine) -> None:
    with unit_of_work(engine) as work:
        crawl = work.runs.begin("crawl", NOW)
        work.crawl_knowledge.keep(crawl, {SITE: KNOWN})

        assert work.crawl_knowledge.of(crawl) == {SITE: KNOWN}
        work.crawl_knowledge.forget(crawl)
        assert work.crawl_knowledge.of(crawl) is None


def test_what_a_crawl_found_itself_is_no_news_to_the_next_one_only(
    engine: Engine, url: str, samples: "Samples"
) -> None:
    with unit_of_work(engine) as work:
        crawl, following = work.runs.begin("crawl", NOW), work.runs.begin("crawl", NOW)
    settings = {"GONGKAI_DATABASE_URL": url}

    at_first = load_knowledge(settings | {"GONGKAI_CRAWL_ID": crawl})
    with unit_of_work(engine) as work:
        samples.store(work, samples.reading())

    assert at_first == {}
    assert load_knowledge(settings | {"GONGKAI_CRAWL_ID": str(crawl)}) == {}
    assert list(load_knowledge(settings | {"GONGKAI_CRAWL_ID": following})) == [SITE]
    assert list(load_knowledge(settings)) == [SITE]
