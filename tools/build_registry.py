"""Build the registry file of the package from the tables in `tools/registry/`.

    python -m tools.build_registry [OUTPUT]

Writes `src/onrecord/registry/data/actors.json.gz`: the same tables give the same bytes.
"""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from onrecord.registry.entry import Compiled, Entry, EntryKind, Institution, Label, Noun, Tenure

TABLES = Path(__file__).parent / "registry"
OUTPUT = Path(__file__).parent.parent / "src" / "onrecord" / "registry" / "data" / "actors.json.gz"
AS_OF = "2025-06"


def main(arguments: list[str]) -> int:
    """Write the file; returns the exit status."""
    output = Path(arguments[0]) if arguments else OUTPUT
    compiled = compile_tables()
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(gzip.compress(msgspec.json.encode(compiled), mtime=0))
    sys.stdout.write(f"{len(compiled.entries)} entries, {len(compiled.nouns)} nouns\n")
    return 0


def compile_tables() -> Compiled:
    """Everything in the tables, checked: ids are unique and parents, users and offices exist."""
    institutions = tuple(_institutions())
    entries = [*_states(), *_organisations(), *_groups()]
    entries += _with_terms(list(_people()), institutions, {entry.id: entry for entry in entries})
    entries += _not_known(entries, _converted())
    labels: dict[str, list[Label]] = {}
    for row in _rows("labels.psv", 6):
        labels.setdefault(row[1], []).append(
            Label(form=row[0], used_by=row[2], since=row[3] or None, until=row[4] or None, note=row[5])
        )
    entries += _made(set(labels) - {entry.id for entry in entries}, entries, institutions)
    entries = [msgspec.structs.replace(e, labels=tuple(labels.pop(e.id, ()))) for e in entries]
    if labels:
        raise SystemExit(f"labels for unknown entries: {sorted(labels)}")
    entries = [_with_plain_letters(entry) for entry in entries]
    _check(entries, institutions)
    agents = {row[0]: row[1] for row in _rows("agents.psv", 2)}
    names = {word: sector for sector, words in _yaml("nouns.yaml")["names"].items() for word in words}
    return Compiled(
        as_of=AS_OF,
        entries=tuple(entries),
        institutions=institutions,
        nouns=tuple(_nouns()),
        name_words=names,
        agents=agents,
    )


def _made(ids: set[str], entries: list[Entry], institutions: tuple[Institution, ...]) -> Iterator[Entry]:
    """Entries of their own for institutions of the pattern that have labels."""
    states = {entry.id: entry for entry in entries if entry.kind == "country"}
    patterns = {item.key: item for item in institutions}
    for actor_id in sorted(ids):
        code, _, key = actor_id.partition(".")
        if code in states and key in patterns:
            state, item = states[code], patterns[key]
            yield Entry(
                id=actor_id,
                name=item.name.format(state=state.name, adjective=(*state.adjectives, state.name)[0]),
                kind=item.kind,
                country=code,
                sector=item.sector,
                noun=item.noun,
                parent=f"{code}.{item.of}" if item.of else code,
            )


def _check(entries: list[Entry], institutions: tuple[Institution, ...]) -> None:
    ids = [entry.id for entry in entries]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise SystemExit(f"ids that stand twice: {twice}")
    states = {entry.id for entry in entries if entry.kind == "country"}
    known = set(ids) | {f"{state}.{item.key}" for state in states for item in institutions}
    named = [(e.id, e.parent) for e in entries if e.parent]
    named += [(e.id, t.office) for e in entries for t in e.tenures]
    named += [(e.id, label.used_by) for e in entries for label in e.labels]
    wrong = [pair for pair in named if pair[1] not in known]
    if wrong:
        raise SystemExit(f"references to unknown ids: {wrong}")


def _rows(name: str, width: int) -> Iterator[list[str]]:
    for number, line in enumerate((TABLES / name).read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) > width:
                raise SystemExit(f"{name}, line {number}: {len(cells)} cells, not {width}")
            yield cells + [""] * (width - len(cells))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(";") if piece.strip())


def _states() -> Iterator[Entry]:
    regions = {row[0]: _listed(row[1]) for row in _rows("regions.psv", 2)}
    for code, name, forms, adjectives, seats in _rows("states.psv", 5):
        yield Entry(
            id=code,
            name=name,
            kind="country",
            country=code,
            forms=_listed(forms),
            adjectives=_listed(adjectives),
            seats=_listed(seats),
            regions=regions.get(code, ()),
        )


