"""Other languages are told apart; names and short texts do not mislead."""

from __future__ import annotations

import pytest

from onrecord.read.language import detect_language, language_notices


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said three soldiers were killed when a bomb hit their truck.", "en"),
        ("Two hurt in Gao", "en"),
        ("JOINT COMMUNIQUÉ. The Foreign Ministers of Kyrgyzstan and Tajikistan met in Bishkek.", "en"),
        ("El ejército informó que tres soldados murieron en una emboscada en el sur del país.", "es"),
        ("L’armée a déclaré que trois soldats avaient été tués dans le nord du pays.", "fr"),
        ("Армия сообщила, что трое солдат погибли в результате нападения на севере страны.", "ru"),
        ("قال الجيش إن ثلاثة جنود قتلوا في هجوم على نقطة تفتيش في شمال البلاد.", "ar"),
        ("فوج کے ترجمان نے کہا ہے کہ سرحدی علاقے میں تین اہلکار ہلاک ہوئے ہیں۔", "ur"),
        ("", "en"),
        ("1234 5678", "en"),
    ],
)  # fmt: skip
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_only_other_languages_are_noted() -> None:
    assert language_notices("en") == ()
    assert [notice.name for notice in language_notices("ur")] == ["not-english"]
