"""Who is signed in, and what they may do where."""

from dataclasses import dataclass, field
from enum import IntEnum


class Role(IntEnum):
    """What a person may do; each role may do all that those before it may."""

    VIEWER = 1
    """Sees pages, and exports what they show."""
    REVIEWER = 2
    """Acknowledges, dismisses, notes and corrects."""
    OPERATOR = 3
    """Sees crawls, schedule and outbox, and sets them going again."""
    ADMINISTRATOR = 4
    """Gives accounts and roles."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role within an area, the unit of the register that leads it; None stands for the whole register."""

    role: Role
    area_id: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """Someone who is signed in: by a session, whose pages carry `csrf`, or by an API token, where it is None."""

    name: str
    grants: tuple[Grant, ...]
    display_name: str = ""
    csrf: str | None = field(default=None, repr=False)

    def may(self, role: Role) -> bool:
        """Whether the role is theirs anywhere.

        >>> Signed("li", (Grant(Role.REVIEWER, "370902"),)).may(Role.VIEWER)
        True
        """
        return any(grant.role >= role for grant in self.grants)

    def areas(self, role: Role) -> frozenset[str] | None:
        """Where the role is theirs: the ids of areas, each with all below it; None for everywhere."""
        held = [grant.area_id for grant in self.grants if grant.role >= role]
        return None if None in held else frozenset(area for area in held if area is not None)
