"""The administrative divisions of China, and the register of an area to be filled in from them."""

from monitor.divisions.naming import unit_of
from monitor.divisions.table import Division, Divisions, load_divisions

__all__ = ["Division", "Divisions", "load_divisions", "unit_of"]
