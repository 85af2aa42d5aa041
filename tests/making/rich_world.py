"""A world with something to show on every page: the sample's with more counties, a PDF and a revision."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from crawler.domain.unit import Unit, UnitKind
from spiders.simulator.content import SimulatedReport, as_html
from spiders.simulator.figures import with_reviews
from spiders.simulator.generator import Grown, county
from spiders.simulator.sample import AS_OF, REPORT_YEAR, sample_world
from spiders.simulator.sites import Attachment, Entry, SimulatedSite
from spiders.simulator.world import World

REVISED = "云溪县教育局"
IN_PDF = "青岚市财政局"
_CITY, _SEED, _NUMBERS = "990100", 11, range(24)
_COUNTIES, _FEWEST_UNITS = 7, 6
_CHANGED_AT = AS_OF - timedelta(days=10)
PrintedPdf = Callable[[str], bytes]


def rich_world(printed: PrintedPdf) -> World:
    """The world; `printed` makes a PDF of a page."""
    sample, grown = sample_world(), tuple(_counties())
    return World(
        name=sample.name,
        as_of=AS_OF,
        sites=(*(_richer(site, printed) for site in sample.sites), *(one.site for one in grown)),
        facts=(*sample.facts, *(fact for one in grown for fact in one.facts)),
    )


def _counties() -> Iterator[Grown]:
    """Generated counties of some size, put below the city."""
    families = ("plain", "trs")
    grown = (county(_SEED, number, family=families[number % len(families)]) for number in _NUMBERS)
    large = [one for one in grown if len(one.site.units) >= _FEWEST_UNITS]
    for one in large[:_COUNTIES]:
        yield replace(one, site=replace(one.site, units=tuple(map(_below_the_city, one.site.units))))


def _below_the_city(unit: Unit) -> Unit:
    return replace(unit, parent_id=_CITY) if unit.kind is UnitKind.GOVERNMENT else unit


def _richer(site: SimulatedSite, printed: PrintedPdf) -> SimulatedSite:
    entries = [new for entry in site.entries for new in _instead(entry, printed)]
    later = [entry for entry in map(_revision, site.entries) if entry is not None]
    return replace(site, entries=(*entries, *later))


def _instead(entry: Entry, printed: PrintedPdf) -> Iterator[Entry]:
    report = entry.report
    if report is not None and _is(report, IN_PDF) and entry.attachment is not None:
        yield replace(entry, attachment=Attachment("pdf", printed(as_html(report))))
    elif report is not None and _is(report, REVISED):
        yield replace(entry, slug="90001", disappears=_CHANGED_AT)
    else:
        yield entry


def _revision(entry: Entry) -> Entry | None:
    """The same report at the same address, with other figures, between the first crawl and the second."""
    report = entry.report
    if report is None or not _is(report, REVISED):
        return None
    changed = replace(report, figures=with_reviews(report.figures, upheld=1))
    return replace(entry, slug="90001", appears=_CHANGED_AT, report=changed)


def _is(report: SimulatedReport, unit_name: str) -> bool:
    return report.unit_name == unit_name and report.year == REPORT_YEAR
