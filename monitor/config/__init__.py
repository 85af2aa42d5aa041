"""What an operator may set, read once at the start."""

from monitor.config.loading import find_workspace, load_config
from monitor.config.model import (
    DEFAULT_RULES_FILE,
    Config,
    CrawlSettings,
    MailSettings,
    ObligationSettings,
    Office,
    ScheduleSettings,
    ScorecardSettings,
)
from monitor.config.sample import SAMPLE
from monitor.config.serve_settings import OidcSettings, ServeSettings

__all__ = [
    "DEFAULT_RULES_FILE",
    "SAMPLE",
    "Config",
    "CrawlSettings",
    "MailSettings",
    "ObligationSettings",
    "Office",
    "OidcSettings",
    "ScheduleSettings",
    "ScorecardSettings",
    "ServeSettings",
    "find_workspace",
    "load_config",
]
