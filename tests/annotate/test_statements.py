"""Statements: sentences and what is found in them; sentences are our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotate.statements import find_statements
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import StatementMention

pytestmark = pytest.mark.parser
Parsed = Callable[..., AnnotatedDocument]
NAMES = ("sentences", "places", "actors", "statements")


def words(doc: AnnotatedDocument, statement: StatementMention) -> tuple[str, str, str]:
    source, cue, content = (
        " / ".join(doc.text_of(span) for span in getattr(statement, role))
        for role in ("source", "cue", "content")
    )
    return source, cue, content


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The army said that two posts had been lost.", "The army", "said", "that two posts had been lost"),
        ("Two posts were lost, the army said.", "the army", "said", "Two posts were lost"),
        ('"We lost two posts," said Colonel Amir Khan.', "Colonel Amir Khan", "said", '"We lost two posts,"'),
        (
            "The road, the governor said, would open on Friday.",
            "the governor",
            "said",
            "The road / would open on Friday",
        ),
        (
            "According to the ministry, nine people were hurt.",
            "the ministry",
            "According to",
            "nine people were hurt",
        ),
        (
            "Nine people were hurt, according to a hospital official.",
            "a hospital official",
            "according to",
            "Nine people were hurt",
        ),
        (
            "The ministry put the toll at 14.",
            "The ministry",
            "put",
            "the toll at 14",
        ),
        (
            "The rebels denied that they had crossed the river.",
            "The rebels",
            "denied",
            "that they had crossed the river",
        ),
        (
            "The president urged both sides to halt the fighting.",
            "The president",
            "urged",
            "both sides to halt the fighting",
        ),
    ],
)
def test_source_cue_and_content(parsed: Parsed, text: str, source: str, cue: str, content: str) -> None:
    doc = parsed(text, *NAMES)
    assert (source, cue, content) in [words(doc, s) for s in doc.statements]


@pytest.mark.parametrize(
    "text",
    [
        "Three soldiers were killed in Kabul on Friday.",
        'The "ghost train" ran at night.',
        "The convoy crossed the bridge and reached the camp.",
        "",
        "   \n\n ",
    ],
)
def test_plain_telling_is_no_statement(parsed: Parsed, text: str) -> None:
    assert [s for s in parsed(text, *NAMES).statements if s.act in ("said", "wrote")] == []


def test_a_split_quotation_is_one_statement(parsed: Parsed) -> None:
    doc = parsed('"We left at dawn," said Amir Khan. "Nobody stayed in the village."', *NAMES)
    assert [len(s.content) for s in doc.statements] == [2]
    assert doc.statements[0].form == "direct"


def test_a_quotation_goes_on_in_the_next_paragraph(parsed: Parsed) -> None:
    doc = parsed('"We left at dawn," said Amir Khan.\n\n"Nobody stayed in the village that night."', *NAMES)
    assert [len(s.content) for s in doc.statements] == [2]


def test_turns_of_a_transcript(parsed: Parsed) -> None:
    doc = parsed(
        "Spokesperson: We reject these claims. The crossing is open.\n"
        "Question (A. Reporter, Wire): Will the minister travel?\n"
        "Spokesperson: A visit is planned for May.",
        *NAMES,
    )
    turns = [s for s in doc.statements if s.made_by == "statements/turn"]
    assert [words(doc, s)[0] for s in turns] == [
        "Spokesperson",
        "Question (A. Reporter, Wire)",
        "Spokesperson",
    ]
    assert {s.form for s in turns} == {"direct"}


def test_labels_of_data_are_no_transcript(parsed: Parsed) -> None:
    doc = parsed("Date: 3 May 2024\nSubject: Road works\nDate: 4 May 2024", *NAMES)
    assert [s for s in doc.statements if s.made_by == "statements/turn"] == []


def test_form_mixed(parsed: Parsed) -> None:
    doc = parsed("The minister said the report was “false and mischievous” from start to end.", *NAMES)
    assert doc.statements[0].form == "mixed"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The army said that it had left.", "said"),
        ("The army plans to leave in May.", "intends"),
        ("The minister believes that the truce will hold.", "believes"),
        ("The minister urged both sides to stop.", "demands"),
    ],
)
def test_act(parsed: Parsed, text: str, act: str) -> None:
    assert parsed(text, *NAMES).statements[0].act == act


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army denied that it had fired.", "denied"),
        ("The army claimed that it had shot down a drone.", "alleged"),
        ("The army said that it had fired.", "asserted"),
    ],
)
def test_modality(parsed: Parsed, text: str, modality: str) -> None:
    assert parsed(text, *NAMES).statements[0].modality == modality


def test_a_source_without_a_name_is_anonymous(parsed: Parsed) -> None:
    doc = parsed("A security official said that the road was closed.", *NAMES)
    assert doc.statements[0].is_anonymous


def test_not_having_said_it_is_marked(parsed: Parsed) -> None:
    doc = parsed("The army did not say that the post was lost.", *NAMES)
    assert all(s.is_negated for s in doc.statements)


def test_a_pronoun_goes_on_with_the_last_speaker(parsed: Parsed) -> None:
    doc = parsed(
        "General Amir Khan said that the road was open. He added that the governor, Omar Daud, would visit. "
        "He said that the camp had closed.",
        *NAMES,
    )
    named = [doc.entities[s.entity].name for s in doc.statements if s.entity is not None and s.inside is None]
    assert len(named) == 3
    assert all("Khan" in name for name in named)


def test_a_statement_inside_another_points_at_it(parsed: Parsed) -> None:
    doc = parsed("A ministry source told the agency that the army had said that two posts were lost.", *NAMES)
    inner = [s for s in doc.statements if s.inside is not None]
    assert [words(doc, s)[0] for s in inner] == ["the army"]


def test_odd_texts_do_not_break_it(parsed: Parsed) -> None:
    for text in (
        "“",
        '"""',
        ": : :",
        "said",
        "according to",
        "“A” “B” said: “",
        "He said:\n\n",
        "\u202b(said) “x”\u200f",
    ):
        doc = parsed(text, "sentences", "places", "actors")
        assert isinstance(find_statements(doc), list)


def test_weights_do_not_rest_on_names() -> None:
    from onrecord.annotate.statements_decide import weights

    named = {"obama", "clinton", "pakistan", "taliban", "israel", "russia", "ukraine", "washington", "kabul"}
    assert [key for key in weights() if named & set(key.lower().split(" "))] == []