def _organisations() -> Iterator[Entry]:
    for row in _rows("organisations.psv", 9):
        yield _entry(row, "organisation")


def _groups() -> Iterator[Entry]:
    for row in _rows("groups.psv", 9):
        yield _entry(row, "group")


def _entry(row: list[str], kind: EntryKind, source: str = "general knowledge") -> Entry:
    return Entry(
        id=row[0],
        name=row[1],
        kind=kind,
        country=row[2] or None,
        sector=row[3] or None,
        forms=_listed(row[4]),
        parent=row[5] or None,
        since=row[6] or None,
        until=row[7] or None,
        source=source,
    )


def _people() -> Iterator[Entry]:
    """Holders of public offices: `id|name|country|sector|other forms|office since until; ...`."""
    for row in _rows("holders.psv", 6):
        yield _person(row, "general knowledge")


def _person(row: list[str], source: str) -> Entry:
    tenures = []
    for piece in _listed(row[5]):
        office, since, until = [*piece.split(), "", ""][:3]
        tenures.append(Tenure(office=office, since=since or None, until=until or None))
    return Entry(
        id=row[0],
        name=row[1],
        kind="person",
        country=row[2] or None,
        sector=row[3] or None,
        forms=_listed(row[4]),
        tenures=tuple(tenures),
        source=source,
    )


def _with_terms(
    people: list[Entry], institutions: tuple[Institution, ...], known: dict[str, Entry]
) -> list[Entry]:
    """The people with the terms of `terms.psv`; new people where a name is not there yet.

    A term of the older table that starts in the same year in the same office gives way to the newer one.
    """
    found = {entry.id: entry for entry in people}
    by_name = {_key(form): e.id for e in people for form in (e.name, *e.forms)}
    sectors = {item.key: item.sector for item in institutions}
    for office, name, since, until, forms in _rows("terms.psv", 5):
        body = known.get(office)
        state, _, key = office.partition(".")
        country, sector = (body.country, body.sector) if body else (state, sectors.get(key))
        actor_id = by_name.get(_key(name))
        if actor_id is None:
            actor_id = f"per.{(country or '').lower()}-{'-'.join(_key(name).split())}"
            by_name[_key(name)] = actor_id
        old = found.get(actor_id)
        if old is None:
            old = Entry(id=actor_id, name=name, kind="person", country=country, sector=sector)
        tenure = Tenure(office=office, since=since or None, until=until or None)
        kept = [t for t in old.tenures if not (t.office == office and _same_year(t.since, tenure.since))]
        names = dict.fromkeys(form for form in (*old.forms, name, *_listed(forms)) if form != old.name)
        found[actor_id] = msgspec.structs.replace(
            old, forms=tuple(names), tenures=tuple(sorted((*kept, tenure), key=lambda t: t.since or ""))
        )
    return list(found.values())


def _same_year(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one[:4] == other[:4]


def _with_plain_letters(entry: Entry) -> Entry:
    """The entry with its names also as texts without accents write them: "Erdogan"."""
    names = (entry.name, *entry.forms)
    plain = (_plain(name) for name in names)
    more = dict.fromkeys(name for name in plain if name not in names)
    return msgspec.structs.replace(entry, forms=(*entry.forms, *more)) if more else entry


_LETTERS = str.maketrans("ıłøđðßə’", "iloddsa'")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_MONTHS = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DICTIONARIES = "PETRARCH2 dictionaries (MIT), to about 2014"


def _converted() -> Iterator[Entry]:
    """Entries from the converted dictionaries: groups, bodies, heads of state and government."""
    general = {_key(row[0]) for row in _rows("too_general.psv", 1)}
    for row in _rows("phoenix_groups.psv", 5):
        yield from _named(_entry([*row, "", "", "", ""], "group", _DICTIONARIES), general)
    for row in _rows("phoenix_organisations.psv", 5):
        yield from _named(_entry([*row, "", "", "", ""], "organisation", _DICTIONARIES), general)
    for row in _rows("phoenix_holders.psv", 6):
        yield from _named(_person(row, _DICTIONARIES), general)


_ONLY_A_DATE = re.compile(rf"(?:{_MONTHS} ['’]?\d+\w*|\d+\w* (?:of )?{_MONTHS})", re.IGNORECASE)


def _named(entry: Entry, general: set[str]) -> Iterator[Entry]:
    """The entry without names that everyday texts use otherwise; nothing where none is left."""
    names = [
        name
        for name in (entry.name, *entry.forms)
        if _key(name) not in general
        and not _ONLY_A_DATE.fullmatch(name)
        and (entry.kind != "person" or len(_key(name).split()) > 1)
    ]
    if names:
        yield msgspec.structs.replace(entry, name=names[0], forms=tuple(names[1:]))


def _not_known(entries: list[Entry], more: Iterator[Entry]) -> list[Entry]:
    """Of `more`, those that share no name with `entries` nor with one another."""
    taken = {_key(form) for entry in entries for form in (entry.name, *entry.forms, *entry.adjectives)}
    ids = {entry.id for entry in entries}
    kept = []
    for entry in more:
        keys = {_key(form) for form in (entry.name, *entry.forms)}
        if keys & taken or entry.id in ids:
            continue
        taken |= keys
        ids.add(entry.id)
        kept.append(entry)
    return kept


def _key(form: str) -> str:
    plain = unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"\w+", plain))


