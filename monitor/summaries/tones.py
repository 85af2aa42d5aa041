"""How statuses look: a tone and a sign, which never stand without words."""

from collections.abc import Mapping

from crawler.domain.dossier import Status

SIGNS: Mapping[str, str] = {
    "grave": "✕",
    "warn": "!",
    "ask": "?",
    "good": "✓",
    "good-ish": "✓",
    "blind": "○",
    "still": "–",
}
"""The sign of each tone."""

_TONES = {
    Status.MISSING: "grave",
    Status.WITHDRAWN: "grave",
    Status.LATE: "warn",
    Status.POSSIBLY_LATE: "ask",
    Status.DATE_DISPUTED: "ask",
    Status.PUBLISHED_EARLY: "ask",
    Status.DATE_UNKNOWN: "ask",
    Status.ON_TIME_BY_SIGN_DATE: "good-ish",
    Status.ON_TIME: "good",
    Status.UNVERIFIABLE: "blind",
    Status.MISSING_UNCONFIRMED: "blind",
}


def tone_of(status: Status) -> str:
    """The tone of a status.

    >>> tone_of(Status.ON_TIME), tone_of(Status.NOT_YET_DUE)
    ('good', 'still')
    """
    return _TONES.get(status, "still")
