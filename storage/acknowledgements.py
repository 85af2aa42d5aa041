"""What recipients took note of."""

from sqlalchemy import Connection


class Acknowledgements:
    """What recipients took note of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