def _institutions() -> Iterator[Institution]:
    tables = _yaml("institutions.yaml")
    for key, row in tables["institutions"].items():
        yield Institution(
            key=key,
            name=row["name"],
            kind="organisation",
            sector=row["sector"],
            forms=tuple(row["forms"]),
            noun=row["noun"],
        )
    for key, row in tables["portfolios"].items():
        words = row["words"]
        yield Institution(
            key=key,
            name=row["name"],
            kind="organisation",
            sector="GOV",
            forms=(*_filled(_MINISTRY, words), *row.get("plus", ())),
            noun="ministry",
        )
        yield Institution(
            key=f"{key}.minister",
            name=row["name"].replace("Ministry", "Minister"),
            kind="office",
            sector="GOV",
            forms=tuple(_filled(_MINISTER, words)),
            of=key,
        )
        yield Institution(
            key=f"{key}.deputy-minister",
            name="Deputy " + row["name"].replace("Ministry", "Minister"),
            kind="office",
            sector="GOV",
            forms=tuple(_filled(_DEPUTY, words)),
            of=key,
        )
    for key, row in tables["offices"].items():
        yield Institution(
            key=key,
            name=row["name"],
            kind="office",
            sector=row["sector"],
            forms=tuple(row["forms"]),
            of=row["of"],
        )


_MINISTRY = (
    "{} ministry", "ministry of {}", "ministry for {}", "ministry of the {}", "department of {}",
    "{} department", "{} secretariat", "ministry for {} affairs",
)  # fmt: skip
_MINISTER = (
    "{} minister", "minister of {}", "minister for {}", "{} secretary", "secretary of {}",
    "minister of the {}", "minister for {} affairs", "acting {} minister", "secretary for {}",
)  # fmt: skip
_DEPUTY = (
    "deputy {} minister", "deputy minister of {}", "deputy minister for {}", "vice-minister of {}",
    "{} vice-minister", "vice {} minister", "vice minister of {}", "deputy {} secretary",
    "deputy secretary of {}", "acting deputy {} minister", "assistant {} minister",
    "assistant secretary of {}", "assistant minister of {}",
)  # fmt: skip


def _filled(patterns: tuple[str, ...], words: list[str]) -> Iterator[str]:
    for word in words:
        for pattern in patterns:
            if not ("the {}" in pattern and word.startswith("the ")):
                yield pattern.format(word)


def _nouns() -> Iterator[Noun]:
    tables = _yaml("nouns.yaml")
    uses = {"roles": "role", "groups": "group", "organisations": "organisation", "titles": "title"}
    for table, use in uses.items():
        for sector, words in tables[table].items():
            for word in words:
                singular, _, plural = word.partition("=")
                yield Noun(form=singular, use=use, sector=sector or None)  # type: ignore[arg-type]
                if use != "title":
                    yield Noun(
                        form=plural or plural_of(singular),
                        use=use,  # type: ignore[arg-type]
                        sector=sector or None,
                        singular=singular,
                    )


def plural_of(word: str) -> str:
    """The regular plural of an English noun or of the last word of a phrase."""
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _yaml(name: str) -> Any:
    return yaml.safe_load((TABLES / name).read_text("utf-8"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
