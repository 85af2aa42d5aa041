"""What is in ZIP and RAR archives, and where we stop."""

import io
import zipfile
from pathlib import Path
from zlib import crc32

import pytest

from crawler.domain.errors import NotReadable
from crawler.readers.archives.entry import Closed, Member
from crawler.readers.archives.members import members, opened
from crawler.readers.archives.rar_entries import rar_entries
from tests.making.rar import new_rar, old_rar
from tests.making.zipped import zipped

NAME = "云溪县2023年年报.docx"
FILES = {NAME: b"report", "附件/表.xls": bytes(range(200)), "空.txt": b""}
AS_MEMBERS = tuple(Member(name, body) for name, body in FILES.items())


def refusal(body: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        opened(body, "a.zip")
    return refused.value.reason


def opened_or_none(body: bytes) -> tuple[Member, ...]:
    """The members, none where the archive is refused; any other exception is a bug."""
    try:
        return opened(body, "a.zip")
    except NotReadable:
        return ()


def as_named_by(encoding: str) -> bytes:
    """A ZIP as Chinese programs make it: names in the charset of the machine, and no word of that."""
    plain = zipped({"x" * len(name.encode(encoding)): body for name, body in FILES.items()})
    for name in FILES:
        said = name.encode(encoding)
        plain = plain.replace(b"x" * len(said), said)
    return plain


def encrypted(body: bytes, *, only_first: bool = False) -> bytes:
    """The ZIP with the mark that its files are encrypted, in both places that bear it."""
    marked = bytearray(body)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + offset] |= 1
            at = -1 if only_first else marked.find(signature, at + 1)
    return bytes(marked)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(zipped(FILES), id="ZIP, names in UTF-8"),
        pytest.param(as_named_by("gbk"), id="ZIP, names in GBK"),
        pytest.param(as_named_by("utf-8"), id="ZIP, names in UTF-8 without the mark"),
        pytest.param(old_rar({name.encode("gbk"): body for name, body in FILES.items()}), id="RAR 4"),
        pytest.param(new_rar(FILES), id="RAR 5"),
        pytest.param(zipped(FILES | {"__MACOSX/._年报.docx": b"\0", "附件/.DS_Store": b"\0"}), id="ZIP of a Macintosh"),
    ],
)
def test_the_files_of_an_archive_are_taken_out_with_their_names(body: bytes) -> None:
    assert opened(body, "a.zip") == AS_MEMBERS


@pytest.mark.slow
def test_an_archive_is_opened_in_a_child_process() -> None:
    assert tuple(members(zipped(FILES), "a.zip")) == AS_MEMBERS


def test_archives_within_an_archive_are_opened_too() -> None:
    body = zipped({"2023.rar": new_rar(FILES), "读我.txt": b"1"})

    assert opened(body, "a.zip") == (
        *(Member(f"2023.rar/{member.name}", member.body) for member in AS_MEMBERS),
        Member("读我.txt", b"1"),
    )


def test_an_archive_within_two_others_is_left_closed_and_said_to_be() -> None:
    deep = zipped({"c.zip": zipped({"d.txt": b"1"}), "e.txt": b"2"})

    found = opened(zipped({"b.zip": deep}), "a.zip")

    assert found == (Member("b.zip/c.zip", trouble="an archive within 2 others"), Member("b.zip/e.txt", b"2"))


def test_a_name_that_leads_out_is_a_label_like_any_other(tmp_path: Path) -> None:
    names = ("../../etc/passwd", "/etc/passwd", str(tmp_path / "年报.txt"), "-rf")

    found = opened(zipped(dict.fromkeys(names, b"1")), "a.zip") + opened(new_rar(dict.fromkeys(names, b"1")), "a.rar")

    assert [member.name for member in found] == [*names, *names]
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_archive_says_so() -> None:
    assert "encrypted" in refusal(encrypted(zipped(FILES)))
    assert "encrypted" in refusal(old_rar({b"a": b"b"}, encrypted=True))


def test_an_encrypted_file_beside_others_is_trouble_of_its_own() -> None:
    found = opened(encrypted(zipped(FILES), only_first=True), "a.zip")

    assert "encrypted" in found[0].trouble
    assert found[1:] == AS_MEMBERS[1:]


def test_a_broken_file_beside_others_is_trouble_of_its_own() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"1234567")
        archive.writestr("b.txt", b"8")

    found = opened(written.getvalue().replace(b"1234567", b"7654321"), "a.zip")

    assert "CRC" in found[0].trouble
    assert found[1] == Member("b.txt", b"8")


@pytest.mark.parametrize("body", [zipped(FILES), old_rar({b"a": b"b"}), new_rar(FILES)])
def test_an_archive_that_is_cut_off_is_refused_or_says_what_is_missing(body: bytes) -> None:
    whole = opened(body, "a.zip")

    for length in range(8, len(body), 7):
        found = opened_or_none(body[:length])
        assert all(member in whole or member.trouble for member in found)


def test_more_files_than_anybody_packs_are_too_many() -> None:
    assert "more than 200 files" in refusal(zipped({f"{number}.txt": b"" for number in range(201)}))
    assert "more than 200 files" in refusal(
        zipped({f"{part}.zip": zipped({f"{number}.txt": b"" for number in range(70)}) for part in "abc"})
    )


def test_a_file_that_swells_too_much_is_a_bomb() -> None:
    assert "500 times" in refusal(zipped({"a.txt": bytes(20_000_000)}))


def test_files_that_are_too_much_together_are_too_much() -> None:
    noise = bytes(range(256)) * 100 + bytes(5_000_000)

    assert "more than 200 MB" in refusal(zipped({f"{number}.bin": noise for number in range(45)}))


def test_a_file_that_says_to_be_smaller_than_it_is_gives_no_more_than_it_says() -> None:
    body = zipped({"a.txt": b"1" * 1000})
    lying = body.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    (member,) = opened(lying, "a.zip")

    assert len(member.body) <= 10


def test_a_rar_that_is_packed_says_what_it_needs_where_that_is_not_installed() -> None:
    # The method of a stored file is 0x30; 0x33 is packed as usual.
    plain = old_rar({b"a.txt": b"1234"})
    entry = next(iter(rar_entries(_repacked(plain), find=lambda name: None)))

    with pytest.raises(Closed, match="apt-get install libarchive-tools"):
        entry.take()


@pytest.mark.slow
def test_a_rar_that_bsdtar_does_not_unpack_is_trouble() -> None:
    (member,) = opened(_repacked(old_rar({b"a.txt": b"1234"})), "a.rar")

    assert "bsdtar" in member.trouble


def _repacked(plain: bytes) -> bytes:
    """The RAR with the mark that its one file is packed, and the header's checksum for that."""
    at, size = 20, 32 + 5
    header = bytearray(plain[at : at + size])
    header[25] = 0x33
    header[:2] = (crc32(header[2:]) & 0xFFFF).to_bytes(2, "little")
    return plain[:at] + bytes(header) + plain[at + size :]
