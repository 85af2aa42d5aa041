"""How one report year stands, for people and for programs. Knows neither the store nor the crawler."""

from monitor.summaries.rendering import SummaryFormat, render
from monitor.summaries.summary import Summary, UnitRow, UnitSummaryInput, summarise

__all__ = ["Summary", "SummaryFormat", "UnitRow", "UnitSummaryInput", "render", "summarise"]
