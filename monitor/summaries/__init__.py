"""How one report year stands, for people and for programs. Knows neither the store nor the crawler."""

from monitor.summaries.rendering import FILES, SummaryFormat, render
from monitor.summaries.summary import Summary, UnitRow, UnitSummaryInput, summarise
from monitor.summaries.summary_workbook import render_workbook

__all__ = [
    "FILES",
    "Summary",
    "SummaryFormat",
    "UnitRow",
    "UnitSummaryInput",
    "render",
    "render_workbook",
    "summarise",
]
