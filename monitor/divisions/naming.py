"""How the governments of divisions are called, and what they are in law."""

from crawler.domain.unit import Level, Unit, UnitKind
from monitor.divisions.table import Division, Divisions

_LEVELS = {2: Level.PROVINCE, 4: Level.PREFECTURE, 6: Level.COUNTY, 9: Level.TOWNSHIP}
_OFFICE_OF_COMMISSIONER = ("地区", "盟")
_ADMINISTRATION = "行政公署"
_GOVERNMENT = "人民政府"


def unit_of(division: Division, divisions: Divisions) -> Unit:
    """The unit that reports for a division; its addresses are for somebody to fill in."""
    parent = divisions.above(division)
    return Unit(
        id=division.printed_code,
        name=_name(division, parent),
        kind=_kind(division),
        level=_LEVELS[len(division.code)],
        parent_id=None if parent is None else parent.printed_code,
        site_url="",
        aliases=_aliases(division, parent),
        division_code=division.printed_code,
    )


def _kind(division: Division) -> UnitKind:
    if len(division.code) < len("632821100"):
        return UnitKind.GOVERNMENT
    return UnitKind.SUBDISTRICT if division.name.endswith("街道") else UnitKind.TOWNSHIP


def _name(division: Division, parent: Division | None) -> str:
    """The full name. Districts and all below the county are told apart by what stands above them only.

    A prefecture without a congress of its own has a 行政公署.
    """
    if division.name.endswith("街道"):
        own = f"{division.name}办事处"
    elif len(division.code) == len("6328") and division.name.endswith(_OFFICE_OF_COMMISSIONER):
        own = f"{division.name}{_ADMINISTRATION}"
    else:
        own = f"{division.name}{_GOVERNMENT}"
    return f"{parent.name}{own}" if parent is not None and _takes_its_parents_name(division) else own


def _takes_its_parents_name(division: Division) -> bool:
    if len(division.code) == len("632821100"):
        return True
    return len(division.code) == len("632821") and division.name.endswith("区") and not division.name.endswith("林区")


def _aliases(division: Division, parent: Division | None) -> tuple[str, ...]:
    """The name without what stands above it, for those below the county, where a site has only one of that name."""
    if parent is None or len(division.code) != len("632821100"):
        return ()
    return (_name(division, None),)
