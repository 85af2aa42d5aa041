"""Atom as RFC 4287 has it: its grammar in RELAX NG, as far as we use it, and what the text says beside that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import etree, html

from crawler.domain.clock import SHANGHAI
from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.wording import Language
from monitor.feeds.atom import Entry, Feed, atom_of
from monitor.feeds.told import told_feed

AT = datetime(2025, 2, 10, 9, 0, tzinfo=SHANGHAI)
ADDRESS = "https://gongkai.yunxi.gov.cn/feeds/abc.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = "教育局\r\n<b>&amp;]]>\x00\x0b\u202e\ud83d\ufffe 🏛 <script>alert(1)</script> javascript:alert(1)"

GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <define name="text"><data type="string"><param name="minLength">1</param></data></define>
  <define name="uri"><data type="anyURI"><param name="minLength">1</param></data></define>
  <define name="heads">
    <element name="id"><ref name="uri"/></element>
    <element name="title"><ref name="text"/></element>
    <element name="updated"><data type="dateTime"/></element>
  </define>
  <define name="link">
    <element name="link"><attribute name="rel"><ref name="text"/></attribute>
      <attribute name="href"><ref name="uri"/></attribute></element>
  </define>
  <start>
    <element name="feed">
      <attribute name="xml:lang"><data type="language"/></attribute>
      <interleave>
        <ref name="heads"/>
        <element name="author"><element name="name"><ref name="text"/></element></element>
        <ref name="link"/>
        <zeroOrMore><element name="entry"><interleave>
          <ref name="heads"/>
          <optional><ref name="link"/></optional>
          <zeroOrMore>
            <element name="category"><attribute name="term"><ref name="text"/></attribute></element>
          </zeroOrMore>
          <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
        </interleave></element></zeroOrMore>
      </interleave>
    </element>
  </start>
</grammar>
"""


def feed(*entries: Entry) -> Feed:
    return Feed("told/yunxi", "云溪县：监测告知", "年报监测", ADDRESS, Language.CHINESE, AT, entries)


def entry(number: int = 0, **changes: Any) -> Entry:
    made = Entry(
        f"told/{number}", f"第{number}次", "文", AT - timedelta(days=number), "https://a.cn/?a=1&b=2", ("告知",)
    )
    return replace(made, **changes)


def parsed(written: bytes) -> Any:
    root = etree.fromstring(written)
    etree.RelaxNG(etree.fromstring(GRAMMAR)).assertValid(root)
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return root


def written(message: Message) -> str:
    feed = told_feed("yunxi", "云溪县", Language.CHINESE, ADDRESS, [(message, AT)], AT)
    return str(parsed(atom_of(feed)).findtext(f"{ATOM}entry/{ATOM}content"))


def message(*keys: str, **changes: Any) -> Message:
    items = tuple(Told(key, key) for key in keys or ("k",))
    fields: dict[str, Any] = {"subject": "【年报监测】", "body": "一、未按时公布\n1. 教育局\n   证据：http://a.cn/x"}
    return Message("yunxi", "mail", Plane.OFFICES, Kind.NOTICE, Language.CHINESE, told=items, **fields | changes)


def test_a_feed_is_as_the_standard_has_it() -> None:
    root = parsed(atom_of(feed(entry(0), entry(1))))

    assert root.findtext(f"{ATOM}title") == "云溪县：监测告知"
    assert root.find(f"{ATOM}link").attrib == {"rel": "self", "href": ADDRESS}
    assert root.findtext(f"{ATOM}updated") == AT.astimezone(UTC).isoformat() == "2025-02-10T01:00:00+00:00"
    assert [one.findtext(f"{ATOM}title") for one in root.iter(f"{ATOM}entry")] == ["第0次", "第1次"]
    assert root.find(f"{ATOM}entry/{ATOM}link").get("href") == "https://a.cn/?a=1&b=2"


def test_a_feed_without_entries_is_one() -> None:
    assert parsed(atom_of(feed())).findtext(f"{ATOM}updated") == "2025-02-10T01:00:00+00:00"


def test_the_same_entry_has_the_same_id_and_another_one_another() -> None:
    first, again = (parsed(atom_of(feed(entry(0), entry(1)))) for _ in range(2))

    assert [e.text for e in first.iter(f"{ATOM}id")] == [e.text for e in again.iter(f"{ATOM}id")]
    assert all(e.text.startswith("urn:uuid:") for e in first.iter(f"{ATOM}id"))


def test_whatever_was_scraped_stays_text() -> None:
    root = parsed(atom_of(feed(entry(title=EVIL, body=EVIL, key=EVIL, categories=(EVIL,), link="javascript:alert(1)"))))

    one = root.find(f"{ATOM}entry")
    assert one.findtext(f"{ATOM}title").startswith("教育局 <b>&amp;]]>")
    assert one.find(f"{ATOM}link") is None
    page = html.fromstring(one.findtext(f"{ATOM}content"))
    assert {element.tag for element in page.iter()} <= {"p", "br"}
    assert "<script>alert(1)</script>" in page.text_content()


@pytest.mark.parametrize("title", ["", " \r\n", "\u202e"])
def test_no_title_is_left_empty(title: str) -> None:
    assert parsed(atom_of(feed(entry(title=title)))).findtext(f"{ATOM}entry/{ATOM}title") == "—"


def test_ten_thousand_entries_are_no_trouble() -> None:
    many = tuple(entry(number, updated=AT, body=EVIL) for number in range(10_000))

    assert atom_of(feed(*many)).count(b"<entry>") == 10_000


def test_what_was_told_is_read_as_it_was_written_with_its_evidence_as_links() -> None:
    assert written(message()) == (
        '<p>一、未按时公布<br>\n1. 教育局<br>\n&nbsp;  证据：<a href="http://a.cn/x" rel="noreferrer">http://a.cn/x</a></p>'
    )


def test_what_went_over_several_channels_was_told_once() -> None:
    told = [(message("a", "b"), AT), (replace(message("b", "a"), channel="wecom"), AT), (message("c"), AT)]

    made = told_feed("yunxi", "云溪县", Language.CHINESE, ADDRESS, told, AT)

    assert len(made.entries) == 2


def test_what_operators_are_told_is_in_no_feed_of_an_office() -> None:
    told = [(replace(message(), plane=Plane.OPERATORS), AT)]

    assert told_feed("yunxi", "云溪县", Language.CHINESE, ADDRESS, told, AT).entries == ()
