"""Bytes to text: byte order mark, UTF-8, then detection; binary files are told apart."""

from __future__ import annotations

import re

from onrecord.errors import UnreadableError
from onrecord.model.records import Notice

_MAGIC = {
    b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive", b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program", b"MZ\x90": "a program", b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite format 3\0": "a SQLite database", b"RIFF": "a sound or video file", b"ID3": "a sound file",
    b"OggS": "a sound file", b"\x00\x00\x01\xba": "a video file", b"BZh": "a bzip2 archive",
}  # fmt: skip
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02
"""Share of control bytes above which bytes are no text; texts that passed through old systems lie
below 0.001, binary formats above 0.1."""
_MOST_FOREIGN = 0.1
"""Up to this share of bytes beyond ASCII a text is Latin with accents and typographic quotation marks:
cp1252 by far the commonest. Detection by statistics needs more to go by (it takes "Bogotá" for Baltic)."""
_SAMPLE = 200_000


def decode(data: bytes, address: str, declared: str | None = None) -> tuple[str, str, tuple[Notice, ...]]:
    """Text, encoding and notices.

    Args:
        data: not empty.
        address: for messages.
        declared: character set that the sender or the page names; tried after UTF-8, which no other
            encoding's text passes by chance.

    Raises:
        UnreadableError: if the bytes are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name.removesuffix("-sig"), ()
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableError(address, f"{what}, not a text", "give the text, HTML, PDF, DOCX or EML")
    wide = _without_mark(data)
    if wide is not None:
        return data.decode(wide), wide, ()
    sample = data[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > _MOST_CONTROLS * len(sample) and controls > 3:
        raise UnreadableError(address, "a binary file, not a text", "give the text, HTML, PDF, DOCX or EML")
    notices: list[Notice] = []
    if controls:
        notices.append(
            Notice(name="controls-removed", text="NUL or other control characters were left out of the text")
        )
    try:
        return data.decode("utf-8"), "utf-8", tuple(notices)
    except UnicodeDecodeError:
        text, encoding = _detected(data, declared)
    notices.append(Notice(name="encoding-guessed", text=f"not UTF-8; read as {encoding}, by its letters"))
    return text, encoding, tuple(notices)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly every other byte of Latin text is NUL."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > 0.7 * len(zeros) and sample.count(0) < 0.6 * len(sample):
            try:
                data.decode(name)
            except UnicodeDecodeError:
                return None
            return name
    return None


def _detected(data: bytes, declared: str | None) -> tuple[str, str]:
    if declared:
        try:
            return data.decode(declared), declared.lower()
        except (LookupError, UnicodeDecodeError):
            pass
    foreign = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if foreign <= _MOST_FOREIGN * len(data[:_SAMPLE]):
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best is not None else "latin-1"
    return data.decode(encoding, "replace"), encoding
