"""What of the register, and of what was found, a reader may see; what lies outside is not there for them."""

from fastapi import Request

from crawler.domain.unit import Unit
from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.web.guard import signed_in
from monitor.web.problems import Declined
from monitor.web.remembered import remembered
from storage.triage_rows import Sight
from storage.unit_of_work import Database, UnitOfWork, unit_of_work

NO_SUCH_UNIT = Text("没有这个单位，或不在您可查看的地区内。", "There is no such unit within your areas.")
"""Said of a unit that is not there and of one out of sight alike."""


def database_of(request: Request) -> Database:
    """The database of the workspace that is served."""
    database: Database = request.app.state.workspace.database
    return database


def areas_of(request: Request) -> frozenset[str] | None:
    """The areas that the reader may see, each with all below it; None is everywhere."""
    return signed_in(request).areas(Role.VIEWER)


def seen_or_404(request: Request, unit_id: str) -> None:
    """Refuse a unit that is not registered, or lies outside the reader's areas: they cannot tell which."""
    areas = areas_of(request)
    line = [above_id for above_id, _ in _line_of(request, unit_id)]
    if not line or (areas is not None and areas.isdisjoint(line)):
        raise Declined(404, NO_SUCH_UNIT)


def way_to(request: Request, unit_id: str) -> tuple[tuple[str, str], ...]:
    """The units above one and itself, the highest first, each with its name; those out of sight are left out."""
    areas, line = areas_of(request), _line_of(request, unit_id)
    if areas is None:
        return line
    first = next((place for place, (above_id, _) in enumerate(line) if above_id in areas), len(line) - 1)
    return line[first:]


def sight_of(request: Request, role: Role = Role.VIEWER) -> Sight:
    """Whose findings they may see in a role; what is about our own reading is for operators, where they are that."""
    signed = signed_in(request)
    return Sight(signed.areas(role), signed.areas(Role.OPERATOR))


def unit_in_sight(request: Request, work: UnitOfWork, unit_id: str, role: Role = Role.VIEWER) -> Unit:
    """The unit of that id, where it lies in an area in which the role is theirs; else there is no such page."""
    unit = work.units.find(unit_id)
    if unit is None or not may_on(request, work, unit_id, role):
        raise Declined(404, NO_SUCH_UNIT)
    return unit


def may_on(request: Request, work: UnitOfWork, unit_id: str, role: Role) -> bool:
    """Whether a role is theirs where a unit lies."""
    areas = signed_in(request).areas(role)
    return areas is None or (bool(areas) and work.standings.lies_within(unit_id, areas))


def _line_of(request: Request, unit_id: str) -> tuple[tuple[str, str], ...]:
    def look() -> tuple[tuple[str, str], ...]:
        with unit_of_work(database_of(request)) as work:
            return work.standings.line_of(unit_id)

    return remembered(request, ("line", unit_id), look)
