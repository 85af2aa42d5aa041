"""The pages we write ourselves: everything that comes from outside is escaped, and nothing is fetched or run."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.annotation.legend import COLOURS, OPACITY, Legend, where
from monitor.annotation.marks import Tone

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'"
"""What a browser may do with an annotated document: show it."""


def fill(template: str, **values: object) -> str:
    """A template of this package, filled."""
    return _environment().get_template(template).render(**values)


def legend_markup(legend: Legend) -> str:
    """The legend as a piece of a page, with the styles of all marks."""
    return fill("legend.html.j2", legend=legend)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.annotation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(policy=POLICY, where=where, colours=COLOURS, opacity=OPACITY, tones=tuple(Tone))
    return environment
