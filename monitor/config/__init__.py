"""What an operator may set, read once at the start."""

from monitor.config.loading import find_workspace, load_config
from monitor.config.model import Config, CrawlSettings, MailSettings, Office, ScheduleSettings
from monitor.config.sample import SAMPLE

__all__ = [
    "SAMPLE",
    "Config",
    "CrawlSettings",
    "MailSettings",
    "Office",
    "ScheduleSettings",
    "find_workspace",
    "load_config",
]
