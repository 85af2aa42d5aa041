"""What a finding is judged on: the figures, passages and bytes of a dossier, and the rules it is judged by."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import monitor.checks
from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding
from crawler.domain.finding_life import CellSeen, Grounds, Shown
from crawler.domain.report import Address, Cell, Unsure
from crawler.forms import Form, find_form
from monitor.checks.rules import CATALOGUE, Rules


def grounds_of(finding: Finding, dossier: Dossier, rules: str) -> Grounds:
    """What a finding rests on."""
    return Grounds(
        status=finding.status,
        message=finding.message,
        cells=cells_of(finding.cells, dossier),
        quotes=finding.quotes,
        sources=sources_of(dossier),
        rules=rules,
    )


def cells_of(addresses: Iterable[Address], dossier: Dossier) -> tuple[CellSeen, ...]:
    """Cells as they are seen now; one that we doubt is unsure."""
    if dossier.extraction is None:
        return tuple(CellSeen(address, None) for address in addresses)
    report = dossier.extraction.report
    doubted = {address for doubt in dossier.extraction.doubts for address in doubt.cells}
    return tuple(
        CellSeen(address, _seen(report.cells.get(address), address in doubted), _form_of(address, report.blocks))
        for address in addresses
    )


def sources_of(dossier: Dossier) -> tuple[Shown, ...]:
    """The bytes at every address of the report, in the order of the addresses."""
    shown = {publication.url: publication.digest for publication in dossier.publications}
    return tuple(Shown(url, digest) for url, digest in sorted(shown.items()))


def changed_at(before: Sequence[Shown], dossier: Dossier) -> datetime | None:
    """When the report was first seen as it is, where it is not what it was; None where it is, or nobody knows."""
    new = set(sources_of(dossier)) - set(before)
    edited = [edition.seen_at for edition in dossier.editions if Shown(edition.url, edition.digest) in new]
    appeared = [one.first_seen for one in dossier.publications if one.url in {shown.url for shown in new}]
    return max(edited or appeared, default=None)


def rules_digest(rules: Rules = CATALOGUE) -> str:
    """A digest of all that decides beside the evidence: the code of the checks, and what an office set."""
    said = (
        sorted(rules.off),
        sorted((check, severity.value) for check, severity in rules.severities.items()),
        sorted((check, name, str(figure)) for check, limits in rules.limits.items() for name, figure in limits.items()),
        [(check.id, check.severity.value, check.purpose, repr(check.scope)) for check in rules.own],
    )
    return hashlib.sha256(f"{_code()}\n{said!r}".encode()).hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(monitor.checks.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _seen(cell: Cell | None, doubted: bool) -> Cell | None:
    return replace(cell, unsure=Unsure.VALUE) if cell is not None and doubted and cell.unsure is None else cell


def _form_of(address: Address, blocks: Mapping[str, str]) -> str | None:
    """The form that the block of a cell follows, since reports mix forms."""
    for key, form_key in blocks.items():
        form = find_form(form_key) if key.partition(".")[0] == address.table else None
        if form is not None and address in addresses_of(form, key):
            return form_key
    return None


@cache
def addresses_of(form: Form, key: str) -> frozenset[Address]:
    """The cells of one block of a form."""
    blocks = (block for block in form.blocks() if block.key == key)
    return frozenset(address for block in blocks for row in block.rows for address in block.addresses(row))
