"""The public scorecard: a static site of the season's state, with evidence, and a way to dispute every line."""

from monitor.scorecard.export import write_scorecard
from monitor.scorecard.lines import Scorecard, Verdict, scorecard_of

__all__ = ["Scorecard", "Verdict", "scorecard_of", "write_scorecard"]
