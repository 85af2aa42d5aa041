"""Insert-or-update, which both databases know and SQLAlchemy spells twice."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what happens `on_conflict`, in the words of this database."""
    return insert_of(connection.dialect.name, table)


def insert_of(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The same for whoever makes a statement once and runs it often."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
