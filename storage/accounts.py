"""Accounts, sessions and tokens."""

from sqlalchemy import Connection


class Accounts:
    """Accounts, sessions and tokens."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
