"""The archive: what goes in comes out, whatever happens to the process that wrote it."""

import gzip
import os
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from warcio.archiveiterator import ArchiveIterator

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.errors import ArchiveDamaged
from storage.archive import Archive, Location

NOW = datetime(2025, 4, 1, 1, 2, 3, 456789, tzinfo=UTC)
PAGE = Capture(
    url="http://www.example.gov.cn/nb/2024.html",
    kind=CaptureKind.REPORT,
    body="<title>年度报告</title>".encode("gb18030"),
    fetched_at=NOW,
    trail=Trail("www.example.gov.cn"),
    headers=(("Content-Type", "text/html; charset=gb2312"), ("Server", "nginx")),
)

NAMES = some.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-", min_size=1)
VALUES = some.text(some.characters(exclude_categories=["C", "Z"]))
HEADERS = some.lists(
    some.tuples(NAMES | some.sampled_from(["Content-Encoding", "X-Archive-Orig-Etag"]), VALUES), max_size=4
)


def damage(path: Path, data: bytes) -> None:
    path.write_bytes(data)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # it waits for the disk
@given(
    body=some.binary(max_size=60_000),
    headers=HEADERS.map(tuple),
    status=some.integers(100, 599),
    at=some.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001  # bounds
)
def test_a_capture_comes_back_as_it_was_received(
    tmp_path_factory: pytest.TempPathFactory,
    body: bytes,
    headers: tuple[tuple[str, str], ...],
    status: int,
    at: datetime,
) -> None:
    seen = replace(PAGE, body=body, headers=headers, status=status, fetched_at=at)

    with closing(Archive(tmp_path_factory.mktemp("archive"))) as archive:
        back = archive.load(archive.keep(seen))

    assert (back.url, back.status, back.headers, back.body) == (seen.url, status, headers, body)
    assert back.fetched_at == at


def test_a_large_body_comes_back_whole(archive: Archive) -> None:
    large = replace(PAGE, body=os.urandom(5_000_000))

    assert archive.load(archive.keep(large)).body == large.body


def test_many_captures_share_a_file_and_each_is_found(archive: Archive) -> None:
    pages = [replace(PAGE, body=f"第{number}页".encode()) for number in range(20)]

    locations = [archive.keep(page) for page in pages]

    assert len({location.file for location in locations}) == 1
    assert [archive.load(location).body for location in reversed(locations)] == [page.body for page in reversed(pages)]


def test_the_same_bytes_are_written_once_and_every_answer_comes_back(archive: Archive) -> None:
    large = replace(PAGE, body=os.urandom(20_000))
    elsewhere = replace(large, url="http://x.gov.cn/1", status=203, headers=(("Server", "another"),))
    later = replace(elsewhere, url="http://x.gov.cn/2", fetched_at=NOW + timedelta(days=1))

    first, second = archive.keep_all((large, elsewhere))
    (third,) = archive.keep_all((later,), {large.digest: second})

    back = [archive.load(location) for location in (first, second, third)]
    assert [(one.url, one.status, one.headers, one.fetched_at) for one in back] == [
        (one.url, one.status, one.headers, one.fetched_at) for one in (large, elsewhere, later)
    ]
    assert {one.body for one in back} == {large.body}
    assert max(second.length, third.length) < 1000


def test_nothing_rests_on_a_record_that_is_damaged(archive: Archive, tmp_path: Path) -> None:
    first = archive.keep(PAGE)
    path = tmp_path / "archive" / first.file
    damage(path, path.read_bytes()[:-20])

    (second,) = archive.keep_all((replace(PAGE, url="http://x.gov.cn/1"),), {PAGE.digest: first})

    assert archive.load(second).body == PAGE.body


def test_an_answer_whose_bytes_are_not_those_of_its_digest_is_damaged(archive: Archive, tmp_path: Path) -> None:
    other = archive.keep(replace(PAGE, body=b"other bytes"))
    first, second = archive.keep_all((PAGE, replace(PAGE, url="http://x.gov.cn/1")))
    path = tmp_path / "archive" / first.file
    whole = path.read_bytes()
    forged = gzip.compress(gzip.decompress(whole[second.offset :]).replace(str(first).encode(), str(other).encode()))
    damage(path, whole[: second.offset] + forged)

    with pytest.raises(ArchiveDamaged, match="digest"):
        archive.load(replace(second, length=len(forged)))


