"""What an event was about: PLOVER contexts by the words of its sentence."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from onrecord.annotate.event_tree import Tree

_MOST = 3
_NARROWER = {"crime": frozenset({"corruption", "trafficking", "illegal_drugs"})}


@lru_cache(maxsize=1)
def _contexts() -> dict[str, str]:
    import yaml

    path = files("onrecord").joinpath("annotate", "resources", "event_contexts.yaml")
    raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {word: code for code, words in reversed(raw.items()) for word in words.split()}


class Contexts:
    """Contexts of one document, by sentence."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._of: dict[int, tuple[str, ...]] | None = None

    def at(self, token: int) -> tuple[str, ...]:
        """The contexts of the sentence of a token, those with most words first, three at most.

        A general `crime` gives way to a kind of crime.
        """
        if self._of is None:
            self._of = self._read()
        return self._of.get(self._tree.sentence[token], ())

    def _read(self) -> dict[int, tuple[str, ...]]:
        words, tree = _contexts(), self._tree
        counts: dict[int, dict[str, int]] = {}
        for i, word in enumerate(tree.lower):
            code = words.get(word) or (words.get(word[:-1]) if word.endswith("s") else None)
            if code is not None:
                row = counts.setdefault(tree.sentence[i], {})
                row[code] = row.get(code, 0) + 1
        return {sentence: _chosen(row) for sentence, row in counts.items()}


def _chosen(row: dict[str, int]) -> tuple[str, ...]:
    kept = [code for code in row if not (_NARROWER.get(code, frozenset()) & row.keys())]
    return tuple(sorted(kept, key=lambda code: (-row[code], code))[:_MOST])
