"""The archive when its process or its disk comes to a hard end."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

WRITER = """
    import os, resource, sys
    from dataclasses import replace
    from datetime import UTC, datetime
    from pathlib import Path
    from crawler.domain.capture import Capture, CaptureKind, Trail
    from storage.archive import Archive

    at = datetime(2025, 4, 1, tzinfo=UTC)
    page = Capture("http://x.gov.cn/", CaptureKind.REPORT, b"small", at, Trail("x.gov.cn"))
    archive = Archive(Path(sys.argv[1]))
"""
FULL_DISK = """
    small = archive.keep(page)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    try:
        archive.keep(replace(page, body=os.urandom(500_000)))
    except OSError as error:
        print(type(error).__name__)
    after = archive.keep(replace(page, body=b"after"))
    print(*(archive.load(location).body.decode() for location in (small, after)))
    archive.close()
"""
KILLED = """
    archive.keep(page)
    print("kept", flush=True)
    while True:
        archive.keep(replace(page, body=os.urandom(500_000)))
"""


def start(program: str, folder: Path) -> subprocess.Popen[str]:
    source = textwrap.dedent(WRITER) + textwrap.dedent(program)
    return subprocess.Popen([sys.executable, "-c", source, str(folder)], stdout=subprocess.PIPE, text=True)


def bodies(folder: Path) -> list[bytes]:
    """What any reader of WARC files finds."""
    found = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            found += [record.content_stream().read() for record in ArchiveIterator(file, check_digests="raise")]
    return found


@pytest.mark.slow
def test_a_full_disk_is_an_error_and_leaves_all_else_readable(tmp_path: Path) -> None:
    with start(FULL_DISK, tmp_path) as writer:
        printed = writer.communicate(timeout=30)[0]

    assert printed.splitlines() == ["OSError", "small after"]
    assert bodies(tmp_path) == [b"small", b"after"]


@pytest.mark.slow
def test_a_killed_process_leaves_what_it_had_kept(tmp_path: Path) -> None:
    with start(KILLED, tmp_path) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "kept\n"
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)

    (path,) = tmp_path.iterdir()
    with path.open("rb") as file:
        assert next(iter(ArchiveIterator(file))).content_stream().read() == b"small"
