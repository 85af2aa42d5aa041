"""Letters: what was sent to whom, so that nobody is told the same thing twice."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.tables import letter_items, letters
from storage.upsert import insert_into


class Letters:
    """Every letter sent, and the keys of what it told."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told(self, recipient: str) -> frozenset[str]:
        """The keys of all that a recipient has been told."""
        query = select(letter_items.c.key).where(letter_items.c.recipient == recipient)
        return frozenset(self._connection.execute(query).scalars())

    def record(self, recipient: str, subject: str, body: str, keys: Iterable[str], sent_at: datetime) -> None:
        """Note a letter that was sent; a key told before stays with the letter that told it first."""
        values = {"recipient": recipient, "subject": subject, "body": body, "sent_at": sent_at}
        letter_id = self._connection.execute(insert(letters).values(**values).returning(letters.c.id)).scalar_one()
        items = [{"letter_id": letter_id, "recipient": recipient, "key": key} for key in dict.fromkeys(keys)]
        if items:
            statement = insert_into(self._connection, letter_items)
            self._connection.execute(statement.on_conflict_do_nothing(index_elements=["recipient", "key"]), items)
