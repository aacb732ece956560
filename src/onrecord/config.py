"""Settings: one frozen class a stage, defaults in one place, TOML in.

The effective settings and their digest are stored with each run.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.model.ids import digest


class ReadSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reading in.

    Attributes:
        max_bytes: larger inputs are refused.
        max_characters: longer texts are refused after extraction.
        timeout_seconds: of one web fetch.
        allow_private_addresses: whether to fetch from private, loopback and link-local addresses.
        user_agent: sent with a web fetch.
    """

    max_bytes: int = 20_000_000
    max_characters: int = 1_000_000
    timeout_seconds: float = 20.0
    allow_private_addresses: bool = False
    user_agent: str = "onrecord (one fetch on behalf of a person; +https://pypi.org/project/onrecord)"


class AnnotateSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Annotating.

    Attributes:
        parser: name of the parser in `annotate/parser.py`.
        annotators: names in order; see `annotate/pipeline.py`. Without "encoder" the rules read alone.
        max_parse_characters: the text is parsed in pieces of at most so many characters.
        actors: path of the user's own actors file (`registry/overlay.py`), or "".
    """

    parser: str = "spacy-small"
    annotators: tuple[str, ...] = (
        "sentences",
        "encoder",
        "times",
        "places",
        "actors",
        "statements",
        "figures",
        "events",
    )
    max_parse_characters: int = 20_000
    actors: str = ""


class StoreSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Storing.

    Attributes:
        path: default store of the command line.
    """

    path: str = "onrecord.sqlite"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings; `digest()` names them."""

    read: ReadSettings = ReadSettings()
    annotate: AnnotateSettings = AnnotateSettings()
    store: StoreSettings = StoreSettings()

    def digest(self) -> str:
        """SHA-256 of what decides the record: the settings of reading and annotating.

        An actors file counts with its content, not with its path.

        Raises:
            OnrecordError: if the actors file cannot be read.
        """
        annotate = self.annotate
        if annotate.actors:
            annotate = msgspec.structs.replace(annotate, actors=_content_digest(Path(annotate.actors)))
        return digest((self.read, annotate))


def _content_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as err:
        raise OnrecordError(f"{path}: cannot read the actors file: {err.strerror}") from err


def load_settings(path: Path | None = None) -> Settings:
    """Settings from a TOML file over the defaults; the defaults without a file.

    Raises:
        OnrecordError: if the file is missing, is no TOML, or has an unknown or ill-typed setting.
    """
    if path is None:
        return Settings()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except OSError as err:
        raise OnrecordError(f"{path}: cannot read the settings: {err.strerror}") from err
    except msgspec.MsgspecError as err:
        raise OnrecordError(f"{path}: {err}; docs/settings.md lists the settings") from err
