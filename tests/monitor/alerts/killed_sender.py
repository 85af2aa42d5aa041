"""A sender in a process of its own, for a test to kill: it sends by real mail, with the code that sends in earnest."""

from datetime import datetime
from pathlib import Path

from monitor.alerts.delivering import deliver
from monitor.channels.mail import Mail
from monitor.channels.settings import MailChannel
from monitor.config import MailSettings, load_config
from monitor.wiring import Workspace


def send_all(folder: str, port: int, at: datetime) -> None:
    """Deliver all that is due to a mail server of this machine."""
    workspace = Workspace(Path(folder), load_config(Path(folder), {}))
    server = MailSettings(host="127.0.0.1", port=port, sender="gongkai@example.gov.cn")
    channel = Mail(MailChannel(mail="xxgk@example.gov.cn"), server)
    deliver(workspace, lambda recipient, name: channel, lambda: at, "sender")
    workspace.close()
