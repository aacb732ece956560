"""Decoded text to stored text, with a map of offsets.

Cleaning only leaves characters out or replaces one by one, so that every stored character has exactly
one place in the decoded text. Words, quotation marks and line breaks between them are not touched.
"""

from __future__ import annotations

import re

from onrecord.model.document import Shift

_UNSEEN = (
    r"\u200b\u2060\ufeff"  # zero width
    r"\u202a-\u202e\u2066-\u2069"  # direction overrides: they can make a text look like another
    r"\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, among them NUL and terminal escapes
)
_BLANK = rf"(?:[^\S\n]|[{_UNSEEN}])"
# Every run is tried from its first character only and never given back, so that a line of 300,000
# spaces costs no more than one of letters.
_DROP = re.compile(
    rf"""
      \A[\s{_UNSEEN}]++                           # before the first word
    | (?<![\s{_UNSEEN}])[\s{_UNSEEN}]++\Z         # after the last
    | (?<=\n)(?:{_BLANK}*+\n)+(?={_BLANK}*+\n)    # all but one of several blank lines
    | (?<!{_BLANK}){_BLANK}++(?=\n)               # at the end of a line, with the \r of Windows
    | [{_UNSEEN}]+
    """,
    re.VERBOSE,
)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_REPLACE = {0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_REPLACE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CONTROLS = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)], " ")


def clean(decoded: str) -> tuple[str, tuple[Shift, ...]]:
    """The stored text, and the shifts that lead from its offsets back to those of `decoded`.

    For every offset `i` of the stored text, the character there is the one of `decoded` at
    `Document.decoded_offset(i)`, or replaces it (other line breaks, lone surrogates).

    >>> clean("One\\r\\ntwo  \\r\\n")
    ('One\\ntwo', (Shift(at=3, delta=1),))
    """
    decoded = _LONE_RETURN.sub("\n", decoded.translate(_REPLACE))
    kept: list[str] = []
    shifts: list[Shift] = []
    length = last = 0
    for match in _DROP.finditer(decoded):
        start, end = match.span()
        if start == end:
            continue
        kept.append(decoded[last:start])
        length += start - last
        last = end
        if shifts and shifts[-1].at == length:
            shifts.pop()
        shifts.append(Shift(length, end - length))
    kept.append(decoded[last:])
    length += len(decoded) - last
    while shifts and shifts[-1].at >= length:  # what was left out at the end shifts nothing
        shifts.pop()
    return "".join(kept), tuple(shifts)


def plain_characters(text: str) -> str:
    """`text` with controls made spaces and lone surrogates made U+FFFD, one by one: offsets stay.

    For text that is handed over in a call, whose offsets belong to the caller.
    """
    return text.translate({**_REPLACE, **_CONTROLS})
