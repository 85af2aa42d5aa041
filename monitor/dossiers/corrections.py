"""Puts what people corrected into a dossier, wherever a reading of ours stands in it."""

from dataclasses import replace

from crawler.domain.dossier import Dossier, Edition
from crawler.domain.extraction import Extraction
from storage.corrections import Corrections


def corrected_dossier(dossier: Dossier, corrections: Corrections) -> Dossier:
    """The dossier with every reading as people corrected it; the very same where nobody did."""
    extraction = _corrected(dossier.extraction, corrections)
    previous = _corrected(dossier.previous, corrections)
    editions = tuple(_edition(edition, corrections) for edition in dossier.editions)
    untouched = extraction is dossier.extraction and previous is dossier.previous
    if untouched and all(new is old for new, old in zip(editions, dossier.editions, strict=True)):
        return dossier
    return replace(dossier, extraction=extraction, previous=previous, editions=editions)


def _corrected(extraction: Extraction | None, corrections: Corrections) -> Extraction | None:
    return None if extraction is None else corrections.applied(extraction)


def _edition(edition: Edition, corrections: Corrections) -> Edition:
    read = corrections.applied(edition.extraction)
    return edition if read is edition.extraction else replace(edition, extraction=read)
