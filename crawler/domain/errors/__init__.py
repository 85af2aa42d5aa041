"""Everything that can go wrong in our own work.

An error is ours: we could not do what was asked. A doubt (our reading) and a finding (their report)
are data, never exceptions. All errors share one root so that the command line can tell them from bugs.
"""

from crawler.domain.errors.access import AccountNotPossible, NotIdentified, UnknownAccount
from crawler.domain.errors.root import GongkaiError
from crawler.domain.errors.telling import (
    AlreadyTold,
    BadTemplate,
    CannotWrite,
    DeliveryFailed,
    LinkVoid,
    NotAccepted,
    NothingToTell,
    PrintingFailed,
    TryLater,
    UnknownMessage,
    UnknownOffice,
    WrongState,
)
from crawler.domain.errors.watching import (
    ArchiveDamaged,
    BadConfig,
    BadDivisions,
    BadForm,
    BadRegister,
    BadRules,
    CrawlFailed,
    DatabaseTooNew,
    DatabaseUnavailable,
    DuplicateUnit,
    IllegalStep,
    NoReport,
    NotAnAnnualReport,
    NotReadable,
    UnknownArea,
    UnknownCorrection,
    UnknownFinding,
    UnknownUnit,
)

__all__ = [
    "AccountNotPossible",
    "AlreadyTold",
    "ArchiveDamaged",
    "BadConfig",
    "BadDivisions",
    "BadForm",
    "BadRegister",
    "BadRules",
    "BadTemplate",
    "CannotWrite",
    "CrawlFailed",
    "DatabaseTooNew",
    "DatabaseUnavailable",
    "DeliveryFailed",
    "DuplicateUnit",
    "GongkaiError",
    "IllegalStep",
    "LinkVoid",
    "NoReport",
    "NotAccepted",
    "NotAnAnnualReport",
    "NotIdentified",
    "NotReadable",
    "NothingToTell",
    "PrintingFailed",
    "TryLater",
    "UnknownAccount",
    "UnknownArea",
    "UnknownCorrection",
    "UnknownFinding",
    "UnknownMessage",
    "UnknownOffice",
    "UnknownUnit",
    "WrongState",
]
