"""A user's own actors: what a line does, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.config import AnnotateSettings, Settings
from onrecord.errors import OnrecordError
from onrecord.registry.index import Registry, registry
from onrecord.registry.overlay import apply_overlay

FRONT = {"id": "grp.vdf", "name": "Valley Defence Front", "kind": "group", "country": "MMR", "sector": "REB"}


def changed(*changes: dict[str, Any]) -> Registry:
    return apply_overlay(registry(), [(f"file:{n}", change) for n, change in enumerate(changes, 1)])


def refs(known: Registry, text: str) -> list[str]:
    return [sense.ref for match in known.find(text) for sense in match.senses]


def test_a_new_entry_is_found_by_every_name() -> None:
    known = changed(FRONT | {"forms": ["VDF"]})
    assert refs(known, "the Valley Defence Front (VDF)") == ["grp.vdf", "grp.vdf"]


def test_the_registry_of_the_package_stays_as_it_is() -> None:
    changed(FRONT)
    assert registry().entry("grp.vdf") is None


def test_lists_are_added_to_and_fields_replaced() -> None:
    known = changed({"id": "grp.ttp", "forms": ["TTP-Pakistan"], "review": "reviewed"})
    entry = known.entries["grp.ttp"]
    assert "TTP" in entry.forms and "TTP-Pakistan" in entry.forms
    assert entry.review == "reviewed"


def test_names_can_be_taken_away() -> None:
    known = changed({"id": "grp.ttp", "without": ["TTP"]})
    assert "grp.ttp" not in refs(known, "TTP")


def test_one_states_institution_gets_names_of_its_own() -> None:
    known = changed({"id": "PAK.army", "forms": ["GHQ Rawalpindi"]})
    assert refs(known, "GHQ Rawalpindi") == ["PAK.army"]
    assert "PAK.army" not in refs(known, "army")


def test_merged_entries_are_one_under_both_ids() -> None:
    known = changed(FRONT, {"id": "grp.vdf", "same_as": "grp.ttp"})
    assert refs(known, "Valley Defence Front") == ["grp.ttp"]
    entry = known.entry("grp.vdf")
    assert entry is not None and entry.id == "grp.ttp"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (FRONT | {"colour": "red"}, "unknown field 'colour'"),
        (FRONT | {"kind": "militia"}, "Invalid enum value 'militia'"),
        ({"id": "grp.vdf", "name": "Valley Defence Front"}, "missing required field `kind`"),
        ({"id": "per.smith", "name": "Jo Smith", "kind": "person"}, "only as the holder of a public office"),
        (FRONT | {"parent": "grp.none"}, "no actor 'grp.none'"),
        (FRONT | {"labels": [{"form": "bandits", "used_by": "XYZ"}]}, "no actor 'XYZ'"),
        ({"id": "grp.none", "same_as": "grp.ttp"}, "no actor 'grp.none' to merge"),
        ({"id": "grp.ttp", "same_as": "grp.ttp"}, "cannot be merged into itself"),
        ({"id": "PAK", "same_as": "IND"}, "is a state"),
    ],
)
def test_what_cannot_be_applied_says_where_and_why(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(OnrecordError) as error:
        changed(change)
    assert str(error.value).startswith("file:1: ") and reason in str(error.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"{", ":1: no JSON"), (b"[]\n", ':1: not an object with an "id"'), (b"\xff\n", "not UTF-8 at byte 0")],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "actors.jsonl"
    path.write_bytes(content)
    with pytest.raises(OnrecordError, match=reason):
        registry(str(path))


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(OnrecordError, match="cannot read the actors file"):
        registry("/nowhere/actors.jsonl")


def test_a_file_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "actors.jsonl"
    path.write_text("# mine\n\n" + json.dumps(FRONT) + "\n", "utf-8")
    assert registry(str(path)).entry("grp.vdf") is not None
    path.write_text(json.dumps(FRONT | {"id": "grp.other"}) + "\n", "utf-8")
    assert registry(str(path)).entry("grp.vdf") is None


def test_the_digest_of_the_settings_follows_the_content_not_the_path(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    for path in (first, second):
        path.write_text(json.dumps(FRONT), "utf-8")
    digests = {Settings(annotate=AnnotateSettings(actors=str(p))).digest() for p in (first, second)}
    assert len(digests) == 1 and Settings().digest() not in digests
    second.write_text(json.dumps(FRONT | {"sector": "PRM"}), "utf-8")
    assert Settings(annotate=AnnotateSettings(actors=str(second))).digest() not in digests
