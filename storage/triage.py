"""Whom findings were given to, and what was noted on them."""

from sqlalchemy import Connection


class Triage:
    """Whom findings were given to, and what was noted on them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
