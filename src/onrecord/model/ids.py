"""Identifiers derived from content: the same content gives the same id on every machine."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec


def digest(value: Any) -> str:
    """SHA-256 (hex) of the canonical JSON of `value`: keys sorted, no white space."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()


def content_id(kind: str, *parts: Any) -> str:
    """An id such as `figure-3f1c9a0b2d4e5f60`: the kind and 64 bits of the digest of `parts`.

    Args:
        kind: record kind in lower case; becomes the prefix.
        parts: anything that msgspec can encode; order matters.
    """
    return f"{kind}-{digest(parts)[:16]}"
