"""Private persons are counted, never filed (R22); office-holders, institutions and parties are."""

from __future__ import annotations

import pytest

from onrecord.flow import record_documents
from onrecord.read.text import document_from_text

pytestmark = pytest.mark.parser


def filed(text: str) -> str:
    """Every name and form of the actors that the record of a text files, as one string."""
    document = document_from_text(text, language="en", published="2024-05-03")
    record = next(record_documents([document]))
    assert record.made_by.version and record.document.language == "en"
    return " | ".join(form for actor in record.actors for form in (actor.name, *actor.mentions))


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("Sadia Noor, a teacher, was killed in the blast.", "Sadia"),
        ("Sadia Noor, a lawyer, saw the blast. Ms Noor ran.", "Noor"),
        ("Police arrested Tariq Mehmood, a suspect, in Lahore.", "Tariq"),
        ("The victim was named as Bilal Hussain, 14.", "Bilal"),
        ("Resident Aisha Bello said the road was closed.", "Aisha"),
        ("Lance Naik Adil Shah embraced martyrdom.", "Adil"),
        ("Captain Hamza Noor was killed in the raid.", "Hamza"),
        ("Constable Rashid Ali died of his wounds.", "Rashid"),
        ("Doctor Leila Haddad was abducted on Monday.", "Leila"),
        ("Farmer Juma Okello fled with his family.", "Juma"),
        ("Zarar alias Mufti, a ringleader, was killed.", "Zarar"),
        ("Commander Gul Khan of the TTP was killed in Pakistan.", "Gul Khan"),
        ("The court convicted Peter Otieno, a trader.", "Otieno"),
        ("Keith Lamar, a black man, was shot by police.", "Lamar"),
        ("His brother, Omar Said, identified the body.", "Omar Said"),
        ("Nadia Karim, a nurse who was wounded, asked for help.", "Nadia"),
    ],
)
def test_private_persons_are_not_filed(text: str, private: str) -> None:
    assert private not in filed(text)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("The defence minister, Juan Pérez, spoke in Lima.", "Juan Pérez"),
        ("Police spokesman Peter Otieno denied it.", "Peter Otieno"),
        ("Major General Amir Khan told reporters so.", "Amir Khan"),
        ("Governor Sara Bello was killed in the attack.", "Sara Bello"),
        ("A spokesman for the rebels, Juma Okello, said so.", "Juma Okello"),
        ("The foreign ministry of Kenya denied it.", "foreign ministry"),
        ("Bandits attacked a village in Nigeria.", "Bandits"),
        ("The Valley Liberation Front attacked a bus.", "Valley Liberation Front"),
    ],
)
def test_offices_institutions_and_parties_are_filed(text: str, public: str) -> None:
    assert public in filed(text)


def test_no_person_without_an_office_is_in_the_registry() -> None:
    from onrecord.registry.index import registry

    persons = [entry for entry in registry().entries.values() if entry.kind == "person"]
    assert len(persons) > 2000
    assert [entry.id for entry in persons if not entry.tenures] == []
