"""Tells Scrapy what the workspace's configuration says: the same whether we start a crawl or a person does."""

import os

from scrapy.settings import BaseSettings

from monitor.wiring import find_and_load


def apply_workspace(settings: BaseSettings) -> None:
    """Set where things are kept, how a site may be asked, and by what name; the command line outranks it."""
    workspace = find_and_load(None, os.environ)
    crawl = workspace.config.crawl
    told = {
        "GONGKAI_DATABASE_URL": workspace.config.database_url,
        "GONGKAI_ARCHIVE_DIR": str(workspace.archive_folder),
        "GONGKAI_ALLOW_PRIVATE_NETWORKS": crawl.allow_private_networks,
        "GONGKAI_PAGES_PER_SITE": crawl.pages_per_site,
        "GONGKAI_BYTES_PER_SITE": crawl.bytes_per_site_mb * 1024 * 1024,
        "GONGKAI_SECONDS_PER_SITE": crawl.minutes_per_site * 60,
        "GONGKAI_HOURS": crawl.hours,
        "GONGKAI_BROWSER": crawl.browser,
        "USER_AGENT": crawl.user_agent,
        "DOWNLOAD_DELAY": crawl.download_delay,
        "AUTOTHROTTLE_START_DELAY": crawl.download_delay,
    }
    settings.setdict(told, priority="spider")
