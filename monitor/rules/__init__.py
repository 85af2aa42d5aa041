"""Local rules without code: what offices set about the catalogue, for whom, by whom decided and why."""

from monitor.rules.book import NO_RULES, RuleBook
from monitor.rules.reading import read_rules

__all__ = ["NO_RULES", "RuleBook", "read_rules"]
