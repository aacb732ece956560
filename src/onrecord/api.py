"""What stands behind the public names of `onrecord`."""

from __future__ import annotations

from pathlib import Path

from onrecord.config import Settings
from onrecord.flow import Known, read_all, record_documents
from onrecord.model.records import Record
from onrecord.read.text import document_from_text

_LONGEST_PATH = 1024


def read_one(
    text_or_path: str | Path,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    settings: Settings | None = None,
) -> Record:
    """See `onrecord.read`."""
    if isinstance(text_or_path, str) and not _is_address(text_or_path):
        document = document_from_text(text_or_path, title=title, publisher=publisher, published=published)
        return next(record_documents([document], settings))
    known = Known(published=published, title=title, publisher=publisher)
    outcome = next(read_all([str(text_or_path)], settings, known))
    if outcome.error is not None:
        raise outcome.error
    assert outcome.record is not None
    return outcome.record


def _is_address(text: str) -> bool:
    if "\n" in text or len(text) > _LONGEST_PATH:
        return False
    return text.startswith(("http://", "https://")) or Path(text).is_file()
