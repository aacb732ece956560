"""The cue lists: which act a word makes, how it puts its content forward, who counts as unnamed.

In: lemmas. Out: codes of the vocabularies `acts` and `modalities`. The lists are data
(`resources/statement_cues.yaml`); how often a word really is a cue is learned (`statements_decide`).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from onrecord.model.layers import Act, Modality

# a word in two lists takes the first of these: saying is what readers look for
_ORDER: tuple[Act, ...] = (
    "said", "wrote", "demands", "believes", "intends", "decided", "shows", "perceived", "attitude",
)  # fmt: skip


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    import yaml

    raw = (files("onrecord.annotate") / "resources" / "statement_cues.yaml").read_bytes()
    return cast(dict[str, Any], yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


@lru_cache(maxsize=8)
def _acts(word_class: str) -> dict[str, Act]:
    table: dict[str, Act] = {}
    for act in _ORDER:
        for word in _lists()[word_class].get(act, "").split():
            table.setdefault(word, act)
    return table


@lru_cache(maxsize=4)
def _modalities() -> dict[str, Modality]:
    lists = _lists()["modality"]
    return {word: name for name, words in lists.items() for word in words.split()}


@lru_cache(maxsize=8)
def words(*path: str) -> frozenset[str]:
    """The words of one list: `words("anonymous", "nouns")`."""
    found: Any = _lists()
    for key in path:
        found = found[key]
    return frozenset(str(found).split())


def act_of(lemma: str, tag: str) -> str:
    """The act a cue word makes, or "" for a word in no list."""
    kind = "nouns" if tag[:1] == "N" else "adjectives" if tag[:1] == "J" else "verbs"
    return _acts(kind).get(lemma, "")


def modality_of(lemma: str) -> Modality | None:
    """How a cue word puts its content forward, or None when it says nothing of it."""
    return _modalities().get(lemma)
