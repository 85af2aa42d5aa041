"""What a request is for: carried along until its answer comes."""

from dataclasses import dataclass, field
from enum import StrEnum

from crawler.domain.capture import Capture, Trail
from spiders.ask import Ask


class Role(StrEnum):
    """The part a page plays in the walk."""

    START = "start"
    NAVIGATION = "navigation"
    LIST = "list"
    UNIT = "unit"
    ENTRY = "entry"
    ATTACHMENT = "attachment"
    PICTURE = "picture"
    SEARCH = "search"
    AGAIN = "again"
    """A report that is known and that no list named on this walk: is it still there?"""


@dataclass(frozen=True, slots=True)
class Aim:
    """Why a page is asked for and how we came to it.

    `column` is the list page its column begins with, `text` what the link to a list says. `sure` is False
    where nothing promises that the page is a list: then it need not look like one. `form` is posted.
    `turned` says that turning the pages of a list led here.
    """

    role: Role
    url: str
    trail: Trail
    form: tuple[tuple[str, str], ...] | None = None
    column: str = ""
    text: str = ""
    sure: bool = True
    depth: int = 0
    rendered: bool = False
    turned: bool = False
    carrier: Capture | None = field(default=None, repr=False)

    @property
    def ask(self) -> Ask:
        """What is asked of the site."""
        return Ask(self.url, self.form)
