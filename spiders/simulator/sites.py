"""The nouns of the simulator: a site, its columns, and what its lists link to. All of it is planted truth."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from html import escape
from zoneinfo import ZoneInfo

from crawler.domain.evidence import DateBasis
from crawler.domain.unit import Unit
from spiders.simulator.articles import FileShown, MobileTwin
from spiders.simulator.content import SimulatedReport, as_html, as_text

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAIN_COLUMN = "main"
_OFFICE_OPENS = time(9, tzinfo=SHANGHAI)


class Fault(StrEnum):
    """What keeps a crawler from seeing a site as it is; `faults` says what each one does."""

    JIASULE = "jiasule"
    RUISHU = "ruishu"
    CLOSED = "closed"
    UNAVAILABLE = "unavailable"
    ROBOTS = "robots"
    LISTING_BROKEN = "listing_broken"
    RUISHU_ACCEPTED = "ruishu_accepted"
    RUISHU_OK = "ruishu_ok"
    FIREWALL = "firewall"
    CHARSET_HEADER = "charset_header"
    CHARSET_META = "charset_meta"
    CHARSET_NOWHERE = "charset_nowhere"
    SLOW = "slow"
    TRUNCATED = "truncated"
    TRUNCATED_ONCE = "truncated_once"
    STORM = "storm"
    RATE_LIMITED = "rate_limited"
    REDIRECT_LOOP = "redirect_loop"
    LOOP_BESIDE = "loop_beside"
    OLD_LISTS_HOME = "old_lists_home"
    OLD_ARTICLES_HOME = "old_articles_home"
    COLUMN_MOVED = "column_moved"
    COLUMN_REDIRECTED = "column_redirected"
    PAGES_SHIFT = "pages_shift"
    AMONG_NOTICES = "among_notices"
    AMONG_DEPARTMENT_NEWS = "among_department_news"
    MANY_DECOYS = "many_decoys"
    TWINS_WAP = "twins_wap"
    TWINS_MPOST = "twins_mpost"
    HIJACKED = "hijacked"
    HIJACKED_ADULT = "hijacked_adult"
    HIDDEN_LINKS = "hidden_links"
    CRAWL_DELAY = "crawl_delay"
    WITHDRAWN = "withdrawn"
    REVISED = "revised"
    TO_PRIVATE_ADDRESS = "to_private_address"
    CALENDAR = "calendar"
    SESSION_IDS = "session_ids"
    ENDLESS_PAGES = "endless_pages"
    SOFT_404 = "soft_404"
    NEEDS_REFERER = "needs_referer"


class Variant(StrEnum):
    """What a family does otherwise on some of its sites; those that know nothing of it do as always."""

    COUNT_ONLY = "count_only"
    DYNAMIC = "dynamic"
    STRICT_FILES = "strict_files"
    COUNTED_FROM_ZERO = "counted_from_zero"
    POSTED_FOR = "posted_for"
    LINKED_GROUPS = "linked_groups"


@dataclass(frozen=True, slots=True)
class Charset:
    """How pages are encoded, and what the header and the page's own meta say of it."""

    encoding: str = "utf-8"
    header: str | None = "utf-8"
    meta: str | None = "utf-8"


UTF_8 = Charset()
GBK = Charset("gbk", header=None, meta="gb2312")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that an article links to."""

    suffix: str
    body: bytes = field(repr=False)


DATED_EVERYWHERE = frozenset({DateBasis.PAGE, DateBasis.LIST})


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of a list and the page behind it.

    It is there from nine o'clock on `published_on`, or from `appears` where the date on the page is not the truth,
    until `disappears`. `dated` says where the page lets the date be seen. Two entries of one `slug` share an address:
    let one disappear when the other appears, and the site has revised its report silently. `file_shown` says how the
    page shows its file; `pictures` are images of pages in its text; a `mobile` twin is listed beside it.
    """

    title: str
    published_on: date
    body: str = field(default="", repr=False)
    link_title: str = ""
    dated: frozenset[DateBasis] = DATED_EVERYWHERE
    columns: tuple[str, ...] = (MAIN_COLUMN,)
    attachment: Attachment | None = None
    report: SimulatedReport | None = field(default=None, repr=False)
    decoy: bool = False
    slug: str | None = None
    appears: datetime | None = None
    disappears: datetime | None = None
    file_shown: FileShown = FileShown.LINK
    pictures: tuple[Attachment, ...] = ()
    mobile: MobileTwin | None = None

    def visible(self, now: datetime) -> bool:
        """Whether the site shows it at a moment."""
        appears = self.appears or opening(self.published_on)
        return appears <= now and (self.disappears is None or now < self.disappears)

    @property
    def listed_as(self) -> str:
        """The text of the link, before a family cuts it."""
        return self.link_title or self.title

    @property
    def html(self) -> str:
        """What the article's container holds."""
        if self.attachment is None and not self.pictures and self.report is not None:
            return as_html(self.report)
        return self.body

    def list_date(self) -> date | None:
        """The date beside the link, if one is shown."""
        return self.published_on if DateBasis.LIST in self.dated else None

    def page_date(self) -> date | None:
        """The date at the head of the article, if one is shown."""
        return self.published_on if DateBasis.PAGE in self.dated else None


@dataclass(frozen=True, slots=True)
class Column:
    """A list of entries; all columns but the main one hang below it."""

    key: str
    heading: str


MAIN = Column(MAIN_COLUMN, "政府信息公开年报")


@dataclass(frozen=True, slots=True)
class SimulatedSite:
    """One host: who runs it, how it is built, what it lists, whose reports it carries and what is wrong with it.

    `units` have no address yet; `World.register` fills it in once the site runs. A fault that is not there from
    the beginning sets in at `fault_since`. With `has_etags` it tells who has a page already that it is the same.
    """

    name: str
    family: str
    entries: tuple[Entry, ...] = field(repr=False)
    units: tuple[Unit, ...] = ()
    columns: tuple[Column, ...] = (MAIN,)
    fault: Fault | None = None
    fault_since: datetime | None = None
    charset: Charset | None = None
    page_size: int = 15
    has_etags: bool = False
    variants: frozenset[Variant] = frozenset()


def opening(day: date) -> datetime:
    """The moment on a day from which what it publishes can be seen."""
    return datetime.combine(day, _OFFICE_OPENS)


def published(
    report: SimulatedReport,
    on: date,
    columns: tuple[str, ...] = (MAIN_COLUMN,),
    dated: frozenset[DateBasis] = DATED_EVERYWHERE,
) -> Entry:
    """A report as a page of its own."""
    return Entry(report.title, on, link_title=report.link_title, dated=dated, columns=columns, report=report)


def attached(
    report: SimulatedReport,
    on: date,
    columns: tuple[str, ...] = (MAIN_COLUMN,),
    attachment: Attachment | None = None,
) -> Entry:
    """A report as a file on a page of one line; as a text file unless the caller gives its bytes."""
    text = Attachment("txt", as_text(report).encode())
    return Entry(
        report.title,
        on,
        body=f"<p>{escape(report.link_title)}见附件，请下载查阅。</p>",
        link_title=report.link_title,
        columns=columns,
        attachment=attachment or text,
        report=report,
    )
