"""The outbox: what is to be sent, to whom, over which channel, and what became of it."""

from sqlalchemy import Connection


class Outbox:
    """The outbox: what is to be sent, to whom, over which channel, and what became of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
