"""Where each obligation stood when it was last judged."""

from sqlalchemy import Connection


class Standings:
    """Where each obligation stood when it was last judged."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
