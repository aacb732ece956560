"""Markdown: its marks left out, its front matter read; what stays are the author's own characters."""

from __future__ import annotations

import re
from typing import Any

from onrecord.read.decode import decode
from onrecord.read.extracted import Extracted
from onrecord.read.metadata import printed_date

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<body>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#\s+(?P<title>.+?)\s*#*\s*$", re.MULTILINE)
_MARKS = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),  # images
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE), ""),  # targets of links
    (re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ ]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[*+-][ \t]+", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>\n]*>"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def read_markdown(data: bytes, address: str) -> Extracted:
    """Text without marks; title, publisher and date from front matter or the first heading."""
    decoded, encoding, notices = decode(data, address)
    front, body = _front_matter(decoded)
    heading = _HEADING.search(body)
    text = body
    for pattern, kept in _MARKS:
        text = pattern.sub(kept, text)
    return Extracted(
        text=text,
        media_type="text/markdown",
        encoding=encoding,
        title=_string(front.get("title")) or (heading["title"] if heading else None),
        publisher=_string(front.get("publisher") or front.get("site")),
        published=printed_date(str(front.get("published") or front.get("date") or "")),
        url=_string(front.get("url") or front.get("canonical")),
        notices=notices,
    )


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    import yaml

    match = _FRONT.match(text)
    if match is None:
        return {}, text
    try:
        front = yaml.safe_load(match["body"])
    except yaml.YAMLError:
        return {}, text
    return (front, text[match.end() :]) if isinstance(front, dict) else ({}, text)


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
