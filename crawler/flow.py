"""How bytes become a report. Start here.

read → recognise → parse → validate: the same bytes give the same report, with no network and no database,
so that all of history can be read again when the parser improves. Readers of complex formats run in child
processes, which a caller does not notice.
"""

import hashlib
import logging
from dataclasses import replace

from crawler.domain.capture import Capture, Reading
from crawler.domain.document import Document, PageFacts
from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.evidence import Stray
from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.register import Register
from crawler.domain.report import Report
from crawler.domain.titles import ReportTitle, read_title
from crawler.parse import parse
from crawler.parse.second_reading import ReadReport, disagreement, settle_reports
from crawler.readers import read_document, read_otherwise, read_pictures
from crawler.readers.archives.entry import Member
from crawler.readers.archives.members import ARCHIVES, members
from crawler.readers.medium import medium_of
from crawler.readers.pictures import PictureOf, pictures_with
from crawler.recognise.attribution import attribute
from crawler.recognise.dating import dated_with_carrier, page_date
from crawler.recognise.identity import Identity, identify
from crawler.recognise.members import Refusal, choose_member, doubts_beside
from crawler.validate import doubts_about

logger = logging.getLogger(__name__)


def _no_picture(address: str) -> None:
    """Nobody has the files of a page's images."""


def read_bytes(body: bytes, source: str, picture_of: PictureOf = _no_picture) -> Extraction:
    """Read a document, whatever its medium; `source` is its address or file name.

    `picture_of` gives the files of the images that a page only names. Raises NotReadable and
    NotAnAnnualReport, both naming the source.
    """
    _, extraction = read_with_document(body, source, picture_of)
    return extraction


def read_with_document(body: bytes, source: str, picture_of: PictureOf = _no_picture) -> tuple[Document, Extraction]:
    """As read_bytes, with the document that the cells stand in: for whoever shows where a figure was printed."""
    medium = medium_of(body)
    if medium in ARCHIVES:
        return _read_archive(body, source, medium)
    document = read_document(body, source)
    try:
        extraction = _extract(document, body, source)
        if not document.pictures or "requests" in extraction.report.blocks:
            return document, extraction
    except NotAnAnnualReport:
        if not document.pictures:
            raise
    # What the text does not say may stand on its images.
    document = read_pictures(document, picture_of, source)
    return document, _extract(document, body, source)


def _extract(document: Document, body: bytes, source: str) -> Extraction:
    identity = identify(document, source)
    report, doubts = parse(document, identity, source)
    if _is_unsure(report):
        report, doubts = _read_twice((report, doubts), identity, document.medium, body, source)
    return Extraction(
        report=report,
        doubts=(*document.doubts, *doubts, *doubts_about(report)),
        medium=document.medium,
        digest=hashlib.sha256(body).hexdigest(),
    )


def _read_twice(first: ReadReport, identity: Identity, medium: Medium, body: bytes, source: str) -> ReadReport:
    """What another reader of the medium, where there is one, settles of a report that is not certain throughout."""
    try:
        other = read_otherwise(body, source, medium)
    except NotReadable as error:
        report, doubts = first
        return report, (*doubts, Doubt("second_reading_failed", str(error)))
    return first if other is None else settle_reports(first, parse(other, identity, source), "another_reader")


def _is_unsure(report: Report) -> bool:
    return not report.cells or not all(cell.certain for cell in report.cells.values())


def _read_archive(body: bytes, source: str, medium: Medium) -> tuple[Document, Extraction]:
    """The report in an archive: one, though it may be there in several media."""
    documents: dict[str, Document] = {}
    read: dict[str, Extraction] = {}
    refused: list[Refusal] = []
    for member in members(body, source):
        try:
            documents[member.name], read[member.name] = _read_member(member, source)
        except (NotReadable, NotAnAnnualReport) as error:
            refused.append(error)
    chosen = choose_member(read, refused, source)
    return documents[chosen], replace(
        read[chosen],
        report=_within(read[chosen].report, chosen),
        doubts=(*read[chosen].doubts, *doubts_beside(read, chosen, refused)),
        medium=medium,
        digest=hashlib.sha256(body).hexdigest(),
    )


def _read_member(member: Member, source: str) -> tuple[Document, Extraction]:
    name = f"{source}/{member.name}"
    if member.trouble:
        raise NotReadable(name, member.trouble)
    return read_with_document(member.body, name)


def _within(report: Report, member: str) -> Report:
    cells = {address: replace(cell, where=replace(cell.where, member=member)) for address, cell in report.cells.items()}
    return replace(report, cells=cells)


def read_report(capture: Capture) -> Extraction:
    """Read an archived page or attachment; an attachment takes its page date from the page that carries it.

    Raises NotReadable and NotAnAnnualReport for what no title on the way calls a report.
    """
    facts = _carrier_facts(capture)
    try:
        extraction = read_bytes(capture.body, capture.url, pictures_with(capture))
    except NotReadable as error:
        title = _title_on_the_way(capture, facts)
        if title is None:
            raise
        return _unread(capture, title, facts, error)
    report = _dated_with_carrier(extraction.report, facts, capture)
    return _held_against_carrier(replace(extraction, report=report), capture)


def _dated_with_carrier(report: Report, facts: PageFacts, capture: Capture) -> Report:
    if capture.carrier is None:
        return report
    dates = replace(report.dates, page=report.dates.page or page_date(facts))
    return replace(report, dates=dates, dated=dated_with_carrier(report.dated, facts, capture.carrier.url))


def _held_against_carrier(extraction: Extraction, capture: Capture) -> Extraction:
    """A page that prints the tables of the attachment it carries is a second reading of them."""
    if capture.carrier is None:
        return extraction
    try:
        page = read_bytes(capture.carrier.body, capture.carrier.url).report
    except (NotReadable, NotAnAnnualReport):
        return extraction
    if page.report_year != extraction.report.report_year:
        return extraction
    return replace(extraction, doubts=(*extraction.doubts, *disagreement(extraction.report.cells, page.cells)))


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
    report = _dated_with_carrier(report, facts, capture)
    doubt = Doubt("not_readable", f"published, but its content could not be read: {error.reason}")
    return Extraction(report, (doubt,), Medium.UNKNOWN, capture.digest)
