"""How kinds of sites write their lists and articles, one module each; a family is registered by name here."""

from spiders.simulator.families.framed import Framed
from spiders.simulator.families.plain import Plain
from spiders.simulator.families.scripted import Scripted
from spiders.simulator.families.shelves import Family
from spiders.simulator.families.trs import Trs

FAMILIES: dict[str, Family] = {"trs": Trs(), "plain": Plain(), "framed": Framed(), "scripted": Scripted()}
