"""The store that the settings of a crawl name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from crawler.domain.errors import BadConfig, GongkaiError
from storage.archive import Archive
from storage.schema import check_revision
from storage.unit_of_work import open_database


def configured_database(settings: Mapping[str, Any]) -> Engine:
    """The database at GONGKAI_DATABASE_URL, open and of the right shape."""
    engine = open_database(_setting(settings, "GONGKAI_DATABASE_URL"))
    try:
        check_revision(engine)
    except GongkaiError:
        engine.dispose()
        raise
    return engine


def configured_archive(settings: Mapping[str, Any]) -> Archive:
    """The archive in GONGKAI_ARCHIVE_DIR."""
    return Archive(Path(_setting(settings, "GONGKAI_ARCHIVE_DIR")))


def _setting(settings: Mapping[str, Any], name: str) -> str:
    value = settings.get(name)
    if not value:
        raise BadConfig("the settings of the crawl", f"{name} is not set")
    return str(value)
