"""What somebody who is signed in may see of findings, reports and units; what lies outside is not there for them."""

from fastapi import HTTPException, Request

from crawler.domain.unit import Unit
from monitor.access.roles import Role
from monitor.web.guard import signed_in
from storage.triage_rows import Sight
from storage.unit_of_work import UnitOfWork


def sight_of(request: Request, role: Role = Role.VIEWER) -> Sight:
    """Where a role is theirs; what is about our own reading is for operators, where they are that."""
    signed = signed_in(request)
    return Sight(signed.areas(role), signed.areas(Role.OPERATOR))


def unit_in_sight(request: Request, work: UnitOfWork, unit_id: str, role: Role = Role.VIEWER) -> Unit:
    """The unit of that id, where it lies in an area in which the role is theirs; else there is no such page."""
    unit = work.units.find(unit_id)
    if unit is None or not work.triage.sees_unit(unit_id, signed_in(request).areas(role)):
        raise HTTPException(404)
    return unit


def may_on(request: Request, work: UnitOfWork, unit_id: str, role: Role) -> bool:
    """Whether a role is theirs where a unit lies."""
    areas = signed_in(request).areas(role)
    return areas is None or (bool(areas) and work.triage.sees_unit(unit_id, areas))
