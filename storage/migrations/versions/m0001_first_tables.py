"""The first tables.

A frozen picture: it does not look at storage.tables or at the forms, which go on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_PROACTIVE = (
    (("rules", "normative_documents"), ("made", "disclosed", "disclosed_total", "repealed", "valid")),
    (("licensing", "other_services", "penalties", "coercive_measures"), ("prev_items", "delta", "decisions")),
    (("fees",), ("prev_items", "delta", "amount_wan")),
    (("procurement",), ("projects", "amount_wan")),
)

_REQUESTS = (
    (
        *("new_received", "carried_in", "granted", "partial"),
        *("denied_state_secret", "denied_forbidden_by_law", "denied_safety_stability", "denied_third_party"),
        *("denied_internal_affairs", "denied_process_information"),
        *("denied_enforcement_file", "denied_administrative_query"),
        *("unable_not_held", "unable_needs_creation", "unable_unclear"),
        *("not_processed_petition", "not_processed_repeat", "not_processed_publication"),
        *("not_processed_excessive", "not_processed_confirmation"),
        *("other", "total_handled", "carried_out"),
        *("other_no_correction", "other_no_fee", "other_miscellaneous"),
    ),
    (
        *("natural_person", "business", "research", "public_interest"),
        *("legal_service", "other_organisation", "total"),
    ),
)

_DISPUTES = (("review", "direct", "after_review"), ("upheld", "corrected", "other", "pending", "total"))

_BLOCKS = (*(("proactive", *block) for block in _PROACTIVE), ("requests", *_REQUESTS), ("disputes", *_DISPUTES))

FIGURES = tuple(f"{table}__{row}__{column}" for table, rows, columns in _BLOCKS for row in rows for column in columns)


def upgrade() -> None:
    """Create them, those that others refer to first."""
    _create_units()
    _create_captures()
    _create_publications()
    _create_revisions()
    _create_figures()
    _create_visits()
    _create_strays()
    _create_suspicions()
    _create_lessons()
    _create_findings()
    _create_runs()
    _create_letters()


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _id(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return _number("id"), sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _create_index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _create_units() -> None:
    op.create_table(
        "units",
        *(_text("id"), sa.PrimaryKeyConstraint("id", name="pk_units")),
        *(_text("name"), _text("kind"), _text("level"), _text("parent_id", nullable=True)),
        *(_text("site_url"), _text("column_url", nullable=True), _json("aliases")),
        _text("division_code", nullable=True),
        *(_number("local_due_month", nullable=True), _number("local_due_day", nullable=True)),
        _text("covered_by", nullable=True),
        *(_number("obliged_from", nullable=True), _number("obliged_to", nullable=True)),
        _text("contact_email", nullable=True),
    )


def _create_captures() -> None:
    op.create_table(
        "captures",
        *_id("captures"),
        *(_text("digest"), _text("url"), _text("kind"), _number("status")),
        *(_moment("fetched_at"), _moment("first_seen_at"), _moment("last_seen_at")),
        *(sa.Column("rendered", sa.Boolean, nullable=False), _text("transport"), _json("trail")),
        *(_number("carrier_id", nullable=True), _reference("captures", "carrier_id", "captures")),
        *(_text("etag", nullable=True), _text("last_modified", nullable=True), _text("warc_file")),
        sa.Column("warc_offset", sa.BigInteger, nullable=False),
        sa.Column("warc_length", sa.BigInteger, nullable=False),
        _unique("captures", "url", "digest", "kind"),
    )
    op.create_table(
        "page_pictures",
        *(_number("page_id"), _reference("page_pictures", "page_id", "captures")),
        *(_number("picture_id"), _reference("page_pictures", "picture_id", "captures")),
        *(_moment("first_seen_at"), _moment("last_seen_at")),
        sa.PrimaryKeyConstraint("page_id", "picture_id", name="pk_page_pictures"),
    )


def _create_publications() -> None:
    op.create_table(
        "publications",
        *_id("publications"),
        *(_text("unit_id"), _number("report_year"), _text("url")),
        *(_moment("first_seen_at"), _moment("last_seen_at")),
        *(_moment("last_listed_at", nullable=True), _moment("last_absent_at", nullable=True)),
        *(sa.Column(name, sa.Date) for name in ("page_date", "list_date", "url_date", "signed_date")),
        *(_text("list_url", nullable=True), _json("dates")),
        _unique("publications", "unit_id", "report_year", "url"),
    )
    _create_index("publications", "report_year")


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        *_id("revisions"),
        *(_number("publication_id"), _reference("revisions", "publication_id", "publications")),
        _number("number"),
        *(_number("capture_id"), _reference("revisions", "capture_id", "captures")),
        *(_number("carrier_id", nullable=True), _reference("revisions", "carrier_id", "captures")),
        *(_moment("seen_at"), _moment("read_at"), _moment("disowned_at", nullable=True)),
        *(_text("cause"), _text("digest"), _number("certain_cells"), _json("record")),
        _unique("revisions", "publication_id", "number"),
    )
    _create_index("revisions", "capture_id")


def _create_figures() -> None:
    op.create_table(
        "figures",
        sa.Column("revision_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("revision_id", name="pk_figures"),
        _reference("figures", "revision_id", "revisions"),
        *(sa.Column(name, sa.Double) for name in FIGURES),
    )


def _create_visits() -> None:
    op.create_table(
        "visits",
        *_id("visits"),
        *(_text("site_id"), _moment("started_at"), _moment("ended_at"), _text("outcome")),
        *(_json("columns"), _json("listings"), _number("entries"), _number("pages"), _json("failures")),
        *(_number("report_year", nullable=True), _json("looked_for"), _json("listed")),
        *(_text("identified_by"), _json("lists"), _text("search"), _number("requests"), _number("outcomes")),
        sa.Column("thorough", sa.Boolean, nullable=False),
    )
    _create_index("visits", "site_id", "started_at")


def _create_strays() -> None:
    op.create_table(
        "strays",
        *_id("strays"),
        *(_text("site_id"), _text("url"), _number("report_year", nullable=True)),
        *(_text("reason"), _moment("seen_at")),
        _unique("strays", "site_id", "url"),
    )


def _create_suspicions() -> None:
    op.create_table(
        "suspicions",
        *_id("suspicions"),
        *(_text("site_id"), _text("url"), _text("kind"), _text("detail")),
        *(_moment("first_seen_at"), _moment("last_seen_at")),
        _unique("suspicions", "site_id", "url", "kind"),
    )


def _create_lessons() -> None:
    op.create_table(
        "lessons",
        *_id("lessons"),
        *(_text("site_id"), _text("kind"), _text("key"), _json("value"), _moment("learned_at")),
        _unique("lessons", "site_id", "kind", "key"),
    )


def _create_findings() -> None:
    op.create_table(
        "findings",
        *_id("findings"),
        *(_text("unit_id"), _number("report_year"), _text("fingerprint")),
        *(_text("check"), _text("status"), _text("severity")),
        *(_text("title_zh"), _text("title_en"), _text("message_zh"), _text("message_en")),
        *(_json("cells"), _text("root", nullable=True)),
        *(_moment("opened_at"), _moment("last_seen_at"), _moment("resolved_at", nullable=True)),
        _unique("findings", "unit_id", "report_year", "fingerprint"),
    )
    _create_index("findings", "report_year")


def _create_runs() -> None:
    op.create_table(
        "runs",
        *_id("runs"),
        *(_text("job"), _moment("started_at"), _moment("ended_at", nullable=True)),
        *(_text("outcome", nullable=True), _json("detail")),
    )
    _create_index("runs", "job", "started_at")


def _create_letters() -> None:
    op.create_table(
        "letters",
        *_id("letters"),
        *(_text("recipient"), _text("subject"), _text("body"), _moment("sent_at")),
    )
    op.create_table(
        "letter_items",
        *_id("letter_items"),
        *(_number("letter_id"), _reference("letter_items", "letter_id", "letters")),
        *(_text("recipient"), _text("key")),
        _unique("letter_items", "recipient", "key"),
    )
