"""The slots of the schedule: who runs which job of which due time."""

from sqlalchemy import Connection


class Slots:
    """The slots of the schedule: who runs which job of which due time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
