"""All plants: importing the modules of defects registers them."""

from tests.planting import forms_of_reports, narratives, publications, surroundings, table_2, table_3
from tests.planting.plant import PLANTS, Plant

MODULES = (publications, forms_of_reports, table_2, table_3, narratives, surroundings)

__all__ = ["MODULES", "PLANTS", "Plant"]
