"""onrecord: official briefings and the news about them as an attributed, checkable record.

>>> import onrecord
>>> record = onrecord.read("At least 27 people were killed in Khost, police said.", published="2024-05-03")
>>> record.figures[0].low, record.figures[0].thing, record.figures[0].said_by.claimant
(27.0, 'people', 'police')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# The package `onrecord.read` is loaded first, so that its name then stays with the function below:
# Python binds a package's name in its parent once, when it is first imported.
import onrecord.read  # noqa: F401
from onrecord.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.config import Settings
    from onrecord.model.records import Record


__all__ = ["__version__", "read"]


def read(
    text_or_path: str | Path,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    settings: Settings | None = None,
) -> Record:
    """The attributed record of one text, file or web address.

    Args:
        text_or_path: a path, a web address (`https://...`), or the text itself. A string is taken for a
            path if a file of that name exists.
        published: ISO date of publication, the anchor of "today" and "last week"; found in the text or
            its metadata if not given.
        title: headline.
        publisher: who published it.
        settings: defaults if not given.

    Raises:
        UnreadableError: if the file or address cannot be read.

    >>> import onrecord
    >>> text = "KABUL, 3 May 2024 - Three soldiers were killed on Thursday, the army said."
    >>> [s.speaker for s in onrecord.read(text).statements]
    ['army']
    """
    from onrecord.api import read_one

    return read_one(text_or_path, published=published, title=title, publisher=publisher, settings=settings)
