"""OLE compound files, in which the older office programs save: what must be known before another program reads them."""

import io
import struct

import olefile

OLE_ERRORS = (OSError, struct.error, ValueError, LookupError, TypeError, OverflowError, StopIteration)
"""What olefile and struct raise on a broken file."""

PROTECTED = "it is protected by a password"

_WORD_STREAM, _SEALED_STREAM = "WordDocument", "EncryptedPackage"
# Offsets and flags of [MS-DOC] 2.5: the head of a document, and where it says how its text is pieced together.
_FLAGS_AT, _LENGTH_AT, _PIECES_AT = 10, 0x4C, 0x1A2
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PROPERTIES = 1
_EIGHT_BITS, _OFFSET = 0x40000000, 0x3FFFFFFF
_END_OF_CELL = 0x07


def is_protected(body: bytes) -> bool:
    """Whether a compound file says that its content is encrypted; a broken one says nothing."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as file:
            if file.exists(_SEALED_STREAM):
                return True
            return bool(_flags(file.openstream(_WORD_STREAM).read()) & _ENCRYPTED)
    except OLE_ERRORS:
        return False


def ends_in_table(body: bytes) -> bool:
    """Whether the text of a document of Word ends with a cell, as Word itself never lets it; not if it is broken."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as file:
            text = file.openstream(_WORD_STREAM).read()
            table = file.openstream("1Table" if _flags(text) & _SECOND_TABLE else "0Table").read()
        return _last_character(text, table) == _END_OF_CELL
    except OLE_ERRORS:
        return False


def _flags(text: bytes) -> int:
    return int(struct.unpack_from("<H", text, _FLAGS_AT)[0])


def _last_character(text: bytes, table: bytes) -> int:
    """The code of the last character of the main text, by the table of pieces."""
    last = int(struct.unpack_from("<i", text, _LENGTH_AT)[0]) - 1
    at = int(struct.unpack_from("<I", text, _PIECES_AT)[0])
    while table[at] == _PROPERTIES:
        at += 3 + int(struct.unpack_from("<H", table, at + 1)[0])
    count = (int(struct.unpack_from("<I", table, at + 1)[0]) - 4) // 12
    starts = struct.unpack_from(f"<{count + 1}i", table, at + 5)
    piece = next(index for index in range(count) if starts[index] <= last < starts[index + 1])
    place = int(struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * piece + 2)[0])
    if place & _EIGHT_BITS:
        return int(text[(place & _OFFSET) // 2 + last - starts[piece]])
    return int(struct.unpack_from("<H", text, (place & _OFFSET) + 2 * (last - starts[piece]))[0])
