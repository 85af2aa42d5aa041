"""The catalogue of checks: one small function per rule; each module is imported here by name, or it checks nothing."""

from monitor.checks import disputes, form, narrative, proactive, publication, requests
from monitor.checks.catalogue import Check, all_checks, findings_of, run_checks

MODULES = (publication, form, proactive, requests, disputes, narrative)

__all__ = ["MODULES", "Check", "all_checks", "findings_of", "run_checks"]
