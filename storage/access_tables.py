"""The tables of who may enter, and of who did what; `storage.tables` has them all.

No table holds a secret: of passwords there is an argon2 hash, of cookies, tokens and links a digest.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Moment, Prose
from storage.metadata import METADATA

accounts = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("display_name", Prose, nullable=False),
    Column("mail", Text),
    Column("password_hash", Text),
    Column("issuer", Text),
    Column("subject", Text),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    UniqueConstraint("issuer", "subject"),
)

grants = Table(
    "grants",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("area_id", Text),
    UniqueConstraint("account_id", "area_id"),
)

sessions = Table(
    "sessions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "account_id"),
)

api_tokens = Table(
    "api_tokens",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("name", Prose, nullable=False),
    Column("grants", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("last_used_at", Moment),
    Index(None, "account_id"),
)

one_time_links = Table(
    "one_time_links",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("purpose", Text, nullable=False),
    Column("account_id", Integer, ForeignKey("accounts.id")),
    Column("detail", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "expires_at"),
)

audit_log = Table(
    "audit_log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Prose, nullable=False),
    Column("action", Prose, nullable=False),
    Column("about", Prose, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("address", Prose, nullable=False),
    Column("previous", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False, unique=True),
    Index(None, "about"),
)

audit_head = Table(
    "audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("entries", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)
"""One row: how many entries the log has, and the digest of the last. Whoever writes takes its lock first."""
