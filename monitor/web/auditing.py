"""Writes down who did what through the pages and the API."""

from typing import Any

from fastapi import Request

from storage.unit_of_work import UnitOfWork


def note(request: Request, work: UnitOfWork, action: str, about: str, **detail: Any) -> None:  # noqa: ANN401 - plain values
    """Enter into the audit log, in the same transaction as what is done, who did it, to what, when and from where.

    `action` is a verb with its noun, such as `finding.dismiss`, `about` the id of the thing, `detail` plain values of
    JSON. No password, token or link belongs there.
    """
    signed = getattr(request.state, "signed", None)
    work.audit.note(
        actor="" if signed is None else signed.name,
        action=action,
        about=about,
        at=request.app.state.clock(),
        detail=detail,
        address=address_of(request),
    )


def address_of(request: Request) -> str:
    """The network address that a request came from, as far as the server knows it."""
    return request.client.host if request.client is not None else ""
