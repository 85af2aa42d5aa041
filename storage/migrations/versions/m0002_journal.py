"""The journal of crawls: requests, answers and knowledge while a crawl lasts, and the visits that it has made."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create them, those that others refer to first."""
    _create_requests()
    _create_answers()
    _create_crawl_knowledge()
    _create_read_captures()
    _create_crawl_visits()


def _create_requests() -> None:
    op.create_table(
        "requests",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_requests")),
        *(_number("crawl_id"), _reference("requests", "crawl_id", "runs")),
        *(_text("site_id"), _text("key"), _text("method"), _text("url"), _text("role"), _text("why")),
        sa.Column("rendered", sa.Boolean, nullable=False),
        *(_moment("asked_at"), _moment("ended_at")),
        *(_text("outcome"), _text("cause", nullable=True)),
        *(_number("status", nullable=True), _number("bytes", nullable=True), _number("attempts")),
        sa.UniqueConstraint("crawl_id", "site_id", "key", name="uq_requests_crawl_id_site_id_key"),
    )


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("request_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("request_id", name="pk_answers"),
        _reference("answers", "request_id", "requests"),
        *(_text("kind"), sa.Column("head", sa.LargeBinary, nullable=False)),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def _create_crawl_knowledge() -> None:
    op.create_table(
        "crawl_knowledge",
        sa.Column("crawl_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("crawl_id", name="pk_crawl_knowledge"),
        _reference("crawl_knowledge", "crawl_id", "runs"),
        sa.Column("knowledge", sa.LargeBinary, nullable=False),
    )


def _create_read_captures() -> None:
    op.create_table(
        "read_captures",
        sa.Column("capture_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("capture_id", name="pk_read_captures"),
        _reference("read_captures", "capture_id", "captures"),
        _text("circumstances"),
    )


def _create_crawl_visits() -> None:
    op.create_table(
        "crawl_visits",
        *(_number("id"), sa.PrimaryKeyConstraint("id", name="pk_crawl_visits")),
        *(_number("crawl_id"), _reference("crawl_visits", "crawl_id", "runs")),
        _text("site_id"),
        *(_number("visit_id"), _reference("crawl_visits", "visit_id", "visits")),
        sa.UniqueConstraint("crawl_id", "site_id", name="uq_crawl_visits_crawl_id_site_id"),
    )


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")
