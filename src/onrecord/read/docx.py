"""Word files: paragraphs and tables in order, by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from onrecord.errors import UnreadableError
from onrecord.read.extracted import Extracted

_MOST_UNPACKED = 200_000_000


def read_docx(data: bytes, address: str) -> Extracted:
    """Text and title; a table is one line a row, cells separated by ` | `.

    Raises:
        UnreadableError: if the file is broken, no Word file, or has no text.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > _MOST_UNPACKED:
                raise UnreadableError(address, "a Word file that unpacks to more than 200 MB")
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
        title = document.core_properties.title or None
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as err:
        raise UnreadableError(address, "a broken Word file, or none") from err
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableError(address, "a Word file without text")
    return Extracted(
        text=text,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=title if title and title.lower() != "word document" else None,
    )


def _lines(container: Any) -> Iterator[str]:
    """Text of each paragraph and table row, in document order."""
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                yield " | ".join(cell for at, cell in enumerate(cells) if at == 0 or cell != cells[at - 1])
        else:
            yield block.text
