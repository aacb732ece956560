"""The words for acts: `resources/event_lexicon.yaml` read into tables by lemma, once a process."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

_CONDITIONS = ("object", "subject", "complement", "no_object", "predicate")
PATH = "event_lexicon.yaml"


class Sense(Struct, frozen=True, kw_only=True):
    """One reading of a verb or noun.

    Attributes:
        type: PLOVER type, or NONE for an idiom that tells no act.
        mode: PLOVER mode, or "".
        lemma: head lemma.
        particles: particles it needs, any of them.
        before: for nouns: words that stand just before ("air" strike), in order.
        object: heads the object may have, or None for no condition; `*` any.
        subject: likewise for the subject.
        no_object: whether an object rules it out.
        prepositions: preposition to heads that must follow it, all of them.
        complement: heads the infinitive or clause may have, or None; `*` any.
        predicate: whether the object is said to be something ("called him a liar").
        with_that: whether that must be a clause with "that".
        infinitive: whether that must be an infinitive.
        own_act: whether the complement may have no subject of its own.
        recipients: slots of the recipient, first found wins.
        actors: slots of the actor; empty for the usual ones.
        both: whether the sides act on each other.
        cameo: CAMEO code, or "".
        weight: number of conditions; the reading with most is taken.
    """

    type: str
    mode: str = ""
    lemma: str = ""
    particles: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()
    object: frozenset[str] | None = None
    subject: frozenset[str] | None = None
    no_object: bool = False
    prepositions: tuple[tuple[str, frozenset[str]], ...] = ()
    complement: frozenset[str] | None = None
    predicate: bool = False
    with_that: bool = False
    infinitive: bool = False
    own_act: bool = False
    recipients: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    both: bool = False
    cameo: str = ""
    weight: int = 0


class Lexicon(Struct, frozen=True, kw_only=True):
    """The tables.

    Attributes:
        verbs: readings by lemma, most conditions first.
        nouns: likewise.
        adjectives: type by adjective that takes an infinitive or a phrase ("ready to").
        support: verbs whose noun carries the act ("launch an attack").
        inverse: verbs whose subject is at the other end of their noun ("suffer an attack").
        happen: verbs that say no more than that the act of their subject took place.
        foil: verbs that keep the act of their object from happening.
        terminate: verbs that end the act of their object.
        classes: the word classes.
    """

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    adjectives: dict[str, str]
    support: frozenset[str]
    inverse: frozenset[str]
    happen: frozenset[str]
    foil: frozenset[str]
    terminate: frozenset[str]
    classes: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    import yaml

    raw = yaml.load(
        files("onrecord").joinpath("annotate", "resources", PATH).read_bytes(),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    classes = {name: frozenset(words.split()) for name, words in raw["classes"].items()}
    tables = []
    for kind in ("verbs", "nouns"):
        table: dict[str, list[Sense]] = {}
        for label, lines in raw[kind].items():
            for line in lines:
                for sense in read_line(label, line, classes):
                    table.setdefault(sense.lemma, []).append(sense)
        tables.append({w: tuple(sorted(s, key=lambda one: -one.weight)) for w, s in table.items()})
    return Lexicon(
        verbs=tables[0],
        nouns=tables[1],
        adjectives={word: kind for kind, words in raw["adjectives"].items() for word in words.split()},
        support=frozenset(raw["support"].split()),
        inverse=frozenset(raw["inverse"].split()),
        happen=frozenset(raw["happen"].split()),
        foil=frozenset(raw["foil"].split()),
        terminate=frozenset(raw["terminate"].split()),
        classes=classes,
    )


def read_line(label: str, line: str, classes: dict[str, frozenset[str]]) -> list[Sense]:
    """The senses of one line of the lexicon, one a lemma; the marks are explained in the file."""
    kind, _, mode = label.partition(".")
    lemmas: list[str] = []
    fields: dict[str, object] = {}
    particles: set[str] = set()
    prepositions: list[tuple[str, frozenset[str]]] = []
    for word in line.split():
        mark, rest = word[0], word[1:]
        if mark == "+":
            particles.add(rest)
        elif mark == ">":
            fields["recipients"] = tuple(rest.split(","))
        elif mark == "<":
            fields["actors"] = tuple(rest.split(","))
        elif mark == "#":
            fields["cameo"] = rest
        elif word == "=both":
            fields["both"] = True
        elif word == "-obj":
            fields["no_object"] = True
        elif ":" in word:
            name, _, values = word.partition(":")
            heads = _heads(values, classes)
            if name in ("obj", "subj"):
                fields["object" if name == "obj" else "subject"] = heads
            elif name == "oprd":
                fields["predicate"] = True
            elif name in ("xcomp", "ccomp", "self", "that"):
                fields["complement"] = heads
                fields["own_act"] = name == "self"
                fields["infinitive"] = name in ("xcomp", "self")
                fields["with_that"] = name == "that"
            else:
                prepositions.append((name, heads))
        elif mark != "?":
            lemmas.append(word)
    conditions = sum(name in fields for name in _CONDITIONS)
    exact = 0
    for name in ("object", "subject"):
        if name in fields:
            heads_told = str(fields[name])
            exact += 0 if "'*'" in heads_told else 1 if "$who" in heads_told else 2
    weight = 2 * (conditions + len(prepositions) + bool(particles)) + exact
    weight += kind == "NONE"
    return [
        Sense(
            type=kind,
            mode=mode,
            lemma=lemma.split("_")[-1],
            before=tuple(lemma.split("_")[:-1]),
            particles=frozenset(particles),
            prepositions=tuple(prepositions),
            weight=weight + 2 * lemma.count("_"),
            **fields,  # type: ignore[arg-type]
        )
        for lemma in lemmas
    ]


def _heads(values: str, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    heads: set[str] = set()
    for value in values.split(","):
        if value.startswith("$") and value[1:] in classes:
            heads |= classes[value[1:]]
            if value == "$people":
                heads.add("$who")
        else:
            heads.add(value)
    return frozenset(heads)
