"""Vocabularies: codes with label, description, source and examples, kept as YAML data files."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from onrecord.errors import VocabularyError


class Term(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One code of a vocabulary.

    Attributes:
        code: as it stands in records.
        label: for a reader.
        description: what it covers, in our own words.
        source: codebook or practice that it comes from.
        examples: words or sentences.
        broader: code of the wider term, or None.
        fields: anything a vocabulary adds (quad class of a PLOVER type, GED precision number).
    """

    code: str
    label: str
    description: str
    source: str
    examples: tuple[str, ...] = ()
    broader: str | None = None
    fields: dict[str, str | int | float] = {}


@lru_cache(maxsize=32)
def vocabulary(name: str) -> dict[str, Term]:
    """The terms of a vocabulary by code, in file order.

    Raises:
        VocabularyError: if there is no such vocabulary or its file is malformed.
    """
    import yaml

    path = files("onrecord") / "vocabularies" / f"{name}.yaml"
    try:
        raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        terms = msgspec.convert(raw, type=list[Term])
    except FileNotFoundError as err:
        raise VocabularyError(f"no vocabulary {name!r}; there are: {', '.join(vocabulary_names())}") from err
    except (yaml.YAMLError, msgspec.ValidationError) as err:
        raise VocabularyError(f"vocabulary {name}: {err}") from err
    by_code = {term.code: term for term in terms}
    if len(by_code) != len(terms):
        raise VocabularyError(f"vocabulary {name}: a code stands twice")
    return by_code


def vocabulary_names() -> tuple[str, ...]:
    """Names of all vocabularies, sorted."""
    folder = files("onrecord") / "vocabularies"
    return tuple(sorted(p.name.removesuffix(".yaml") for p in folder.iterdir() if p.name.endswith(".yaml")))


@lru_cache(maxsize=1)
def vocabulary_digest() -> str:
    """SHA-256 over all vocabulary files: part of what made a record."""
    total = hashlib.sha256()
    for name in vocabulary_names():
        total.update(
            name.encode() + b"\0" + (files("onrecord") / "vocabularies" / f"{name}.yaml").read_bytes()
        )
    return total.hexdigest()
