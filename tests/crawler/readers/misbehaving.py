"""Readers that do what readers must not; the tests name them to a worker."""

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path

from crawler.domain.document import Document, Paragraph
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Place


class Foreign:
    """Something that no document is made of."""


def read(body: bytes, source: str) -> Document:
    return Document(Medium.TEXT, (Paragraph(body.decode(), Place(line=1)),))


def refuse(body: bytes, source: str) -> Document:
    raise NotReadable(source, "不对")


def print_much(body: bytes, source: str) -> Document:
    sys.stdout.write("noise\n" * 1000)
    sys.stdout.flush()
    os.write(1, b"more noise")
    subprocess.run(["sh", "-c", "echo noise; cat"], check=True)
    return read(body, source)


def hang(body: bytes, source: str) -> Document:
    """Write our number and that of a program we started, and never end."""
    program = subprocess.Popen(["sleep", "60"])
    Path(body.decode()).write_text(f"{os.getpid()} {program.pid}")
    time.sleep(60)
    raise AssertionError


def hold_the_interpreter(body: bytes, source: str) -> Document:
    """Never end, and let no other thread of ours do anything."""
    Path(body.decode()).write_text(str(os.getpid()))
    ctypes.PyDLL(None).sleep(60)
    raise AssertionError


def crash(body: bytes, source: str) -> Document:
    return ctypes.cast(1, ctypes.POINTER(ctypes.py_object)).contents.value  # type: ignore[no-any-return]  # never


def leave(body: bytes, source: str) -> Document:
    os._exit(3)


def fail(body: bytes, source: str) -> Document:
    raise KeyError("Sheet1")


def eat_memory(body: bytes, source: str) -> Document:
    return read(b"1" * 10_000_000_000, source)


_HOARD: list[bytes] = []


def hoard(body: bytes, source: str) -> Document:
    """Keep a gigabyte for good: the second document finds too little left."""
    _HOARD.append(bytes(1_000_000_000))
    return read(body, source)


def give_something_else(body: bytes, source: str) -> Foreign:
    return Foreign()


def recognise(body: bytes, source: str) -> Document:
    import rapidocr  # only where characters are recognised

    return read(rapidocr.__name__.encode(), source)


def say_who(body: bytes, source: str) -> Document:
    return read(str(os.getpid()).encode(), source)


def say_environment(body: bytes, source: str) -> Document:
    return read("\n".join(os.environ).encode(), source)


def write_much(body: bytes, source: str) -> Document:
    with Path(os.environ["TMPDIR"], "much").open("wb") as file:
        file.truncate(2**40)
    return read(body, source)


def leave_a_file(body: bytes, source: str) -> Document:
    """Write into the folder for scratch, and say where it is."""
    path = Path(os.environ["TMPDIR"], "left")
    path.write_bytes(b"left")
    return read(str(path).encode(), source)
