"""RAR archives of both kinds, their files merely stored: no free program packs RAR."""

import struct
import zlib
from collections.abc import Mapping

_OLD = b"Rar!\x1a\x07\x00"
_NEW = b"Rar!\x1a\x07\x01\x00"
_STORED = 0x30
_HAS_DATA = 0x8000
_ENCRYPTED = 0x4


def old_rar(files: Mapping[bytes, bytes], encrypted: bool = False) -> bytes:
    """An archive as RAR 2 to 4 make it; names are in whatever charset they were packed in."""
    flags = _HAS_DATA | (_ENCRYPTED if encrypted else 0)
    packed = b"".join(_old_header(0x74, flags, _old_file(name, body)) + body for name, body in files.items())
    return _OLD + _old_header(0x73, 0, bytes(6)) + packed + _old_header(0x7B, 0x4000, b"")


def new_rar(files: Mapping[str, bytes]) -> bytes:
    """An archive as RAR 5 and later make it."""
    packed = b"".join(_new_header(_new_file(name, body)) + body for name, body in files.items())
    return _NEW + _new_header(b"\x01\x00\x00") + packed + _new_header(b"\x05\x00\x00")


def _old_header(kind: int, flags: int, fields: bytes) -> bytes:
    rest = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest


def _old_file(name: bytes, body: bytes) -> bytes:
    size, checksum = len(body), zlib.crc32(body)
    return struct.pack("<IIBIIBBHI", size, size, 2, checksum, 0, 20, _STORED, len(name), 0x20) + name


def _new_header(fields: bytes) -> bytes:
    sized = _number(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _new_file(name: str, body: bytes) -> bytes:
    # Kind 2, with data after it; its CRC is given, it is stored, and was packed on Unix.
    said = b"\x02\x02" + _number(len(body)) + b"\x04" + _number(len(body)) + b"\x00"
    return said + struct.pack("<I", zlib.crc32(body)) + b"\x00\x01" + _number(len(name.encode())) + name.encode()


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _number(high) if high else bytes([low])
