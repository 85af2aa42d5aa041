"""Puts together what a check may look at: a unit's standing, its report, and all that stands around it."""

from monitor.dossiers.assembling import Dossiers
from monitor.dossiers.case import Case

__all__ = ["Case", "Dossiers"]
