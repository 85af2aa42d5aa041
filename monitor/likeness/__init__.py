"""Finds like texts of reports: masks what all share, finds candidates, and compares these exactly."""

from monitor.likeness.comparing import Comparison, compare
from monitor.likeness.groups import SECTIONS, Texts, likenesses_within
from monitor.likeness.masking import VERSION, Mask, Masked
from monitor.likeness.pairing import Pair, like_pairs
from monitor.likeness.shared import without_shared

__all__ = [
    "SECTIONS",
    "VERSION",
    "Comparison",
    "Mask",
    "Masked",
    "Pair",
    "Texts",
    "compare",
    "like_pairs",
    "likenesses_within",
    "without_shared",
]
