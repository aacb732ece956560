"""Who is meant: names, institutions, offices, roles, groups, pronouns; whose they are and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.annotate.actors import annotate as find_actors
from onrecord.annotate.actors import entity_at
from onrecord.annotate.pipeline import annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import Entity
from onrecord.model.span import Span
from onrecord.read.text import document_from_text

pytestmark = pytest.mark.parser
Parsed = Callable[..., AnnotatedDocument]
LAYERS = ("sentences", "places", "actors")


def meant(doc: AnnotatedDocument, words: str, nth: int = 0) -> Entity:
    """The entity that the nth occurrence of some words means."""
    at = -1
    for _ in range(nth + 1):
        at = doc.document.text.index(words, at + 1)
    index = entity_at(doc, Span(at, at + len(words)))
    assert index is not None, f"{words!r} means nobody"
    return doc.entities[index]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "In Manila, the Department of Justice spoke.",
            "Department of Justice",
            ("PHL.justice", "PHL", "GOV"),
        ),
        ("The US Department of Justice spoke.", "Department of Justice", ("usa.doj", "USA", "GOV")),
        ("The Pakistani army shelled a village.", "Pakistani army", ("PAK.army", "PAK", "MIL")),
        (
            "India’s Ministry of Home Affairs denied it.",
            "Ministry of Home Affairs",
            ("IND.interior", "IND", "GOV"),
        ),
        (
            "The Iranian foreign minister met envoys.",
            "foreign minister",
            ("IRN.foreign.minister", "IRN", "GOV"),
        ),
        ("Afghan police found the car.", "Afghan police", ("AFG.police", "AFG", "COP")),
        ("The UN Security Council met on Monday.", "UN Security Council", ("igo.unsc", "IGO", None)),
        ("The TTP claimed the attack.", "TTP", ("grp.ttp", "PAK", "REB")),
        ("Al Shabaab seized the town.", "Al Shabaab", ("grp.alshabaab", "SOM", "REB")),
        ("AL-SHABAAB fighters fled.", "AL-SHABAAB fighters", ("grp.alshabaab", "SOM", "REB")),
        ("Islamabad rejected the claim.", "Islamabad", ("PAK", "PAK", "GOV")),
        ("Recep Tayyip Erdogan visited Baghdad.", "Erdogan", ("per.erdogan", "TUR", "GOV")),
        ("The Jammu & Kashmir Police took part.", "Jammu & Kashmir Police", ("ind.jk-police", "IND", "COP")),
        ("The Puntland governor wrote to the ILO.", "ILO", ("igo.ilo", "IGO", None)),
    ],
)
def test_known_names(parsed: Parsed, text: str, words: str, expected: tuple[str | None, ...]) -> None:
    entity = meant(parsed(text, *LAYERS, published="2024-05-03"), words)
    assert (entity.registry_id, entity.country, entity.sector) == expected


@pytest.mark.parametrize(
    ("text", "publisher", "words", "expected"),
    [
        ("The army lost two posts.", "Ministry of Defence of Uganda", "army", "UGA.army"),
        ("In Kabul, the foreign ministry denied it.", None, "foreign ministry", "AFG.foreign"),
        (
            "Kenya said its army had crossed the border. Somalia protested.",
            None,
            "its army",
            "KEN.army",
        ),
        (
            "The Iraqi army held the bridge. The army lost two men.",
            "Mesopotamia Post",
            "The army lost",
            "IRQ.army",
        ),
    ],
)
def test_a_bare_institution_is_the_contexts(
    parsed: Parsed, text: str, publisher: str | None, words: str, expected: str
) -> None:
    doc = parsed(text, *LAYERS, publisher=publisher, published="2024-05-03")
    assert meant(doc, words).registry_id == expected


def test_the_publishers_own_army_is_not_the_neighbours_named_between(parsed: Parsed) -> None:
    text = (
        "The Army found five men. The Pakistani Army fired on three posts. Rain fell. "
        "The search was long. The Army will stay."
    )
    doc = parsed(text, *LAYERS, publisher="Government of India", published="2021-03-06")
    assert meant(doc, "The Army will").registry_id == "IND.army"
    assert "context" in meant(doc, "The Army found").reason


@pytest.mark.parametrize("words", ["aircraft", "drones"])
def test_no_author_is_made_up_for_a_bare_weapon(parsed: Parsed, words: str) -> None:
    doc = parsed(f"Unidentified {words} bombed a market in Mali.", *LAYERS, published="2024-05-03")
    assert not any(e.sector == "MIL" for e in doc.entities)


@pytest.mark.parametrize(
    ("date", "holder"),
    [("2019-05-03", "Imran Khan"), ("2023-05-03", "Shehbaz Sharif"), ("2015", "Nawaz Sharif")],
)
def test_the_date_says_who_held_the_office(date: str, holder: str) -> None:
    from onrecord.registry.index import registry

    assert [entry.name for entry in registry().holders("PAK.prime-minister", date)] == [holder]


def test_a_last_name_with_its_office_is_the_holder_on_that_date(parsed: Parsed) -> None:
    doc = parsed("President Erdogan met President Tinubu in Ankara.", *LAYERS, published="2024-05-03")
    assert meant(doc, "President Erdogan").registry_id == "per.erdogan"
    assert meant(doc, "President Tinubu").country == "NGA"
    early = parsed("President Tinubu met nobody.", *LAYERS, published="2010-05-03")
    assert meant(early, "President Tinubu").registry_id is None


@pytest.mark.parametrize("text", ["Mr Khan, a farmer, saw the blast.", "Ms May fled with her sons."])
def test_a_common_last_name_is_no_office_holder(parsed: Parsed, text: str) -> None:
    doc = parsed(text, *LAYERS, published="2019-05-03")
    assert not any((e.registry_id or "").startswith("per.") for e in doc.entities)


def test_somebody_who_changed_office_is_what_they_were_on_the_date(parsed: Parsed) -> None:
    old = parsed("Kaja Kallas spoke.", *LAYERS, published="2022-05-01")
    new = parsed("Kaja Kallas spoke.", *LAYERS, published="2025-05-01")
    assert (meant(old, "Kaja Kallas").country, meant(new, "Kaja Kallas").country) == ("EST", "IGO")


# One document, one entity


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Brigadier Amir Khan spoke. Khan denied it.", "Brigadier Amir Khan", "Khan denied"),
        (
            "The commandant, Colonel Waqar Khan, spoke. The commandant left.",
            "Colonel Waqar Khan",
            "The commandant left",
        ),
        (
            "The Valley Liberation Front (VLF) fled. The VLF lost ten men.",
            "Valley Liberation Front",
            "The VLF lost",
        ),
        ("A militia calling itself Sons of the Valley struck.", "A militia", "Sons of the Valley"),
        ("A group known as the Desert Hawks struck.", "A group", "Desert Hawks"),
        ("Al Shabaab struck. The group fled.", "Al Shabaab", "The group"),
        ("Joint Secretary (Planning) Shri Anil Kumar left.", "Joint Secretary", "Anil Kumar"),
        ("Amir Khan, who speaks for the army, left. The spokesman was late.", "Amir Khan", "The spokesman"),
        ("Provincial police came. Police said so.", "Provincial police", "Police said"),
        ("The foreign minister left. The minister was late.", "The foreign minister", "The minister was"),
        (
            "The Highland Peace Collective published a report. According to the Collective, ten fled.",
            "Highland Peace Collective",
            "the Collective, ten",
        ),
        (
            "The Fourth Brigade advanced. The Brigade lost a truck.",
            "Fourth Brigade",
            "The Brigade lost",
        ),
        (
            "The Kenya Wildlife Authority spoke. The Wildlife Authority left.",
            "Kenya Wildlife Authority",
            "The Wildlife Authority",
        ),
    ],
)
def test_two_mentions_of_one(parsed: Parsed, text: str, first: str, second: str) -> None:
    doc = parsed(text, *LAYERS, publisher="Daily Courier", published="2024-05-03")
    assert meant(doc, first) is meant(doc, second)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Amir Khan met Bilal Khan.", "Amir Khan", "Bilal Khan"),
        ("The Iraqi army met the Syrian army.", "Iraqi army", "Syrian army"),
        (
            "The deputy foreign minister met the foreign minister.",
            "The deputy foreign minister",
            "the foreign minister",
        ),
        ("The Afghan delegation met the Iranian delegation.", "Afghan delegation", "Iranian delegation"),
        ("The Fourth Brigade met a Brigade of the east.", "Fourth Brigade", "a Brigade"),
        ("The Fourth Brigade met the Sixth Brigade.", "Fourth Brigade", "Sixth Brigade"),
    ],
)
def test_two_that_stay_apart(parsed: Parsed, text: str, first: str, second: str) -> None:
    doc = parsed(text, *LAYERS, published="2024-05-03")
    assert meant(doc, first) is not meant(doc, second)


@pytest.mark.parametrize(
    ("text", "pronoun", "words"),
    [
        ("Colonel Amir Khan spoke. He denied it.", "He", "Amir Khan"),
        ("Minister Sara Khan met envoys. She left.", "She", "Sara Khan"),
        ("The ministry denied it. It blamed rebels.", "It", "The ministry"),
    ],
)
def test_pronouns(parsed: Parsed, text: str, pronoun: str, words: str) -> None:
    doc = parsed(text, *LAYERS, published="2024-05-03")
    assert meant(doc, pronoun) is meant(doc, words)


# Whose and of what kind


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("The Uzbek side was led by Deputy Foreign Minister Timur Karimov.", "Timur Karimov", "UZB", "GOV"),
        ("He met his Syrian counterpart, Major General Bassam Hariri.", "Bassam Hariri", "SYR", "MIL"),
        ("A Peruvian militia attacked a bus.", "Peruvian militia", "PER", "PRM"),
        ("The Investigation Wing of the Kenyan police closed it.", "Investigation Wing", "KEN", "COP"),
        ("The Hawk Brigade, an outfit of which little is known, fled.", "Hawk Brigade", None, "REB"),
        ("Fighters of the Hawk Brigade fled in Mali.", "Hawk Brigade", None, "REB"),
        ("A rights group in Nairobi counted ten dead.", "rights group", None, "NGO"),
        ("The Border Guard Police (BGP) of Myanmar denied it.", "Border Guard Police", "MMR", "COP"),
        ("The district police commander in Peru spoke.", "district police commander", "PER", "COP"),
        ("Turkish jets struck a camp.", "Turkish jets", "TUR", "MIL"),
        ("Uganda helped the rebels in Darfur.", "rebels", "SDN", "REB"),
        ("Security forces in Guinea shot at them, Liberia said.", "Security forces", "GIN", "MIL"),
        ("Ethnic Albanians in Serbia left.", "Ethnic Albanians", "SRB", "CVL"),
        ("Egypt criticised the Bush administration.", "Bush administration", "USA", "GOV"),
        ("Kenya sent troops to Somalia.", "troops", "KEN", "MIL"),
        ("The Uganda Red Cross fed them.", "Uganda Red Cross", "UGA", "NGO"),
        ("The UN refugee agency in Kenya fed them.", "UN refugee agency", "IGO", None),
        ("The refugee agency fed them.", "refugee agency", "IGO", None),
    ],
)
def test_country_and_sector(
    parsed: Parsed, text: str, words: str, country: str | None, sector: str | None
) -> None:
    entity = meant(parsed(text, *LAYERS, published="2024-05-03"), words)
    assert entity.sector == sector
    assert country is None or entity.country == country


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("The elders of Bamako objected.", "elders", "elders of Bamako"),
        ("The chairman of the committee resigned.", "chairman", "chairman of the committee"),
        ("The residents in Bamako fled on Monday.", "residents", "residents in Bamako"),
    ],
)
def test_the_owner_or_place_behind_belongs_to_a_form(
    parsed: Parsed, text: str, words: str, form: str
) -> None:
    doc = parsed(text, *LAYERS, published="2024-05-03")
    forms = {doc.text_of(span) for span in meant(doc, words).mentions}
    assert {words, form} <= forms


def test_a_quotation_mark_is_no_part_of_a_name(parsed: Parsed) -> None:
    doc = parsed('A statement of the "Golden Valley Lions" came late.', *LAYERS)
    assert not any('"' in entity.name for entity in doc.entities)


def test_an_unknown_organisation_is_provisional(parsed: Parsed) -> None:
    doc = parsed("The Valley Relief Trust in Kenya fed them.", *LAYERS, published="2024-05-03")
    entity = meant(doc, "Valley Relief Trust")
    assert entity.registry_id is None and entity.kind == "organisation" and entity.is_public


def test_other_readings_of_a_name_are_kept(parsed: Parsed) -> None:
    doc = parsed("In Beni, the ADF killed ten. DR Congo sent troops.", *LAYERS, published="2022-05-03")
    entity = meant(doc, "ADF")
    assert entity.registry_id == "grp.adf"
    assert entity.candidates == ("aus.adf",) and "this name" in entity.reason


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Security forces killed five khwarij in Pakistan.", "khwarij", "grp.ttp"),
        ("Somali troops killed five Khawarij.", "Khawarij", "grp.alshabaab"),
    ],
)
def test_a_label_leads_to_the_actor_and_stays_a_label(
    parsed: Parsed, text: str, words: str, actor: str
) -> None:
    doc = parsed(text, *LAYERS, published="2025-05-03")
    assert meant(doc, words).registry_id == actor
    assert meant(doc, words).name != words
    assert any(m.is_label for m in doc.actors if doc.text_of(m.head) == words)


@pytest.mark.parametrize("words", ["puppet regime", "orcs"])
def test_a_label_of_others_far_away_is_nobodys(parsed: Parsed, words: str) -> None:
    doc = parsed(f"Rebels in Peru fought the {words}.", *LAYERS, published="2025-05-03")
    assert meant(doc, words).registry_id is None


def test_a_users_own_actor_is_found(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text(
        '{"id":"grp.own","name":"Quiet Hills Column","kind":"group","country":"PER","sector":"REB"}\n'
    )
    document = document_from_text("The Quiet Hills Column attacked a bus.", published="2024-05-03")
    doc = annotate(next(prepare([document], AnnotateSettings(actors=str(mine)))), LAYERS)
    assert meant(doc, "Quiet Hills Column").registry_id == "grp.own"


# Properties


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            "the army Army of and , ( ) . ’s “ ” - & — \n\n said President Khan Mr TTP its \u200b İ ﬁ in "
            "Kabul who calling itself (PKK) 12 a spokesman for he UN 🙂 led by".split(" ")
        ),
        max_size=25,
    )
)
def test_any_words_give_spans_inside_the_text(parsed: Parsed, words: list[str]) -> None:
    text = " ".join(words) + "."
    doc = parsed(text, *LAYERS)
    for entity in doc.entities:
        for span in (*entity.mentions, *entity.pronouns):
            assert 0 <= span.start < span.end <= len(text)
    assert all(0 <= mention.entity < len(doc.entities) for mention in doc.actors)
    again = list(doc.entities)
    find_actors(doc)
    assert doc.entities == again
