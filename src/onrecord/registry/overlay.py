"""A user's own actors: a JSON-lines file that adds to the registry, corrects it and merges entries.

One change a line, applied in order:

- a new id: a whole entry (`id`, `name` and `kind` at least);
- a known id: the given fields replace those of the entry, lists are added to; `without` takes names away;
- `{"id": ..., "same_as": ...}`: two entries are one; the first becomes names of the second.

The file is the user's: `onrecord actors add` and `merge` append lines, any editor may change it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import OnrecordError
from onrecord.registry.entry import Entry
from onrecord.registry.index import Registry

_FIELDS = frozenset(Entry.__struct_fields__)
_LISTS = ("forms", "adjectives", "seats", "regions", "labels", "tenures")
_KEEPS_PARTS = frozenset({"country"})


class OverlayError(OnrecordError):
    """A line of an overlay file that cannot be applied; the message has file, line and reason."""


def load_overlay(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """The changes in a file, each with `file:line` for messages; empty lines and `#` lines are passed over.

    Raises:
        OverlayError: if the file cannot be read, or a line is no JSON object with an `id`.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        raise OverlayError(f"{path}: cannot read the actors file: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OverlayError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    changes = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        where = f"{path}:{number}"
        try:
            change = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            raise OverlayError(f"{where}: no JSON ({error}); write one object a line") from error
        if not isinstance(change, dict) or not isinstance(change.get("id"), str):
            raise OverlayError(f'{where}: not an object with an "id"')
        changes.append((where, change))
    return changes


def apply_overlay(known: Registry, changes: list[tuple[str, dict[str, Any]]]) -> Registry:
    """A registry with the changes applied; `known` stays as it is.

    Raises:
        OverlayError: for an unknown field, an ill-typed value, an unknown id that is referred to, or a
            person without a public office (R22).
    """
    entries, merged = dict(known.entries), dict(known.merged)
    for where, change in changes:
        actor_id = change["id"]
        if "same_as" in change:
            _merge(known, entries, merged, where, actor_id, str(change["same_as"]))
        else:
            entries[actor_id] = _changed(known, entries.get(actor_id), where, change)
    overlaid = known.with_entries(entries, merged)
    _check(overlaid, changes)
    return overlaid


def _changed(known: Registry, base: Entry | None, where: str, change: dict[str, Any]) -> Entry:
    if base is None and (made := known.entry(change["id"])) is not None:
        base = msgspec.structs.replace(made, forms=())  # "army" stays every army's, not this one's name
    wrong = sorted(set(change) - _FIELDS - {"without"})
    if wrong:
        raise OverlayError(
            f"{where}: unknown field {wrong[0]!r}; there are: {', '.join(Entry.__struct_fields__)}"
        )
    given = {name: value for name, value in change.items() if name != "without"}
    if base is not None:
        old = msgspec.to_builtins(base)
        for name in _LISTS:
            if name in given:
                listed = given[name] if isinstance(given[name], list) else [given[name]]
                given[name] = [*old.get(name, ()), *(v for v in listed if v not in old.get(name, ()))]
        gone = set(change.get("without", ()))
        given = {**old, **given}
        for name in ("forms", "adjectives", "seats", "regions"):
            given[name] = [form for form in given.get(name, ()) if form not in gone]
    try:
        entry = msgspec.convert(given, Entry)
    except msgspec.ValidationError as error:
        raise OverlayError(f"{where}: {error}") from error
    if entry.kind == "person" and not entry.tenures:
        raise OverlayError(
            f"{where}: {entry.id}: a person enters only as the holder of a public office; give `tenures`"
        )
    return entry


def _merge(
    known: Registry, entries: dict[str, Entry], merged: dict[str, str], where: str, gone: str, kept: str
) -> None:
    """Make the entry `gone` names, labels and terms of the entry `kept`."""
    source, target = entries.get(gone), entries.get(kept)
    if target is None and (made := known.entry(kept)) is not None:
        target = msgspec.structs.replace(made, forms=())
    if source is None or target is None:
        missing = gone if source is None else kept
        raise OverlayError(f"{where}: no actor {missing!r} to merge; `onrecord actors list` finds ids")
    if gone == kept:
        raise OverlayError(f"{where}: {gone!r} cannot be merged into itself")
    if source.kind in _KEEPS_PARTS:
        raise OverlayError(f"{where}: {gone!r} is a state; its institutions hang on it and cannot be merged")
    forms = tuple(f for f in (source.name, *source.forms) if f not in (target.name, *target.forms))
    entries[kept] = msgspec.structs.replace(
        target,
        forms=(*target.forms, *forms),
        labels=(*target.labels, *(label for label in source.labels if label not in target.labels)),
        tenures=(*target.tenures, *(t for t in source.tenures if t not in target.tenures)),
    )
    del entries[gone]
    merged[gone] = kept
    for actor_id, entry in list(entries.items()):
        if entry.parent == gone:
            entries[actor_id] = msgspec.structs.replace(entry, parent=kept)


def _check(overlaid: Registry, changes: list[tuple[str, dict[str, Any]]]) -> None:
    """Raise for a changed entry that refers to an id which does not exist."""
    for where, change in changes:
        entry = overlaid.entries.get(change["id"])
        if entry is None:
            continue
        named = [entry.parent, *(t.office for t in entry.tenures), *(label.used_by for label in entry.labels)]
        for actor_id in named:
            if actor_id and overlaid.entry(actor_id) is None:
                raise OverlayError(f"{where}: no actor {actor_id!r}, which {entry.id} refers to")
