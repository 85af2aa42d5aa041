"""The forms a summary is given out in."""

from enum import StrEnum

from crawler.domain.wording import Language
from monitor.summaries.page import render_page
from monitor.summaries.records import render_records
from monitor.summaries.spreadsheet import render_spreadsheet
from monitor.summaries.summary import Summary
from monitor.summaries.text import render_text


class SummaryFormat(StrEnum):
    """What `gongkai summary --format` takes."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"


FILES = frozenset({SummaryFormat.XLSX, SummaryFormat.DOCX})
"""The formats that are no text. A workbook is `render_workbook`; a document is the 通报 of `monitor.documents`."""

_RENDERERS = {
    SummaryFormat.TEXT: render_text,
    SummaryFormat.JSON: render_records,
    SummaryFormat.CSV: render_spreadsheet,
    SummaryFormat.HTML: render_page,
}


def render(summary: Summary, format: SummaryFormat, language: Language) -> str:  # noqa: A002 - the option's name
    """The summary in one format of text and one language."""
    return _RENDERERS[format](summary, language)
