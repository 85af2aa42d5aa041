"""Which messages take back what a message tells."""

from sqlalchemy import Connection, and_, select

from storage.outbox_records import State
from storage.outbox_tables import outbox, outbox_items

CORRECTION_OF = "/correction"
"""What stands behind the key of a thing in the key of its correction."""


def corrections_of(connection: Connection, message_id: str) -> list[tuple[str, State]]:
    """The messages that take back something of a message, on the same way, each with where it stands."""
    told, back = outbox_items.alias("told"), outbox_items.alias("back")
    this, that = outbox.alias("this"), outbox.alias("that")
    same_way = and_(back.c.recipient == told.c.recipient, back.c.channel == told.c.channel)
    query = (
        select(that.c.id, that.c.state)
        .distinct()
        .select_from(this.join(told, told.c.message == this.c.number))
        .join(back, and_(same_way, back.c.key == told.c.key + CORRECTION_OF))
        .join(that, that.c.number == back.c.message)
        .where(this.c.id == message_id)
    )
    return [(row.id, State(row.state)) for row in connection.execute(query)]
