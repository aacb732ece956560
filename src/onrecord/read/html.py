"""HTML pages: body and metadata by trafilatura."""

from __future__ import annotations

import logging

from onrecord.errors import UnreadableError
from onrecord.read.decode import decode
from onrecord.read.extracted import Extracted

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs each page without text; we raise
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_html(data: bytes, address: str, *, url: str | None = None, charset: str | None = None) -> Extracted:
    """Article text, title, site name, publication date and canonical address of a page.

    The date is taken from metadata only; trafilatura's guess from dates in the story is off.

    Raises:
        UnreadableError: if no article text is found.
    """
    from trafilatura import bare_extraction

    text, encoding, notices = decode(data, address, charset or _declared(data))
    if not text.strip():
        raise UnreadableError(address, "no text in it")
    page = bare_extraction(
        text,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise UnreadableError(address, "no article text found in the page", "save its text to a file")
    return Extracted(
        text=page.text or "",
        media_type="text/html",
        encoding=encoding,
        title=page.title or None,
        publisher=page.sitename or None,
        published=page.date or None,
        url=page.url or url,
        notices=notices,
    )


def _declared(data: bytes) -> str | None:
    """Character set that the page's own head names."""
    import re

    match = re.search(rb"charset\s*=\s*[\"']?\s*([\w\-]{3,20})", data[:2048], re.IGNORECASE)
    return match.group(1).decode("ascii", "ignore") if match else None
