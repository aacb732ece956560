"""Cleaning never moves an offset without mapping it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.document import Document
from onrecord.read.clean import clean, plain_characters

ODD = st.text(alphabet=st.sampled_from("ab \t\r\n\x00\x1b\u200b\ufeff\u202e\u2028\x0c\ud800é“."), max_size=60)


def stored(decoded: str) -> Document:
    text, shifts = clean(decoded)
    return Document(id="d", page_id="p", sha256="0", text=text, shifts=shifts)


@given(ODD | st.text(max_size=80))
def test_every_stored_character_leads_back_to_its_place(decoded: str) -> None:
    document = stored(decoded)
    for offset, character in enumerate(document.text):
        there = decoded[document.decoded_offset(offset)]
        if there in "\r\x0c\x85\u2028\u2029":
            assert character == "\n"
        elif "\ud800" <= there <= "\udfff":
            assert character == "\ufffd"
        else:
            assert character == there


@given(ODD | st.text(max_size=80))
def test_order_is_kept_and_cleaning_twice_changes_nothing(decoded: str) -> None:
    document = stored(decoded)
    places = [document.decoded_offset(offset) for offset in range(len(document.text))]
    assert places == sorted(set(places))
    assert clean(document.text)[0] == document.text


@given(ODD | st.text(max_size=80))
def test_text_handed_over_keeps_its_offsets(text: str) -> None:
    plain = plain_characters(text)
    assert len(plain) == len(text)
    plain.encode("utf-8")
    assert "\x00" not in plain and "\x1b" not in plain


@pytest.mark.parametrize(
    ("decoded", "text"),
    [
        ("\ufeffOne.\r\nTwo.\r\n", "One.\nTwo."),
        ("One.  \n\n\n\n  Two.", "One.\n\n  Two."),
        ("Old\rMac", "Old\nMac"),
        ("kil\u200bled", "killed"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("user \u202etxt.exe", "user txt.exe"),
        ("  \n \t", ""),
        ("", ""),
        ("Persian \u200c joiner stays", "Persian \u200c joiner stays"),
    ],
)
def test_what_is_left_out(decoded: str, text: str) -> None:
    assert clean(decoded)[0] == text
