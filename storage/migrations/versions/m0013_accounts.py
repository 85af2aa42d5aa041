"""Accounts, their roles, sessions and tokens, and the record of who did what."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_ONLY_GROWS = "the audit log only grows"
_KEEPING_ON_SQLITE = [
    f"CREATE TRIGGER audit_log_{act.lower()} BEFORE {act} ON audit_log BEGIN SELECT RAISE(ABORT, '{_ONLY_GROWS}'); END"
    for act in ("UPDATE", "DELETE")
]
_KEEPING_ON_POSTGRESQL = [
    "CREATE FUNCTION audit_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_ONLY_GROWS}'; END $$",
    "CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_only_grows()",
]


def upgrade() -> None:
    """Make its tables, and have the database itself refuse to change or forget what was written down."""
    _accounts()
    _secrets()
    _audit()
    for statement in _KEEPING_ON_SQLITE if op.get_bind().dialect.name == "sqlite" else _KEEPING_ON_POSTGRESQL:
        op.execute(statement)


def _accounts() -> None:
    op.create_table(
        "accounts",
        _key(),
        *(_text("name"), _text("display_name"), *_perhaps("mail", "password_hash", "issuer", "subject")),
        *(_moment("created_at"), _moment("disabled_at", nullable=True)),
        sa.UniqueConstraint("name", name="uq_accounts_name"),
        sa.UniqueConstraint("issuer", "subject", name="uq_accounts_issuer_subject"),
    )
    op.create_table(
        "grants",
        *(_key(), _account("grants"), _text("role"), *_perhaps("area_id")),
        sa.UniqueConstraint("account_id", "area_id", name="uq_grants_account_id_area_id"),
    )


def _secrets() -> None:
    op.create_table(
        "sessions",
        *(_key(), _text("digest"), _account("sessions")),
        *(_moment("created_at"), _moment("last_seen_at"), _moment("expires_at")),
        sa.UniqueConstraint("digest", name="uq_sessions_digest"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_table(
        "api_tokens",
        *(_key(), _text("digest"), _account("api_tokens"), _text("name")),
        *(sa.Column("grants", sa.JSON, nullable=False), _moment("created_at"), _moment("expires_at")),
        *(_moment("revoked_at", nullable=True), _moment("last_used_at", nullable=True)),
        sa.UniqueConstraint("digest", name="uq_api_tokens_digest"),
    )
    op.create_index("ix_api_tokens_account_id", "api_tokens", ["account_id"])
    op.create_table(
        "one_time_links",
        *(_key(), _text("digest"), _text("purpose"), _account("one_time_links", nullable=True)),
        sa.Column("detail", sa.JSON, nullable=False),
        *(_moment("created_at"), _moment("expires_at"), _moment("used_at", nullable=True)),
        sa.UniqueConstraint("digest", name="uq_one_time_links_digest"),
    )
    op.create_index("ix_one_time_links_expires_at", "one_time_links", ["expires_at"])


def _audit() -> None:
    op.create_table(
        "audit_log",
        *(_key(), _moment("at"), _text("actor"), _text("action"), _text("about")),
        *(sa.Column("detail", sa.JSON, nullable=False), _text("address"), _text("previous"), _text("digest")),
        sa.UniqueConstraint("previous", name="uq_audit_log_previous"),
        sa.UniqueConstraint("digest", name="uq_audit_log_digest"),
    )
    op.create_index("ix_audit_log_about", "audit_log", ["about"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column("entries", sa.Integer, nullable=False), _text("digest")),
    )
    op.bulk_insert(head, [{"id": 1, "entries": 0, "digest": ""}])


def _key() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _account(table: str, *, nullable: bool = False) -> sa.Column[Any]:
    reference = sa.ForeignKey("accounts.id", name=f"fk_{table}_account_id")
    return sa.Column("account_id", sa.Integer, reference, nullable=nullable)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _perhaps(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
