"""What the roles of an account come to, and who may give which."""

from collections.abc import Iterable

from monitor.access.roles import Grant, Role, Signed
from storage.accounts import Account, HeldRole
from storage.unit_of_work import UnitOfWork


def grants_of(roles: Iterable[HeldRole]) -> tuple[Grant, ...]:
    """Roles as the store names them, as grants; one that this version does not know is none."""
    known = {role.name.lower(): role for role in Role}
    return tuple(Grant(known[held.role], held.area_id) for held in roles if held.role in known)


def held_roles(grants: Iterable[Grant]) -> tuple[HeldRole, ...]:
    """Grants as the store names them."""
    return tuple(HeldRole(grant.role.name.lower(), grant.area_id) for grant in grants)


def both(ours: Iterable[Grant], theirs: Iterable[Grant]) -> tuple[Grant, ...]:
    """What two lists of grants both allow: a token does no more than its account may now.

    >>> both([Grant(Role.OPERATOR)], [Grant(Role.REVIEWER, "37")])
    (Grant(role=<Role.REVIEWER: 2>, area_id='37'),)
    """
    shared: dict[str | None, Role] = {}
    held = list(theirs)
    for ask in ours:
        for have in held:
            area_id = have.area_id if ask.area_id is None else ask.area_id
            if ask.area_id is None or have.area_id in (None, ask.area_id):
                shared[area_id] = max(shared.get(area_id, Role.VIEWER), min(ask.role, have.role))
    return tuple(Grant(role, area_id) for area_id, role in shared.items())


def may_manage(work: UnitOfWork, signed: Signed, account: Account) -> bool:
    """Whether an administrator may change an account: one of an area may where all that it holds is there.

    An account without any role belongs to the administrators of everywhere.
    """
    areas = signed.areas(Role.ADMINISTRATOR)
    return areas is None or (
        bool(account.roles) and all(may_give(work, signed, held.area_id) for held in account.roles)
    )


def may_give(work: UnitOfWork, signed: Signed, area_id: str | None) -> bool:
    """Whether an administrator may give roles within an area."""
    areas = signed.areas(Role.ADMINISTRATOR)
    return areas is None or (area_id is not None and work.standings.lies_within(area_id, areas))