def test_headers_of_the_wire_do_not_lie_about_the_decoded_body(archive: Archive, tmp_path: Path) -> None:
    wire = (("Content-Encoding", "gzip"), ("transfer-encoding", "chunked"), ("Content-Length", "7"))
    seen = replace(PAGE, headers=wire)

    location = archive.keep(seen)

    with (tmp_path / "archive" / location.file).open("rb") as file:
        record = next(iter(ArchiveIterator(file, check_digests="raise")))
        names = [name for name, _ in record.http_headers.headers]
        assert record.content_stream().read() == seen.body
    assert names == [f"X-Archive-Orig-{name}" for name, _ in wire]
    assert archive.load(location).headers == wire


def test_a_header_that_breaks_its_line_breaks_nothing_else(archive: Archive) -> None:
    seen = replace(PAGE, headers=(("X-Note", "one\r\nSet-Cookie: two"), ("Server", "nginx\ud83d")))

    back = archive.load(archive.keep(seen))

    assert back.headers == (("X-Note", "one  Set-Cookie: two"), ("Server", "nginx?"))
    assert back.body == seen.body


def test_a_record_says_whether_a_browser_drew_the_page(archive: Archive, tmp_path: Path) -> None:
    location = archive.keep(replace(PAGE, rendered=True))

    plain = gzip.decompress((tmp_path / "archive" / location.file).read_bytes())

    assert b"X-Gongkai-Rendered: yes\r\n" in plain
    assert b"WARC-Date: 2025-04-01T01:02:03.456789Z\r\n" in plain


def test_each_archive_writes_to_a_file_of_its_own(tmp_path: Path) -> None:
    with closing(Archive(tmp_path)) as first, closing(Archive(tmp_path)) as second:
        names = [archive.keep(PAGE).file for archive in (first, second, first)]

    assert names[0] == names[2] == f"gongkai-20250401T010203Z-{os.getpid()}-00000.warc.gz"
    assert names[1] != names[0]


def test_a_file_is_named_in_utc(tmp_path: Path) -> None:
    beijing = replace(PAGE, fetched_at=NOW.astimezone(timezone(timedelta(hours=8))))

    with closing(Archive(tmp_path)) as archive:
        assert archive.keep(beijing).file.startswith("gongkai-20250401T010203Z-")


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with closing(Archive(tmp_path, full=1500)) as archive:
        locations = [archive.keep(PAGE) for _ in range(8)]
        bodies = [archive.load(location).body for location in locations]

    assert len({location.file for location in locations}) > 1
    assert bodies == [PAGE.body] * 8


def test_a_record_cut_short_spoils_none_before_it(archive: Archive, tmp_path: Path) -> None:
    first, last = archive.keep(PAGE), archive.keep(replace(PAGE, body=os.urandom(2000)))
    path = tmp_path / "archive" / first.file
    whole = path.read_bytes()

    for cut in (1, 10, last.length // 2, last.length - 1, last.length):
        damage(path, whole[: last.offset + last.length - cut])

        assert archive.load(first).body == PAGE.body
        with pytest.raises(ArchiveDamaged):
            archive.load(last)


def test_no_changed_byte_goes_unnoticed(archive: Archive, tmp_path: Path) -> None:
    location = archive.keep(PAGE)
    path = tmp_path / "archive" / location.file
    whole = path.read_bytes()

    # The ten bytes of the head of a gzip member carry nothing that we read.
    for place in range(10, len(whole)):
        damage(path, whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(ArchiveDamaged):
            archive.load(location)


def test_a_body_that_does_not_match_its_digest_is_damage(archive: Archive, tmp_path: Path) -> None:
    location = archive.keep(replace(PAGE, body=b"38"))
    path = tmp_path / "archive" / location.file
    forged = gzip.compress(gzip.decompress(path.read_bytes()).replace(b"\r\n\r\n38\r\n", b"\r\n\r\n99\r\n"))
    damage(path, forged)

    with pytest.raises(ArchiveDamaged, match="digest"):
        archive.load(Location(location.file, 0, len(forged)))


@pytest.mark.parametrize(
    "location",
    [
        pytest.param(Location("nothing.warc.gz", 0, 100), id="no such file"),
        pytest.param(Location("other.warc.gz", 0, 100), id="no archive"),
        pytest.param(Location("other.warc.gz", 1_000, 100), id="behind the end"),
        pytest.param(Location("gzip.warc.gz", 0, 100), id="no record"),
    ],
)
def test_what_is_not_there_is_damage(location: Location, tmp_path: Path) -> None:
    (tmp_path / "other.warc.gz").write_bytes(b"plain text, and not of ours")
    (tmp_path / "gzip.warc.gz").write_bytes(gzip.compress(b"plain text"))

    with pytest.raises(ArchiveDamaged, match=location.file):
        Archive(tmp_path).load(location)
