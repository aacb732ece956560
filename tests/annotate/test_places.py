"""Place names, what they mean, and what is no place; sentences are our own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.pipeline import annotate
from onrecord.annotate.place_gazetteer import gazetteer
from onrecord.annotate.place_keys import place_key
from onrecord.annotate.place_resolve import km_between
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.layers import PlaceMention
from onrecord.read.text import document_from_text

pytestmark = pytest.mark.parser


def places(text: str) -> dict[str, PlaceMention]:
    document = document_from_text(text, language="en")
    doc = next(prepare([document], AnnotateSettings()))
    return {doc.text_of(m.span): m for m in annotate(doc, ("sentences", "places")).places}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Two soldiers were killed near Miran Shah in North Waziristan, Pakistan.", "Miran Shah", "PAK"),
        ("The convoy left Gao for Timbuktu on Sunday, the Malian army said.", "Timbuktu", "MLI"),
        ("Shells fell on Kherson overnight, Ukrainian officials said.", "Kherson", "UKR"),
        ("The boat left Tripoli, Libya, with 40 people aboard.", "Tripoli", "LBY"),
        ("Clashes spread to Tripoli in northern Lebanon after the vote.", "Tripoli", "LBN"),
        ("Police in Hyderabad, Sindh, arrested four men.", "Hyderabad", "PAK"),
        ("Police in Hyderabad, India, arrested four men.", "Hyderabad", "IND"),
    ],
)  # fmt: skip
def test_a_name_is_read_in_its_context(text: str, name: str, country: str) -> None:
    assert places(text)[name].place.country == country


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Mr. Jordan told reporters that the talks had failed.", "Jordan"),
        ("Dr Chad examined the wounded, and Mrs. Georgia paid.", "Chad"),
        ("Gen. Chad said the border was closed.", "Chad"),
        ("The Turkish lira fell again on Monday.", "Turkish"),
        ("The army said that Victoria Adams had resigned.", "Victoria"),
    ],
)  # fmt: skip
def test_what_is_no_place(text: str, absent: str) -> None:
    assert absent not in places(text)


def test_a_dateline_is_marked() -> None:
    found = places("QUETTA, 3 May - Four miners were abducted in Herat on Tuesday, police said.")
    assert found["QUETTA"].is_dateline and not found["Herat"].is_dateline


def test_an_unknown_village_gets_the_region_beside_it_and_says_so() -> None:
    place = places("Gunmen attacked a post in Zarghun Tangay Kalay, Kandahar province, Afghanistan.")
    unknown = [m.place for name, m in place.items() if name.startswith("Zarghun")]
    for found in unknown:
        assert found.gazetteer_id is None and (found.uncertainty_km or 99) >= 25


def test_a_point_has_a_precision_and_a_radius() -> None:
    for mention in places("Fighting was reported in Sudan, in Khartoum and in North Darfur.").values():
        place = mention.place
        assert (place.lat is None) == (place.where_prec is None) == (place.uncertainty_km is None)


def test_the_gazetteer_names_its_sources_and_licence() -> None:
    about = gazetteer().about()
    assert "GeoNames" in about["attribution"] and "CC BY 4.0" in about["licence"]


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric(a: float, b: float, c: float, d: float) -> None:
    assert math.isclose(km_between(a, b, c, d), km_between(c, d, a, b), abs_tol=1e-6)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert place_key(place_key(name)) == place_key(name)


def test_a_small_namesake_in_a_country_not_spoken_of_is_not_meant() -> None:
    found = places("Nigerian troops left Kano, Kaduna and Sokoto. Gunmen in Berea fled, Nigeria's army said.")
    assert found["Kano"].place.country == "NGA"
    assert "Berea" not in found or found["Berea"].place.country == "NGA"


def test_a_bare_name_is_the_town_and_a_region_word_makes_it_the_region() -> None:
    assert places("A bomb went off in Isfahan, Iran, on Monday.")["Isfahan"].place.level == "town"
    assert places("Floods hit Isfahan province in Iran on Monday.")["Isfahan"].place.level == "region"
