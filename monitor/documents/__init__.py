"""Documents that an office sends: reminder, letter, notice with its list, circular; as data, DOCX, XLSX and PDF."""

from monitor.documents.building import Notice, build
from monitor.documents.facts import Facts, Look, Recheck, Rechecked, Turn
from monitor.documents.kinds import NAMES, NoticeKind
from monitor.documents.lists import render_lists
from monitor.documents.rendering import render_document
from monitor.documents.templates_at_hand import find_template, shipped_template

__all__ = [
    "NAMES",
    "Facts",
    "Look",
    "Notice",
    "NoticeKind",
    "Recheck",
    "Rechecked",
    "Turn",
    "build",
    "find_template",
    "render_document",
    "render_lists",
    "shipped_template",
]
