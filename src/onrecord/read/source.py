"""From addresses to documents: files, folders, standard input, web addresses.

`discover` finds the inputs, `load` reads one: bytes, text and metadata by format, cleaning,
boilerplate, language. Every fault of one input is an `UnreadableError` with one clear line.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.config import ReadSettings
from onrecord.errors import UnreadableError
from onrecord.model.document import Acquisition, Document
from onrecord.model.ids import content_id
from onrecord.model.records import Notice
from onrecord.read.boilerplate import find_boilerplate
from onrecord.read.clean import clean
from onrecord.read.decode import decode
from onrecord.read.extracted import Extracted
from onrecord.read.language import detect_language, language_notices
from onrecord.read.metadata import find_published, find_publisher, find_title
from onrecord.read.text import source_of

Format = Literal["text", "html", "pdf", "docx", "mail", "markdown"]
_SUFFIXES: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "mail",
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text",
}  # fmt: skip
_MEDIA: dict[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "message/rfc822": "mail",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/markdown": "markdown", "text/plain": "text",
}  # fmt: skip
_LONG_LINE = 20_000


class Input(Struct, frozen=True):
    """One thing to read.

    Attributes:
        address: as the user gave it, or as it was found in a folder.
        method: how to get at it.
    """

    address: str
    method: Literal["file", "stdin", "web"]


class Loaded(Struct, frozen=True):
    """A document with the bytes it came from and what reading it in had to say."""

    document: Document
    raw: bytes
    notices: tuple[Notice, ...] = ()


def discover(addresses: Sequence[str], settings: ReadSettings) -> Iterator[Input | UnreadableError]:
    """The inputs behind addresses, in order; folders in name order, hidden files left out.

    A folder that leads back to itself, or cannot be opened, is an error in its place, and the walk
    goes on.
    """
    for address in addresses:
        if address == "-":
            yield Input("-", "stdin")
        elif address.startswith(("http://", "https://")):
            yield Input(address, "web")
        elif os.path.isdir(address):
            yield from _walk(address, ())
        else:
            yield Input(address, "file")


def _walk(folder: str, above: tuple[tuple[int, int], ...]) -> Iterator[Input | UnreadableError]:
    """Files under `folder`; `above` names the folders that lead to it, by device and inode."""
    try:
        found = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as err:
        yield UnreadableError(folder, f"cannot open the folder: {_reason(err)}")
        return
    here = (found.st_dev, found.st_ino)
    if here in above:
        yield UnreadableError(folder, "the folder leads back to itself; not followed")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            is_folder = entry.is_dir()
        except OSError:  # a link that leads to itself
            is_folder = False
        if is_folder:
            yield from _walk(entry.path, (*above, here))
        else:
            yield Input(entry.path, "file")


def load(
    item: Input,
    settings: ReadSettings,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Loaded:
    """Read one input; what the caller knows goes before what the text says of itself.

    Raises:
        UnreadableError: with one clear line.
    """
    retrieved = url = None
    if item.method == "web":
        from onrecord.read.web import fetch

        fetched = fetch(item.address, settings)
        data, url = fetched.data, fetched.url
        retrieved = datetime.now(UTC).isoformat(timespec="seconds")
        form = _format_of(data, url, _MEDIA.get(fetched.media_type))
        extracted = extract(data, item.address, form, url=url, charset=fetched.charset)
    else:
        data = _stdin(settings) if item.method == "stdin" else _file(item.address, settings)
        extracted = extract(data, item.address, _format_of(data, item.address, None))
    acquired = Acquisition(
        method=item.method,
        address=item.address,
        retrieved=retrieved,
        media_type=extracted.media_type,
        encoding=extracted.encoding,
    )
    known = Extracted(
        text=extracted.text,
        media_type=extracted.media_type,
        title=title or extracted.title,
        publisher=publisher or extracted.publisher,
        published=published or extracted.published,
        url=extracted.url or url,
        notices=extracted.notices,
    )
    return _document(known, data, acquired, language, settings)


def extract(
    data: bytes, address: str, form: Format, *, url: str | None = None, charset: str | None = None
) -> Extracted:
    """Text and metadata of bytes in a known format; UnreadableError if there is none."""
    if not data:
        raise UnreadableError(address, "an empty file")
    if form == "html":
        from onrecord.read.html import read_html

        return read_html(data, address, url=url, charset=charset)
    if form == "text":
        text, encoding, notices = decode(data, address, charset)
        return Extracted(text=text, media_type="text/plain", encoding=encoding, notices=notices)
    return _reader(form)(data, address)


def _reader(form: Format) -> Callable[[bytes, str], Extracted]:
    if form == "pdf":
        from onrecord.read.pdf import read_pdf

        return read_pdf
    if form == "docx":
        from onrecord.read.docx import read_docx

        return read_docx
    if form == "mail":
        from onrecord.read.mail import read_mail

        return read_mail
    from onrecord.read.markdown import read_markdown

    return read_markdown


def _format_of(data: bytes, name: str, declared: Format | None) -> Format:
    """The format, by first bytes where they tell, else as declared, else by the name's ending."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and (declared == "docx" or b"word/" in data or name.endswith(".docx")):
        return "docx"
    lowered = head[:512].lower()
    by_name = _SUFFIXES.get(Path(name).suffix.lower()) if "://" not in name else None
    if lowered.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<html" in data[:4096].lower():
        return "html"
    return declared or by_name or "text"


