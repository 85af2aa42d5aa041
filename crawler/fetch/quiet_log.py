"""What Scrapy writes of items: their names, not their contents."""

import logging

from itemadapter import is_item
from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class QuietLogFormatter(LogFormatter):
    """Captures carry whole pages and readings whole reports: neither belongs into a log."""

    def scraped(self, item: object, response: Response | Failure | None, spider: Spider | None) -> LogFormatterResult:
        """One line at DEBUG for a stored item."""
        name = type(item).__name__ if is_item(item) else "item"
        return {"level": logging.DEBUG, "msg": "Kept %(item)s", "args": {"item": name}}
