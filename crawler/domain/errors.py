"""Everything that can go wrong in our own work.

An error is ours: we could not do what was asked. A doubt (our reading) and a finding (their report)
are data, never exceptions. All errors share one root so that the command line can tell them from bugs.
"""

from datetime import timedelta


class GongkaiError(Exception):
    """The root of all errors of this project."""


class DuplicateUnit(GongkaiError):
    """Two units of one register share an id."""

    def __init__(self, unit_id: str) -> None:
        self.unit_id = unit_id
        super().__init__(f"the unit id {unit_id!r} stands twice in the register")


class UnknownUnit(GongkaiError):
    """A unit was named that the register does not hold."""

    def __init__(self, unit_id: str) -> None:
        self.unit_id = unit_id
        super().__init__(f"no unit {unit_id!r} in the register")


class BadRegister(GongkaiError):
    """A register file cannot be imported; every problem is named, and nothing is imported."""

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))


class NotReadable(GongkaiError):
    """The bytes are of no medium we can read."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: not readable: {reason}")


class NotAnAnnualReport(GongkaiError):
    """The page was fetched and read well, but it is something else."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: not an annual report: {reason}")


class BadForm(GongkaiError):
    """A form file of ours breaks its own rules."""

    def __init__(self, form: str, reason: str) -> None:
        self.form = form
        self.reason = reason
        super().__init__(f"form {form}: {reason}")


class BadConfig(GongkaiError):
    """The configuration cannot be used."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: {reason}")


class BadRules(GongkaiError):
    """A file of local rules cannot be used; every problem is named by its line, and nothing is applied."""

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))


class DatabaseTooNew(GongkaiError):
    """The database was written by a newer version of this program."""

    def __init__(self, url: str, revision: str) -> None:
        self.url = url
        self.revision = revision
        super().__init__(
            f"the database {url} is at revision {revision}, which this version does not know; use the newer version"
        )


class DatabaseUnavailable(GongkaiError):
    """The database cannot be opened or is not in the state we need."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"the database {url} cannot be used: {reason}")


class ArchiveDamaged(GongkaiError):
    """A capture that the store knows is not in the archive as it was written."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


class NoReport(GongkaiError):
    """The store holds no report of that unit and year."""

    def __init__(self, unit_id: str, report_year: int) -> None:
        self.unit_id = unit_id
        self.report_year = report_year
        super().__init__(f"no report of {unit_id} on {report_year} in the store")


class UnknownFinding(GongkaiError):
    """A finding was named that the store does not hold."""

    def __init__(self, finding_id: int) -> None:
        self.finding_id = finding_id
        super().__init__(f"no finding {finding_id}")


class CrawlFailed(GongkaiError):
    """A crawl ended in a way that leaves its result unproven."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the crawl failed: {reason}")


class DeliveryFailed(GongkaiError):
    """A channel did not take a message."""

    def __init__(self, recipient: str, reason: str) -> None:
        self.recipient = recipient
        self.reason = reason
        super().__init__(f"no message delivered to {recipient}: {reason}")


class NotAccepted(DeliveryFailed):
    """The other side understood a message and will not take it, now or later: trying again is no use."""


class TryLater(DeliveryFailed):
    """The other side asks for patience: not before `after` has passed."""

    def __init__(self, recipient: str, reason: str, after: timedelta) -> None:
        self.after = after
        super().__init__(recipient, reason)


class CannotWrite(GongkaiError):
    """A file or folder cannot be written where it was asked for."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


class PrintingFailed(GongkaiError):
    """An annotated document could not be made a PDF."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the annotated document was not printed: {reason}")


class UnknownArea(GongkaiError):
    """An area was named by a code that no division has."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"no division has the code {code!r}")


class BadDivisions(GongkaiError):
    """The table of divisions is not the one that its sources name."""

    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__(f"{file} is not what divisions.toml says it is: install gongkai anew")


class IllegalStep(GongkaiError):
    """A person asked of a finding what its state does not allow."""

    def __init__(self, finding_id: int, state: str, step: str) -> None:
        self.finding_id = finding_id
        self.state = state
        self.step = step
        super().__init__(f"finding {finding_id} is {state} and cannot be {step}")


class UnknownCorrection(GongkaiError):
    """A correction was named that the store does not hold, or that was withdrawn before."""

    def __init__(self, correction_id: int) -> None:
        self.correction_id = correction_id
        super().__init__(f"no correction {correction_id} in force")


class BadTemplate(GongkaiError):
    """The template of a document cannot be used: `reason` names what of it."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"the template {file} cannot be used: {reason}")


class NothingToTell(GongkaiError):
    """A document was asked for that would tell of nobody."""

    def __init__(self, document: str, area: str) -> None:
        self.document = document
        self.area = area
        super().__init__(f"{document} of {area} is not written: there is no unit that it would be about")


class UnknownAccount(GongkaiError):
    """An account was named that is not there."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no account {name!r}")


class AccountNotPossible(GongkaiError):
    """An account cannot be made or changed as was asked."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"account {name!r}: {reason}")


class UnknownOffice(GongkaiError):
    """An office was named that the list of recipients does not hold."""

    def __init__(self, office_id: str) -> None:
        self.office_id = office_id
        super().__init__(f"no office {office_id!r} in the list of recipients")
