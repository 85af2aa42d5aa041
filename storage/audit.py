"""The record of who did what; it only grows."""

from sqlalchemy import Connection


class AuditLog:
    """The record of who did what; it only grows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
