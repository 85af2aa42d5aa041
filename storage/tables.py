"""The tables as they are now; the migrations must lead exactly here, and a test compares the two.

JSON is stored as JSON and not as JSONB: JSONB refuses characters that pages do contain and forgets
the order of the cells.
"""

from functools import cache

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

import storage.access_tables
import storage.journal_tables  # noqa: F401 - likewise
from crawler.domain.report import Address
from crawler.forms import standard_addresses
from storage.acknowledgement_tables import acknowledgement_items as acknowledgement_items
from storage.acknowledgement_tables import acknowledgements as acknowledgements
from storage.columns import Moment, Prose
from storage.finding_tables import corrections as corrections
from storage.finding_tables import finding_history as finding_history
from storage.finding_tables import findings as findings
from storage.judgement_tables import judgements as judgements
from storage.likeness_tables import likeness_groups as likeness_groups
from storage.likeness_tables import likenesses as likenesses
from storage.metadata import METADATA
from storage.outbox_tables import outbox as outbox
from storage.outbox_tables import outbox_attachments as outbox_attachments
from storage.outbox_tables import outbox_history as outbox_history
from storage.outbox_tables import outbox_items as outbox_items
from storage.outbox_tables import troubles as troubles
from storage.rule_tables import loosening_effects as loosening_effects
from storage.rule_tables import loosenings as loosenings
from storage.site_tables import page_pictures as page_pictures
from storage.site_tables import strays as strays
from storage.site_tables import suspicions as suspicions
from storage.slot_tables import schedulers as schedulers
from storage.slot_tables import slots as slots
from storage.standing_tables import seasons as seasons
from storage.standing_tables import standings as standings
from storage.standing_tables import unit_lines as unit_lines
from storage.triage_tables import finding_assignees as finding_assignees
from storage.triage_tables import finding_remarks as finding_remarks

units = Table(
    "units",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("parent_id", Text),
    Column("site_url", Text, nullable=False),
    Column("column_url", Text),
    Column("aliases", JSON, nullable=False),
    Column("division_code", Text),
    Column("local_due_month", Integer),
    Column("local_due_day", Integer),
    Column("covered_by", Text),
    Column("obliged_from", Integer),
    Column("obliged_to", Integer),
    Column("contact_email", Text),
    Column("successor_id", Text),
    Column("oversight_id", Text),
    Column("edition", Integer),
)

captures = Table(
    "captures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("rendered", Boolean, nullable=False),
    Column("transport", Prose, nullable=False),
    Column("trail", JSON, nullable=False),
    Column("carrier_id", Integer, ForeignKey("captures.id")),
    Column("etag", Prose),
    Column("last_modified", Prose),
    Column("warc_file", Text, nullable=False),
    Column("warc_offset", BigInteger, nullable=False),
    Column("warc_length", BigInteger, nullable=False),
    UniqueConstraint("url", "digest", "kind"),
    Index(None, "digest"),
)

publications = Table(
    "publications",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit_id", Text, nullable=False),
    Column("report_year", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("last_listed_at", Moment),
    Column("last_absent_at", Moment),
    Column("page_date", Date),
    Column("list_date", Date),
    Column("list_url", Text),
    Column("url_date", Date),
    Column("signed_date", Date),
    Column("dates", JSON, nullable=False),
    UniqueConstraint("unit_id", "report_year", "url"),
    Index(None, "report_year"),
)

revisions = Table(
    "revisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("publication_id", Integer, ForeignKey("publications.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("capture_id", Integer, ForeignKey("captures.id"), nullable=False),
    Column("carrier_id", Integer, ForeignKey("captures.id")),
    Column("seen_at", Moment, nullable=False),
    Column("read_at", Moment, nullable=False),
    Column("disowned_at", Moment),
    Column("cause", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("certain_cells", Integer, nullable=False),
    Column("reader", Text),
    Column("record", JSON, nullable=False),
    UniqueConstraint("publication_id", "number"),
    Index(None, "capture_id"),
)

visits = Table(
    "visits",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("columns", JSON, nullable=False),
    Column("listings", JSON, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("failures", JSON, nullable=False),
    Column("report_year", Integer),
    Column("looked_for", JSON, nullable=False),
    Column("listed", JSON, nullable=False),
    Column("identified_by", Prose, nullable=False),
    Column("lists", JSON, nullable=False),
    Column("search", Text, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("outcomes", Integer, nullable=False),
    Column("thorough", Boolean, nullable=False),
    Index(None, "site_id", "started_at"),
)

lessons = Table(
    "lessons",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Prose, nullable=False),
    Column("value", JSON, nullable=False),
    Column("learned_at", Moment, nullable=False),
    UniqueConstraint("site_id", "kind", "key"),
)

runs = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("job", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("outcome", Text),
    Column("detail", JSON, nullable=False),
    Index(None, "job", "started_at"),
)


def figure_column(address: Address) -> str:
    """The column of the wide table that holds a standard cell.

    >>> figure_column(Address("disputes", "review", "upheld"))
    'disputes__review__upheld'
    """
    return f"{address.table}__{address.row}__{address.column}"


@cache
def figures() -> Table:
    """The wide table: the certain numbers of one revision, a column per standard cell, for questions over many reports.

    A function, because the forms are files and nothing is read at import.
    """
    return Table(
        "figures",
        METADATA,
        Column("revision_id", Integer, ForeignKey("revisions.id"), primary_key=True, autoincrement=False),
        *(Column(figure_column(address), Double) for address in standard_addresses()),
    )


def metadata() -> MetaData:
    """All tables, the wide one included."""
    figures()
    return METADATA
