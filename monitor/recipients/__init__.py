"""Who is told: oversight offices and operators, over which channels, on which ladder, and when not."""

from monitor.recipients.model import Acknowledging, Escalation, Ladder, Office, Operator, Quiet, Recipients, When
from monitor.recipients.quiet import heard_from
from monitor.recipients.reading import RECIPIENTS_FILE, read_recipients
from monitor.recipients.sample import SAMPLE_RECIPIENTS

__all__ = [
    "RECIPIENTS_FILE",
    "SAMPLE_RECIPIENTS",
    "Acknowledging",
    "Escalation",
    "Ladder",
    "Office",
    "Operator",
    "Quiet",
    "Recipients",
    "When",
    "heard_from",
    "read_recipients",
]
