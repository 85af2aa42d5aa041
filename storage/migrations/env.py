"""What Alembic runs around the steps: on the connection it is handed, within its transaction."""

from alembic import context

from storage.tables import metadata


def run_migrations() -> None:
    """Take the steps that are missing."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata(),
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


# Alembic loads this file under this very name; whoever else imports it only looks.
if __name__ == "env_py":
    run_migrations()
