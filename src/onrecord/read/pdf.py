"""PDF files: the text layer, by pypdf."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter

from onrecord.errors import UnreadableError
from onrecord.read.extracted import Extracted

_BROKEN = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError,
    OverflowError, NotImplementedError, EOFError, OSError, struct.error, zlib.error, MemoryError,
)  # fmt: skip
"""What pypdf raises, beside its own errors, on files that break the format."""
_SPLIT_WORD = re.compile(r"(?P<first>[^\W\d_]{2,})-[ ]*\n[ ]*(?P<rest>[^\W\d_]{2,})")
_PREFIXES = frozenset("cross anti counter non co pro ex inter self well long short so semi post pre".split())
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_MOST_PAGES = 2_000


def read_pdf(data: bytes, address: str) -> Extracted:
    """Text of all pages, with words split at line ends joined and repeated page heads left out.

    Raises:
        UnreadableError: if the file is broken, locked, or has no text layer.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(address, "a PDF locked with a password", "save it without one")
        pages = [reader.pages[number].extract_text() for number in range(min(len(reader.pages), _MOST_PAGES))]
        title = (reader.metadata.title if reader.metadata else None) or ""
    except DependencyError as err:
        raise UnreadableError(address, "a locked PDF", "save it without a lock") from err
    except (PyPdfError, *_BROKEN) as err:
        raise UnreadableError(address, f"a broken PDF: {_short(err)}") from err
    text = _join(pages)
    if not text.strip():
        raise UnreadableError(address, "a PDF without a text layer, such as a scan", "run OCR on it first")
    return Extracted(text=text, media_type="application/pdf", title=_sound_title(title))


def _short(err: BaseException) -> str:
    words = " ".join(str(err).split())[:100]
    return words or type(err).__name__


def _join(pages: list[str]) -> str:
    """Pages as one text, without page numbers and without lines that stand at the edge of most pages."""
    split = [page.strip("\n").split("\n") for page in pages]
    edges = Counter(line.strip() for lines in split for line in {lines[0], lines[-1]} if line.strip())
    often = {line for line, times in edges.items() if times >= 3 and times > len(pages) / 2}
    kept = []
    for lines in split:
        while lines and (lines[0].strip() in often or _PAGE_NUMBER.fullmatch(lines[0].strip())):
            lines = lines[1:]
        while lines and (lines[-1].strip() in often or _PAGE_NUMBER.fullmatch(lines[-1].strip())):
            lines = lines[:-1]
        kept.append("\n".join(lines))
    text = "\n".join(kept)
    whole = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
    return _SPLIT_WORD.sub(lambda match: _unsplit(match, whole), text)


def _unsplit(match: re.Match[str], whole: set[str]) -> str:
    """A word split at a line end, with its hyphen where it has one elsewhere or after a prefix."""
    first, rest = match["first"], match["rest"]
    joined = (first + rest).lower()
    keeps = joined not in whole and (
        f"{first}-{rest}".lower() in whole or first.lower() in _PREFIXES or rest[0].isupper()
    )
    return f"{first}-{rest}" if keeps else first + rest


def _sound_title(title: str) -> str | None:
    """The file's title, unless it is the name of a file or program."""
    plain = " ".join(title.split())
    is_junk = re.search(r"\.(?:docx?|pdf|indd|pptx?|xlsx?)$|^microsoft|^untitled|^document\d*$", plain, re.I)
    return plain if len(plain) > 5 and not is_junk else None
