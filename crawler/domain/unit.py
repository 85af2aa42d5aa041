"""Units: the bodies that owe a report."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit


class UnitKind(StrEnum):
    """What a unit is in law; it decides the due date and who is told."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    OFFICE = "office"
    VERTICAL = "vertical"
    DELEGATED = "delegated"


class Level(StrEnum):
    """The level of government a unit belongs to."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Unit:
    """One body of the register and where it publishes.

    `obliged_from` and `obliged_to` are report years, both included; `local_due` is a date in the
    year after the report year, written month-day, that a local notice sets. Where there is a `successor_id`,
    `obliged_to` is the year in which the unit was abolished, and the successor reports on that year already:
    when a report is due, the unit is no more. `oversight_id` is the unit or the office whose line oversees it,
    where that is not the unit above.
    """

    id: str
    name: str
    kind: UnitKind
    level: Level
    parent_id: str | None
    site_url: str
    column_url: str | None = None
    aliases: tuple[str, ...] = ()
    division_code: str | None = None
    local_due: tuple[int, int] | None = None
    covered_by: str | None = None
    obliged_from: int | None = None
    obliged_to: int | None = None
    contact_email: str | None = None
    successor_id: str | None = None
    oversight_id: str | None = None

    @property
    def site_id(self) -> str:
        """The host, with its port, of the site that carries this unit's reports."""
        return host_of(self.site_url)

    @property
    def fingerprint(self) -> str:
        """What the unit is looked for by: its id and its names. A visit under other names did not look for it."""
        names = "\n".join((self.id, self.name, *self.aliases))
        return hashlib.sha256(names.encode()).hexdigest()[:16]

    def reports_through(self, report_year: int) -> str | None:
        """The unit that reports in this one's place: what covers it, or its successor; None where it is this one."""
        abolished = self.obliged_to is not None and report_year >= self.obliged_to
        return self.covered_by or (self.successor_id if abolished else None)

    def local_due_date(self, report_year: int) -> date | None:
        """The local due date for the report on one year of work, where a local rule sets one."""
        if self.local_due is None:
            return None
        month, day = self.local_due
        return date(report_year + 1, month, day)


def host_of(url: str) -> str:
    """The host and port of an address, in lower case.

    >>> host_of("http://WWW.example.gov.cn:8080/zwgk/")
    'www.example.gov.cn:8080'
    """
    return urlsplit(url).netloc.rpartition("@")[2].lower()
