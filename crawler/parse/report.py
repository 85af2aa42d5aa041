"""Puts a report together from what each reading finds."""

from collections import Counter
from collections.abc import Mapping

from crawler.domain.document import Document
from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, Report
from crawler.forms import all_forms, standard_addresses
from crawler.parse.narrative import read_statements
from crawler.parse.report_tables import read_tables
from crawler.parse.sections import read_preface, read_sections
from crawler.parse.table import Tables
from crawler.recognise.dating import dated_by, dates_of, signature_of, signed_by
from crawler.recognise.identity import Identity


def parse(document: Document, identity: Identity, url: str) -> tuple[Report, tuple[Doubt, ...]]:
    """Read everything a document prints; nothing that it does not print gets a cell."""
    tables = read_tables(document)
    sections, preface = read_sections(document), read_preface(document)
    form = _main_form(tables.blocks, identity.report_year)
    return Report(
        title=identity.title,
        unit_name=identity.unit_name,
        report_year=identity.report_year,
        form=form,
        blocks=_blocks(tables, form),
        dates=dates_of(document, url),
        period=identity.period,
        signature=signature_of(document),
        sections=sections,
        cells=_in_order(tables.cells),
        statements=read_statements(sections, preface),
        found_by=_found_by(identity, document),
        dated=dated_by(document, url),
        preface=preface,
        surplus=tables.surplus,
        subtotals=tables.subtotals,
        variants=tables.variants,
    ), (*identity.doubts, *tables.doubts)


def _main_form(blocks: Mapping[str, str], report_year: int | None) -> str | None:
    """The form that most blocks follow; where they are even, the one that is due for the year."""
    if not blocks:
        return None
    counts = Counter(blocks.values())
    due = {form.key for form in all_forms() if report_year is not None and form.is_for(report_year)}
    return max(counts, key=lambda form: (counts[form], form in due))


def _blocks(tables: Tables, form: str | None) -> dict[str, str]:
    """Table 4 is the same in every form and goes with the others."""
    has_disputes = any(address.table == "disputes" for address in tables.cells)
    return tables.blocks | ({"disputes": form} if has_disputes and form is not None else {})


def _in_order(cells: Mapping[Address, Cell]) -> dict[Address, Cell]:
    return {address: cells[address] for address in standard_addresses() if address in cells}


def _found_by(identity: Identity, document: Document) -> dict[str, str]:
    signed = signed_by(document)
    return {**identity.found_by, **({"signed": signed} if signed is not None else {})}
