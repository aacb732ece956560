"""The registry as data: what it holds, that it is well formed, that it is built from its tables."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from onrecord.registry.codes import Code, code_of
from onrecord.registry.entry import Entry
from onrecord.registry.index import holds, registry
from tools.build_registry import compile_tables, plural_of

DATE = re.compile(r"(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?")
SECTORS = frozenset(
    "GOV MIL COP JUD LEG PTY REB PRM SPY UAF UNK AGR CVL BUS CRM EDU ELI JRN LAB MED REF OPP REL SOC PRE NGO "
    "IGO SEC".split()
)


def entries() -> list[Entry]:
    return list(registry().entries.values())


def test_the_file_is_what_the_tables_give() -> None:
    from onrecord.registry.index import compiled_registry

    assert compile_tables() == compiled_registry()


def test_the_licence_of_the_dictionaries_is_kept() -> None:
    text = (files("onrecord") / "registry" / "data" / "LICENSE.petrarch2.txt").read_text("utf-8")
    assert "MIT" in text or "Permission is hereby granted" in text


def test_all_states_are_there_with_capital_and_people() -> None:
    states = [entry for entry in entries() if entry.kind == "country"]
    assert len(states) >= 195
    city_states = {
        "HKG",
        "LUX",
        "MCO",
        "SMR",
        "SGP",
        "SYC",
    }  # named like their capitals, or hardly told apart
    assert [e.id for e in states if not e.seats and e.id not in city_states] == []
    assert [e.id for e in states if not e.adjectives] == ["DMA"]  # a "Dominican" is of the other republic


@pytest.mark.parametrize("kind", ["organisation", "group"])
def test_bodies_and_groups_say_where_they_come_from(kind: str) -> None:
    for entry in entries():
        if entry.kind == kind:
            assert entry.source and entry.review in ("unreviewed", "reviewed", "disputed")


def test_codes_and_dates_are_well_formed() -> None:
    for entry in entries():
        assert entry.sector is None or entry.sector in SECTORS, entry.id
        assert entry.country is None or re.fullmatch(r"[A-Z]{3}", entry.country), entry.id
        dates = [entry.since, entry.until]
        dates += [d for t in entry.tenures for d in (t.since, t.until)]
        dates += [d for label in entry.labels for d in (label.since, label.until)]
        assert all(date is None or DATE.fullmatch(date) for date in dates), entry.id
        assert all(not (t.since and t.until) or t.since[:4] <= t.until[:4] for t in entry.tenures), entry.id


def test_a_label_is_never_an_alias() -> None:
    for entry in entries():
        names = {name.lower() for name in (entry.name, *entry.forms)}
        assert not names & {label.form.lower() for label in entry.labels} - {"fetö", "feto", "cnt"}, entry.id


def test_parents_do_not_go_in_circles() -> None:
    known = registry()
    for entry in entries():
        seen, parent = {entry.id}, entry.parent
        while parent is not None:
            assert parent not in seen, entry.id
            seen.add(parent)
            above = known.entry(parent)
            parent = above.parent if above is not None else None


@pytest.mark.parametrize(
    "office",
    (
        "PAK.president PAK.prime-minister USA.president USA.foreign.minister RUS.defence.minister "
        "ISR.prime-minister UKR.president TUR.foreign.minister FRA.president NGA.president"
    ).split(),
)
def test_an_office_has_one_holder_at_a_time(office: str) -> None:
    for year in range(2002, 2026):
        assert len(registry().holders(office, f"{year}-10-01")) <= 1, year


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("the United Nations Security Council", ["igo.unsc"]),
        ("Tehrik-i-Taliban Pakistan", ["grp.ttp"]),
        ("Abdel Fattah al-Sisi", ["per.sisi"]),
        ("on 21 June and May 15", []),
        ("an organization of Lake Albert", []),
        ("the us and the who", []),
    ],
)
def test_forms_found_in_a_text(text: str, refs: list[str]) -> None:
    found = [s.ref for match in registry().find(text) for s in match.senses if s.use == "name"]
    if refs and refs[0].startswith("per."):
        assert len(found) == 1 and found[0].startswith("per.")
    else:
        assert found == refs


@pytest.mark.parametrize(
    ("since", "until", "date", "expected"),
    [
        ("2019-05", "2020", "2019-05-01", True),
        ("2019-05", "2020", "2019-04-30", False),
        ("2019", "2020", "2020-12-31", True),
        (None, "2020", "1980", True),
        ("2019", None, "2030", True),
        ("2019-05", None, "2019", True),
    ],
)
def test_prefix_dates(since: str | None, until: str | None, date: str, expected: bool) -> None:
    assert holds(since, until, date) is expected


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("the Iranian foreign minister", Code("IRN", "GOV")),
        ("Taliban militants", Code("AFG", "REB")),
        ("Russian aircraft", Code("RUS", "MIL")),
        ("Kenyan police", Code("KEN", "COP")),
        ("the African Union", Code("IGO", None)),
        ("Peru", Code("PER", None)),
        ("a shopkeeper", Code(None, "BUS")),
        ("former Iraqi prime minister", Code("IRQ", "ELI")),
        ("nothing at all", Code(None, None)),
        ("", Code(None, None)),
    ],
)
def test_codes_of_phrases(phrase: str, code: Code) -> None:
    assert code_of(phrase) == code


@pytest.mark.parametrize(
    ("word", "plural"), [("army", "armies"), ("boss", "bosses"), ("group", "groups"), ("envoy", "envoys")]
)
def test_plurals(word: str, plural: str) -> None:
    assert plural_of(word) == plural
