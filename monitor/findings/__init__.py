"""The life of findings: what makes one the same as before, what became of it, and how it is explained."""

from monitor.findings.keeping import FindingKeeper
from monitor.findings.verdicts import Verdicts

__all__ = ["FindingKeeper", "Verdicts"]
