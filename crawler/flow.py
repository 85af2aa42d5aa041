"""How bytes become a report. Start here.

recognise → read → parse → validate: pure functions, no network and no database, so that all of
history can be read again when the parser improves.
"""

import hashlib
import logging
from dataclasses import replace

from crawler.domain.capture import Capture, Reading
from crawler.domain.document import PageFacts
from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.evidence import Stray
from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.register import Register
from crawler.domain.report import Report
from crawler.domain.titles import ReportTitle, read_title
from crawler.parse import parse
from crawler.readers import read_document
from crawler.recognise.attribution import attribute
from crawler.recognise.dating import page_date
from crawler.recognise.identity import identify
from crawler.validate import doubts_about

logger = logging.getLogger(__name__)


def read_bytes(body: bytes, source: str) -> Extraction:
    """Read a document, whatever its medium; `source` is its address or file name.

    Raises NotReadable and NotAnAnnualReport, both naming the source.
    """
    document = read_document(body, source)
    identity = identify(document, source)
    report, doubts = parse(document, identity, source)
    return Extraction(
        report=report,
        doubts=(*doubts, *doubts_about(report)),
        medium=document.medium,
        digest=hashlib.sha256(body).hexdigest(),
    )


def read_report(capture: Capture) -> Extraction:
    """Read an archived page or attachment; an attachment takes its page date from the page that carries it.

    Raises NotReadable and NotAnAnnualReport for what no title on the way calls a report.
    """
    facts = _carrier_facts(capture)
    try:
        extraction = read_bytes(capture.body, capture.url)
    except NotReadable as error:
        title = _title_on_the_way(capture, facts)
        if title is None:
            raise
        return _unread(capture, title, facts, error)
    dates = replace(extraction.report.dates, page=extraction.report.dates.page or page_date(facts))
    return replace(extraction, report=replace(extraction.report, dates=dates))


def read_capture(capture: Capture, register: Register) -> Reading:
    """Read a capture and settle whose report it is."""
    extraction = read_report(capture)
    titles = _carrier_facts(capture).titles
    return Reading(capture, extraction, attribute(capture, extraction.report, titles, register))


def read_or_stray(capture: Capture, register: Register) -> Reading | Stray:
    """The reading of a capture, or the reason why it is none: our eyes were not open there."""
    try:
        return read_capture(capture, register)
    except (NotReadable, NotAnAnnualReport) as error:
        logger.info("%s", error)
        title = read_title(capture.trail.link_text)
        return Stray(
            site_id=capture.trail.site_id,
            url=capture.url,
            report_year=title.report_year if title is not None else None,
            reason=error.reason,
            seen_at=capture.fetched_at,
        )


def _carrier_facts(capture: Capture) -> PageFacts:
    if capture.carrier is None:
        return PageFacts()
    return read_document(capture.carrier.body, capture.carrier.url).facts


def _title_on_the_way(capture: Capture, facts: PageFacts) -> ReportTitle | None:
    titles = (read_title(text) for text in (capture.trail.link_text, *facts.titles))
    return next((title for title in titles if title is not None and title.report_year is not None), None)


def _unread(capture: Capture, title: ReportTitle, facts: PageFacts, error: NotReadable) -> Extraction:
    """A report that is published, by its title, and of which we can read nothing else."""
    report = Report(title=title.text, unit_name=title.unit_name or None, report_year=title.report_year, form=None)
    report = replace(report, dates=replace(report.dates, page=page_date(facts)))
    doubt = Doubt("not_readable", f"published, but its content could not be read: {error.reason}")
    return Extraction(report, (doubt,), Medium.UNKNOWN, capture.digest)
