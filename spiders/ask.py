"""What is asked of a site: an address, and what is posted to it."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Ask:
    """One request for a further part of a list. `form` is posted to the address; without one it is a plain GET."""

    url: str
    form: tuple[tuple[str, str], ...] | None = None

    @property
    def key(self) -> str:
        """What tells two asks apart: the address, and the form where there is one.

        >>> Ask("http://a.test/search", (("page", "2"), ("size", "20"))).key
        'http://a.test/search page=2&size=20'
        """
        return self.url if self.form is None else f"{self.url} {urlencode(self.form)}"
