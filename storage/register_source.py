"""The register for the spider, which knows this module only by the name in its settings."""

from collections.abc import Mapping
from typing import Any

from crawler.domain.register import Register
from storage.configured import configured_database
from storage.unit_of_work import unit_of_work


def load_register(settings: Mapping[str, Any]) -> Register:
    """The register in the database that the settings name."""
    engine = configured_database(settings)
    try:
        with unit_of_work(engine) as work:
            return work.units.register()
    finally:
        engine.dispose()
