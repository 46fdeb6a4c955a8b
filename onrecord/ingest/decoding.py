"""From bytes to text: byte order marks, UTF-8, and a guess, said so, for everything else."""

from __future__ import annotations

import codecs
import itertools

import charset_normalizer

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000  # bytes a guess is made on: enough for its statistics, quick on any file
# Opening bytes of files that are surely no text.
_BINARY = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"Rar!",  # noqa: E501
           b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"OggS", b"ID3", b"RIFF", b"MZ\x90")  # fmt: skip


class NotTextError(ValueError):
    """The bytes are no text."""


def decode(data: bytes) -> tuple[str, str | None]:
    """The text of the bytes, and a note where its encoding had to be guessed. Raises NotTextError for binary data."""
    if data.startswith(_BINARY):
        raise NotTextError("a binary file, not text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), None
            except UnicodeDecodeError:
                if encoding != "utf-8":
                    return data[len(mark) :].decode(
                        encoding, "replace"
                    ), f"not valid {encoding.upper()}: errors replaced"
                data = data[len(mark) :]
    bare = _bare_utf16(data[:_SAMPLE])
    if bare is not None:
        return data.decode(bare, "replace"), f"no byte order mark: read as {bare.upper()}"
    if b"\x00" in data[:_SAMPLE] or _controls(data[:_SAMPLE]) > 0.02:
        raise NotTextError("a binary file, not text")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        place = error.start
    encoding = _guess(data, place)
    return data.decode(encoding, "replace"), f"not valid UTF-8 (byte {place}): read as {encoding}"


def _controls(data: bytes) -> float:
    odd = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in data)
    return odd / max(1, len(data))


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: mostly ASCII text has a zero in every second byte."""
    if len(data) < 4 or (len(data) % 2 and len(data) < _SAMPLE):
        return None
    half = len(data) // 2
    if data[1::2].count(0) > 0.7 * half and data[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if data[::2].count(0) > 0.7 * half and data[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes, place: int) -> str:
    """UTF-8 where only few bytes are wrong; else what charset-normalizer says; else Windows-1252, the web's habit."""
    part = data[max(0, place - _SAMPLE // 2) : place + _SAMPLE // 2]
    high = sum(byte >= 0x80 for byte in part)
    wrong = part.decode("utf-8", "replace").count("�")
    if high and wrong <= 0.1 * high:
        return "utf-8"
    if high < 0.25 * len(part) and _western(part):
        return "windows-1252"
    best = charset_normalizer.from_bytes(part).best()
    return best.encoding if best is not None else "windows-1252"


# High bytes of English text in Windows-1252: quotation marks, dashes, ellipsis, signs, and the accented letters.
_WESTERN = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb4\xb7\xbb"
) | set(range(0xC0, 0x100))


def _western(part: bytes) -> bool:
    """Mostly ASCII, and its high bytes are those of Western text, few of them in a row."""
    high = [byte for byte in part if byte >= 0x80]
    rows = sum(a >= 0x80 and b >= 0x80 for a, b in itertools.pairwise(part))
    return all(byte in _WESTERN for byte in high) and rows <= 0.3 * len(high)
