"""How kinds of sites write their lists and articles, one module each; a family is registered by name here."""

from spiders.simulator.families.framed import Framed
from spiders.simulator.families.gkmlpt import Gkmlpt
from spiders.simulator.families.ilist import Ilist
from spiders.simulator.families.jpage import Jpage
from spiders.simulator.families.longxun import Longxun
from spiders.simulator.families.one_page import OnePage
from spiders.simulator.families.per_unit import PerUnit
from spiders.simulator.families.plain import Plain
from spiders.simulator.families.scripted import Scripted
from spiders.simulator.families.shelves import Family
from spiders.simulator.families.spa import Spa
from spiders.simulator.families.trs import Trs
from spiders.simulator.families.trs_mixed import TrsMixed
from spiders.simulator.families.ucap import Ucap
from spiders.simulator.families.vsb import Vsb
from spiders.simulator.families.yearly import Yearly

FAMILIES: dict[str, Family] = {
    "trs": Trs(),
    "plain": Plain(),
    "framed": Framed(),
    "scripted": Scripted(),
    "ilist": Ilist(),
    "longxun": Longxun(),
    "one_page": OnePage(),
    "per_unit": PerUnit(),
    "spa": Spa(),
    "vsb": Vsb(),
    "yearly": Yearly(),
    "gkmlpt": Gkmlpt(),
    "jpage": Jpage(),
    "trs_mixed": TrsMixed(),
    "ucap": Ucap(),
}
