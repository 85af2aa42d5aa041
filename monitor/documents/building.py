"""Which function writes which kind of document."""

from collections.abc import Callable, Mapping

from monitor.documents.circular import Circular, circular
from monitor.documents.facts import Facts
from monitor.documents.kinds import NoticeKind
from monitor.documents.notices import Overdue, Rectification, Reminder, overdue, rectification, reminder
from monitor.summaries.summary import Summary

Notice = Reminder | Overdue | Rectification | Circular
"""A document as data."""

DATA: Mapping[NoticeKind, type[Notice]] = {
    NoticeKind.REMINDER: Reminder,
    NoticeKind.OVERDUE: Overdue,
    NoticeKind.RECTIFICATION: Rectification,
    NoticeKind.CIRCULAR: Circular,
}

_BUILDERS: Mapping[NoticeKind, Callable[[Summary, Facts], Notice]] = {
    NoticeKind.REMINDER: reminder,
    NoticeKind.OVERDUE: overdue,
    NoticeKind.RECTIFICATION: rectification,
    NoticeKind.CIRCULAR: circular,
}


def build(kind: NoticeKind, summary: Summary, facts: Facts) -> Notice:
    """A document about a summary; raises NothingToTell where it would be about nobody."""
    return _BUILDERS[kind](summary, facts)
