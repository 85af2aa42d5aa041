"""Opens the channel that the settings of a recipient name."""

from collections.abc import Callable, Mapping
from datetime import datetime

from crawler.domain.clock import clock_from
from crawler.domain.message import Channel
from monitor.channels.mail import Mail
from monitor.channels.posting import trusted_in
from monitor.channels.robot_kinds import robot_of
from monitor.channels.robots import RobotPost
from monitor.channels.secrets import secret_of
from monitor.channels.settings import ChannelSettings, MailChannel, WebhookChannel
from monitor.channels.turns import Turns
from monitor.channels.webhook import WebhookPost
from monitor.config.model import MailSettings

_REAL_CLOCK = clock_from(None)
_TURNS = Turns(_REAL_CLOCK)
"""A robot's minute is the robot's, whoever speaks to it: one count for the whole process."""


def open_channel(
    settings: ChannelSettings,
    mail: MailSettings,
    environ: Mapping[str, str],
    clock: Callable[[], datetime] = _REAL_CLOCK,
    turns: Turns = _TURNS,
) -> Channel:
    """The channel, ready to send; raises BadConfig where a secret is not where the settings say it is.

    The clock is that of the other side, who refuses what was signed too long ago: a trial at another date needs the
    real one all the same.
    """
    if isinstance(settings, MailChannel):
        return Mail(settings, mail)
    if isinstance(settings, WebhookChannel):
        return WebhookPost(settings.webhook, secret_of(settings.webhook.secret, environ), clock, trusted_in(environ))
    return RobotPost(robot_of(settings, environ), clock, turns, trusted_in(environ))