def _file(address: str, settings: ReadSettings) -> bytes:
    path = Path(address)
    try:
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_size > settings.max_bytes:
            raise _too_large(address, found.st_size, settings)
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode)):
            raise UnreadableError(address, "neither a file nor a folder")
        with path.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except (OSError, ValueError) as err:  # ValueError: NUL in the name
        raise UnreadableError(address, _reason(err)) from err
    if len(data) > settings.max_bytes:
        raise _too_large(address, len(data), settings)
    return data


def _stdin(settings: ReadSettings) -> bytes:
    data = sys.stdin.buffer.read(settings.max_bytes + 1)
    if not data:
        raise UnreadableError("-", "nothing came in on standard input")
    if len(data) > settings.max_bytes:
        raise _too_large("-", len(data), settings)
    return data


def _too_large(address: str, size: int, settings: ReadSettings) -> UnreadableError:
    return UnreadableError(
        address,
        f"{size:,} bytes or more; the limit is {settings.max_bytes:,}",
        "split it, or raise read.max_bytes in the settings",
    )


def _reason(err: Exception) -> str:
    if isinstance(err, FileNotFoundError):
        return "no such file"
    if isinstance(err, PermissionError):
        return "no permission to read it"
    return (getattr(err, "strerror", None) or str(err)).lower()


def _document(
    found: Extracted, data: bytes, acquired: Acquisition, language: str | None, settings: ReadSettings
) -> Loaded:
    """Clean the text, look for what is not known, and put the document together."""
    address = acquired.address or "text"
    text, shifts = clean(found.text)
    if not text:
        raise UnreadableError(address, "no text in it")
    if len(text) > settings.max_characters:
        raise UnreadableError(
            address,
            f"{len(text):,} characters; the limit is {settings.max_characters:,}",
            "split it, or raise read.max_characters in the settings",
        )
    sha256 = hashlib.sha256(data).hexdigest()
    notices = list(found.notices)
    published = found.published or find_published(text)
    spoken = language or detect_language(text)
    notices += language_notices(spoken)
    longest = max(map(len, text.split("\n")))
    if longest > _LONG_LINE:
        notices.append(
            Notice(name="very-long-line", text=f"a line of {longest:,} characters was parsed in pieces")
        )
    document = Document(
        id=content_id("document", found.url, sha256),
        page_id=content_id("page", found.url or sha256),
        text=text,
        sha256=sha256,
        title=found.title or find_title(text),
        source=source_of(found.publisher or find_publisher(text), found.url),
        published=published,
        url=found.url,
        language=spoken,
        boilerplate=find_boilerplate(text),
        shifts=shifts,
        acquired=acquired,
    )
    return Loaded(document, data, tuple(notices))
