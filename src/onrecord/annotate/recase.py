"""Texts in capitals (telexes, old wire copy): mixed case for the parser, same length."""

from __future__ import annotations


def recase(text: str) -> str:
    """`text` in mixed case if it is nearly all capitals; else unchanged. Length stays the same."""
    letters = sum(1 for c in text if c.isalpha())
    if letters < 40 or sum(1 for c in text if c.isupper()) < 0.8 * letters:
        return text
    return text.title() if len(text.title()) == len(text) else text
