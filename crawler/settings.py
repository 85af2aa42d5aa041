"""Scrapy settings: how we crawl, wherever and for whomever. ITEM_PIPELINES is the flow, top to bottom.

Where the database and the archive are, and how fast a site may be asked, comes from the workspace's
configuration, through the function named at the end.
"""

import os

from crawler.fetch.browser import launch_options

BOT_NAME = "gongkai"
SPIDER_MODULES = ["spiders.annual_reports", "spiders.address_check"]
NEWSPIDER_MODULE = "spiders"

# A guest: one request at a time for each host, slower when the host is slow, and never past its robots.txt.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.0
SCHEDULER_PRIORITY_QUEUE = "crawler.fetch.turns.HostsInTurn"

# Nothing of a site may hold us up or fill us up.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
# Certificates are verified; `crawler.fetch.tls` sees what else can be done, and has it recorded.
DOWNLOAD_VERIFY_CERTIFICATES = True
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # the host rests after the others: crawler.fetch.back_off
REDIRECT_MAX_TIMES = 5
# Scrapy's cookie jar would ask the network for a list of public suffixes: crawler.fetch.cookies stands in for it.
COOKIES_ENABLED = False
# An attachment names its article, as in a browser: some servers give it to nobody else.
REFERRER_POLICY = "strict-origin-when-cross-origin"

# A proxy named by the environment would resolve names for us, unchecked.
HTTPPROXY_ENABLED = False

# A crawl opens no listeners.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Around all of these stands the journal: a crawl that was killed asks for nothing twice.
DOWNLOADER = "storage.journal_downloader.JournalDownloader"
DOWNLOADER_MIDDLEWARES = {
    "crawler.fetch.egress.EgressGuard": 50,
    "crawler.fetch.rendering.RenderMiddleware": 60,
    "crawler.fetch.robots.RobotsGuard": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.fetch.back_off.BackOff": 555,
    "crawler.fetch.cookies.HostCookies": 700,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetch.browser_handler.BrowserOnDemandHandler",
    "https": "crawler.fetch.browser_handler.BrowserOnDemandHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
PLAYWRIGHT_LAUNCH_OPTIONS = launch_options(os.environ)
GONGKAI_BROWSER_PAGES_AT_ONCE = 2
GONGKAI_BROWSER_PAGES_EACH = 100
GONGKAI_BROWSER_SECONDS = 90
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 30_000

ITEM_PIPELINES = {
    "storage.pipelines.ArchivePipeline": 100,
    "crawler.pipelines.ReadPipeline": 200,
    "storage.pipelines.StorePipeline": 300,
}
EXTENSIONS = {
    "crawler.fetch.progress.CrawlProgress": 500,
    "crawler.fetch.hours.KeptHours": 500,
    "crawler.fetch.pace.Pace": 500,
    "scrapy.extensions.throttle.AutoThrottle": None,
}
# For each answer Scrapy would read the source of its callback again; mypy has told us already.
WARN_ON_GENERATOR_RETURN_VALUE = False
# The walk reads a page's own redirects itself, out of the tree that it has made anyway.
METAREFRESH_ENABLED = False
# Scrapy starts so many tasks for each answer, however little follows from it.
CONCURRENT_ITEMS = 4
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.fetch.quiet_log.QuietLogFormatter"

GONGKAI_REGISTER_SOURCE = "storage.register_source.load_register"
GONGKAI_KNOWLEDGE_SOURCE = "storage.knowledge_source.load_knowledge"
GONGKAI_WORKSPACE_SETTINGS = "monitor.crawl_settings.apply_workspace"
