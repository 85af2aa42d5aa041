"""What can go wrong between a site and a verdict."""

from crawler.domain.errors.root import GongkaiError


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
