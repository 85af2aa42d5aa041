"""Scrapy settings: how we crawl, wherever and for whomever. ITEM_PIPELINES is the flow, top to bottom.

Where the database and the archive are, and how fast a site may be asked, comes from the workspace's
configuration, through the function named at the end.
"""

import os

from crawler.fetch.browser import launch_options

BOT_NAME = "gongkai"
SPIDER_MODULES = ["spiders.annual_reports"]
NEWSPIDER_MODULE = "spiders"

# A guest: one request at a time for each host, slower when the host is slow, and never past its robots.txt.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DOWNLOAD_DELAY = 2.0

# Nothing of a site may hold us up or fill us up.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 5
# Reports are public pages. Scrapy's cookie jar would also ask the network for a list of public suffixes.
COOKIES_ENABLED = False

# A crawl opens no listeners.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "crawler.fetch.egress.EgressGuard": 50,
    "crawler.fetch.rendering.RenderMiddleware": 60,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetch.rendering.BrowserOnDemandHandler",
    "https": "crawler.fetch.rendering.BrowserOnDemandHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
PLAYWRIGHT_LAUNCH_OPTIONS = launch_options(os.environ)
PLAYWRIGHT_MAX_CONTEXTS = 2
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 1
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 30_000

ITEM_PIPELINES = {
    "storage.pipelines.ArchivePipeline": 100,
    "crawler.pipelines.ReadPipeline": 200,
    "storage.pipelines.StorePipeline": 300,
}
EXTENSIONS = {"crawler.fetch.progress.CrawlProgress": 500}
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.fetch.quiet_log.QuietLogFormatter"

GONGKAI_REGISTER_SOURCE = "storage.register_source.load_register"
GONGKAI_WORKSPACE_SETTINGS = "monitor.crawl_settings.apply_workspace"
