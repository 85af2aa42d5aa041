"""The kinds of problem, in the order of 国办公开办函〔2021〕30号, and which check belongs to which.

Checks of our own reading (PQ) belong to none: they never leave the operator's side.
"""

from collections.abc import Mapping
from enum import StrEnum

from crawler.domain.wording import Text


class Category(StrEnum):
    """What 30号 tells offices to look for, in its order; the form of publication comes last."""

    TIMELINESS = "timeliness"
    ACCURACY = "accuracy"
    COMPLETENESS = "completeness"
    SAMENESS = "sameness"
    FORM = "form"


HEADINGS: Mapping[Category, Text] = {
    Category.TIMELINESS: Text("一、未按时公布", "1. Not published in time"),
    Category.ACCURACY: Text("二、内容不准确（疑似，请核实）", "2. Inaccurate (suspected, please verify)"),
    Category.COMPLETENESS: Text("三、内容不全面（疑似，请核实）", "3. Incomplete (suspected, please verify)"),
    Category.SAMENESS: Text("四、内容雷同（疑似，请核实）", "4. Copied (suspected, please verify)"),
    Category.FORM: Text("五、公布形式（疑似，请核实）", "5. Form of publication (suspected, please verify)"),
}

# A family stands for all its checks; a check named by itself outranks its family.
_CATEGORIES: Mapping[str, Category | None] = {
    "PUB": Category.FORM,
    "PUB-01": Category.TIMELINESS,
    "PUB-02": Category.TIMELINESS,
    "PUB-04": Category.TIMELINESS,
    "PUB-05": Category.TIMELINESS,
    "PUB-06": Category.ACCURACY,
    "PUB-12": Category.ACCURACY,
    "PUB-14": Category.ACCURACY,
    "FRM": Category.ACCURACY,
    "FRM-01": Category.FORM,
    "FRM-06": Category.COMPLETENESS,
    "FRM-07": Category.FORM,
    "FRM-08": Category.FORM,
    "FRM-09": Category.FORM,
    "FRM-11": Category.COMPLETENESS,
    "FRM-13": Category.FORM,
    "FRM-16": Category.COMPLETENESS,
    "FRM-17": Category.COMPLETENESS,
    "FRM-18": Category.COMPLETENESS,
    "FRM-19": Category.COMPLETENESS,
    "T2": Category.ACCURACY,
    "T2-01": Category.COMPLETENESS,
    "T2-02": Category.COMPLETENESS,
    "T2-11": Category.COMPLETENESS,
    "T2N": Category.ACCURACY,
    "T2O": Category.ACCURACY,
    "T2X": Category.ACCURACY,
    "T3": Category.ACCURACY,
    "T3-01": Category.COMPLETENESS,
    "T3-06": Category.COMPLETENESS,
    "T3-11": Category.COMPLETENESS,
    "T3-12": Category.COMPLETENESS,
    "T4": Category.ACCURACY,
    "T4-01": Category.FORM,
    "T4-03": Category.COMPLETENESS,
    "T4-06": Category.COMPLETENESS,
    "NAR": Category.ACCURACY,
    "SIM": Category.SAMENESS,
    "ROL": Category.ACCURACY,
    "L": Category.ACCURACY,
    "PQ": None,
}


def category_of(check: str) -> Category | None:
    """The kind of problem a check finds; None for checks of our own reading. Raises KeyError for an unknown family.

    >>> category_of("T3-02").name, category_of("T3-06").name, category_of("PQ-01")
    ('ACCURACY', 'COMPLETENESS', None)
    """
    family = check.partition("-")[0]
    return _CATEGORIES[check] if check in _CATEGORIES else _CATEGORIES[family]
