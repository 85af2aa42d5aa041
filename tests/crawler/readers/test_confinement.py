"""A reader that hangs, crashes, eats memory or talks ends in a refusal, and the next document is read."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.readers.confinement import DOCUMENTS, Limits, confined

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
QUICK = replace(DOCUMENTS, seconds=1.0, seconds_per_megabyte=0.0)


def call(reader: str, body: bytes = b"7", limits: Limits = DOCUMENTS) -> str:
    """The text that a reader of the module beside us makes of bytes."""
    document: Document = confined(f"tests.crawler.readers.misbehaving:{reader}", limits, body, "a.bin")
    return next(document.paragraphs()).text


def refusal(reader: str, body: bytes = b"7", limits: Limits = DOCUMENTS) -> str:
    with pytest.raises(NotReadable) as refused:
        call(reader, body, limits)
    assert refused.value.source == "a.bin"
    return refused.value.reason


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def comes_true(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def pids_in(path: Path) -> list[int]:
    assert comes_true(lambda: path.exists() and bool(path.read_text()))
    return [int(pid) for pid in path.read_text().split()]


def all_end(pids: list[int]) -> bool:
    return comes_true(lambda: not any(map(is_alive, pids)))


def children() -> set[int]:
    """Our child processes, zombies too."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


def test_what_a_reader_makes_of_bytes_comes_back_whole() -> None:
    assert call("read", "政府信息公开".encode() * 100_000) == "政府信息公开" * 100_000


def test_what_a_reader_refuses_is_refused_with_its_reason() -> None:
    assert refusal("refuse") == "不对"


def test_a_worker_is_started_once_and_kept() -> None:
    assert call("say_who") == call("say_who") != str(os.getpid())


def test_a_library_that_prints_does_no_harm() -> None:
    assert [call("print_much", text.encode()) for text in "12"] == ["1", "2"]


def test_a_reader_that_hangs_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    began = time.monotonic()

    reason = refusal("hang", str(tmp_path / "pids").encode(), QUICK)

    assert reason == "reading it took longer than 1 s and was stopped"
    assert time.monotonic() - began < 5
    assert all_end(pids_in(tmp_path / "pids"))
    assert call("read") == "7"


def test_a_reader_that_holds_the_interpreter_is_stopped_too(tmp_path: Path) -> None:
    assert "took longer" in refusal("hold_the_interpreter", str(tmp_path / "pid").encode(), QUICK)


@pytest.mark.parametrize(("reader", "cause"), [("crash", "SIGSEGV"), ("leave", "status 3")])
def test_a_reader_that_crashes_leaves_us_alive(reader: str, cause: str) -> None:
    assert refusal(reader) == f"its reader crashed ({cause})"
    assert call("read") == "7"


def test_a_reader_that_fails_is_told_with_its_error() -> None:
    assert refusal("fail") == "its reader failed: KeyError: 'Sheet1'"


def test_a_reader_that_eats_memory_is_refused_more() -> None:
    assert refusal("eat_memory") == "reading it needed more than 1536 MB of memory"
    assert call("read") == "7"


def test_what_earlier_documents_took_is_not_held_against_a_later_one() -> None:
    assert [call("hoard") for _ in range(3)] == ["7"] * 3


def test_a_file_that_grows_without_end_is_cut_short() -> None:
    assert "File too large" in refusal("write_much")


def test_a_reply_may_hold_our_nouns_only() -> None:
    assert refusal("give_something_else") == "its reader gave something that is no document"


def test_a_reader_that_turns_to_recognition_is_asked_again_where_that_may_be_loaded() -> None:
    assert call("recognise") == "rapidocr"


def test_a_reader_does_not_know_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_DATABASE", "postgresql://user:password@host/name")
    refusal("crash")  # so that the next worker starts with these

    told = call("say_environment")

    assert "PATH" in told
    assert "GONGKAI" not in told


def test_what_a_reader_leaves_behind_is_removed_with_its_worker() -> None:
    left = Path(call("leave_a_file"))
    assert left.exists()

    refusal("crash")

    assert not left.exists()


def test_a_worker_that_died_in_its_sleep_is_replaced() -> None:
    pid = int(call("say_who"))
    os.kill(pid, signal.SIGKILL)

    assert all_end([pid])
    assert int(call("say_who")) != pid
    assert pid not in children()


def test_threads_take_turns() -> None:
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda number: call("read", str(number).encode()), range(200)))

    assert texts == [str(number) for number in range(200)]


def test_a_worker_outlives_the_thread_that_started_it() -> None:
    refusal("crash")
    pids: list[str] = []
    thread = threading.Thread(target=lambda: pids.append(call("say_who")))
    thread.start()
    thread.join()

    assert call("say_who") == pids[0]


def test_an_interrupted_question_does_not_answer_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "pids"

    def interrupt() -> None:
        pids_in(path)
        os.kill(os.getpid(), signal.SIGINT)

    # Whoever starts the tests in the background has them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        call("hang", str(path).encode())
    signal.signal(signal.SIGINT, before)

    assert call("read") == "7"
    assert all_end(pids_in(path))


PROGRAM = """
import sys, threading
from crawler.readers.confinement import DOCUMENTS, confined
from dataclasses import replace
ask = lambda: confined(
    "tests.crawler.readers.misbehaving:{reader}", replace(DOCUMENTS, seconds=3.0), sys.argv[1].encode(), "a.bin"
)
{ending}
"""


def program(reader: str, ending: str, path: Path) -> "subprocess.Popen[str]":
    text = PROGRAM.format(reader=reader, ending=ending)
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", text, str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_program_that_ends_takes_its_worker_with_it_and_says_nothing() -> None:
    with program("say_who", "print(next(ask().paragraphs()).text)", Path()) as ours:
        said, errors = ours.communicate(timeout=60)

    assert (ours.returncode, errors) == (0, "")
    assert all_end([int(said)])


@pytest.mark.parametrize("reader", ["hang", "hold_the_interpreter"])
def test_a_program_that_is_killed_takes_its_busy_worker_and_what_that_started_with_it(
    reader: str, tmp_path: Path
) -> None:
    with program(reader, "ask()", tmp_path / "pids") as ours:
        pids = pids_in(tmp_path / "pids")
        ours.kill()

    assert all_end(pids)


def test_a_forked_program_starts_a_worker_of_its_own() -> None:
    ending = """
import os
who = lambda: next(ask().paragraphs()).text
first = who()
child = os.fork()
if child == 0:
    print(first != who(), flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(first == who())
"""
    with program("say_who", ending, Path()) as ours:
        said, errors = ours.communicate(timeout=60)

    assert said.split() == ["True", "True"], errors


def test_asking_costs_little(record_property: Any) -> None:
    call("read")

    began = time.perf_counter()
    for _ in range(200):
        call("read")
    each = (time.perf_counter() - began) / 200

    record_property("milliseconds", each * 1000)
    assert each < 0.02
