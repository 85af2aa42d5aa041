"""What is known of the sites, for the spider, which knows this module only by the name in its settings."""

from collections.abc import Mapping
from typing import Any

from crawler.domain.knowledge import Knowledge
from storage.configured import configured_database
from storage.unit_of_work import UnitOfWork, unit_of_work


def load_knowledge(settings: Mapping[str, Any]) -> Mapping[str, Knowledge]:
    """What the database that the settings name knows of each site; a site it knows nothing of is not there."""
    engine = configured_database(settings)
    try:
        with unit_of_work(engine) as work:
            crawl_id = int(settings.get("GONGKAI_CRAWL_ID") or 0)
            return _known_at_its_beginning(work, crawl_id) if crawl_id else work.known_sites.all()
    finally:
        engine.dispose()


def _known_at_its_beginning(work: UnitOfWork, crawl_id: int) -> Mapping[str, Knowledge]:
    """What a crawl knew before its first request, however often it was killed since."""
    known = work.crawl_knowledge.of(crawl_id)
    if known is None:
        known = work.known_sites.all()
        work.crawl_knowledge.keep(crawl_id, known)
    return known
