"""Which stretches of a text may be place names: gazetteer matches and the parser's names, with their context.

First part of the layer `places`: parsed document in, candidates out. Each candidate knows its gazetteer
matches, what the parser took it for and the words around it; `place_choice.py` decides which candidates
are places and `place_resolve.py` which entry each one means.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from onrecord.annotate.place_gazetteer import Gazetteer, Match
from onrecord.annotate.place_keys import place_key

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST_TOKENS = 7
_LINKS = frozenset(
    "de la le les el al ul of the and & upon sur del della da do dos das du di bin ibn e "
    "y - – ’ ' 's ’s den der".split()
)
LOCATIVE = frozenset(
    "in at near from to toward towards around outside across through throughout into inside".split()
)
_SUFFIXES: dict[str, str] = {
    word: kind
    for kind, words in {
        "district": "county parish district province region governorate oblast state territory prefecture",
        "town": "city town township village heights springs beach hills falls grove junction",
        "water": "river lake creek bay sea ocean gulf strait canal falls reservoir pond harbor harbour",
        "road": (
            "street road avenue highway drive lane boulevard route interstate parkway st ave rd blvd "
            "way freeway"
        ),
        "land": (
            "park forest valley mountain mountains island islands peninsula desert coast plateau "
            "ridge canyon pass"
        ),
        "house": (
            "school university college hospital church center centre mall hall building stadium "
            "library museum airport station bridge dam prison jail court theatre theater hotel tower "
            "palace mosque base camp"
        ),
        "body": (
            "police department council commission times herald news company inc corp association "
            "bank authority ministry army board office committee party union club league team agency "
            "service court high united fc"
        ),
    }.items()
    for word in words.split()
}
SUFFIX_KINDS = ("district", "town", "water", "road", "land", "house", "body")
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may name a place.

    Attributes:
        start: first token.
        end: one past the last.
        key: its look-up key.
        matches: gazetteer entries under the key; empty where only the parser sees a name.
        label: the parser's label of the name that covers it, or empty.
        is_whole: whether it is just that name (without a leading article).
        code: country or region code for abbreviations ("US.GA") and demonyms.
        is_demonym: an adjective or people's name ("Afghan", "Texans").
        is_capitals: written in capitals throughout.
    """

    start: int
    end: int
    key: str
    matches: tuple[Match, ...]
    label: str = ""
    is_whole: bool = False
    code: str = ""
    is_demonym: bool = False
    is_capitals: bool = False


@lru_cache(maxsize=1)
def forms() -> tuple[dict[str, str], dict[str, str]]:
    """Abbreviations and demonyms, each to its code, from `resources/place_forms.yaml`."""
    import yaml

    path = files("onrecord") / "annotate" / "resources" / "place_forms.yaml"
    raw: Any = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    short = {form: code for code, listed in raw["abbreviations"].items() for form in listed}
    people: dict[str, str] = {}
    for code, listed in raw["demonyms"].items():
        for form in listed:
            people.setdefault(form, code)
            if not form.endswith(("ese", "sh", "ch", "men", "man", "ss")):
                people.setdefault(form + "s", code)
    return short, people


def candidates(parse: Doc, gazetteer: Gazetteer) -> list[Candidate]:
    """All candidates of a document in text order; they may overlap."""
    text = parse.text
    label, inside = _labels(parse)
    spans: dict[tuple[int, int], str] = {}
    for start, end in _capitalised(parse):
        key = place_key(text[parse[start].idx : parse[end - 1].idx + len(parse[end - 1])])
        if len(key) > 1:
            spans[start, end] = key
    named: set[tuple[int, int]] = set()
    for start, end in inside:
        key = place_key(text[parse[start].idx : parse[end - 1].idx + len(parse[end - 1])])
        named.add((start, end))
        if label[start] in _PLACE_LABELS:
            spans.setdefault((start, end), key)
    found = gazetteer.find(spans.values())
    unknown = {span: spans[span] for span in _unknown(parse, spans, found)}
    short, people = forms()
    listed = []
    for (start, end), key in sorted(spans.items()):
        word = text[parse[start].idx : parse[end - 1].idx + len(parse[end - 1])]
        code = short.get(word, "") or people.get(word, "")
        matches = found.get(key, ())
        is_named = (start, end) in named and label[start] in _PLACE_LABELS
        if not (matches or is_named or code or (start, end) in unknown):
            continue
        covering = label[start] if label[start] and all(label[i] for i in range(start, end)) else ""
        listed.append(
            Candidate(
                start, end, key, matches, covering, (start, end) in named, code, word in people,
                word.isupper() and len(word) > 4,
            )
        )  # fmt: skip
    return listed


def _unknown(
    parse: Doc, spans: dict[tuple[int, int], str], found: dict[str, tuple[Match, ...]]
) -> list[tuple[int, int]]:
    """Capitalised stretches without an entry that stand where a place may stand: "in Mir Ali", "Kurram
    River"."""
    longest: dict[int, int] = {}
    for start, end in spans:
        if not any(token.lower_ in _LINKS and token.text != "-" for token in parse[start:end]):
            longest[start] = max(end, longest.get(start, 0))
    listed, past = [], 0
    for start, end in sorted(longest.items()):
        if start < past:
            continue
        past = end
        if spans[start, end] in found:
            continue
        before = parse[start - 1].lower_ if start else ""
        if before == "the" and start > 1:
            before = parse[start - 2].lower_
        if before in LOCATIVE or before in ("of", "and", ",") or suffix_kind(parse[end - 1].lower_):
            listed.append((start, end))
    return listed


def suffix_kind(word: str) -> str | None:
    """Kind of thing that a generic last word names: "river" is `water`; None for other words."""
    return _SUFFIXES.get(word.strip("."))


def _labels(parse: Doc) -> tuple[list[str], list[tuple[int, int]]]:
    """The parser's label of each token, and its names as token spans without article and possessive."""
    label = [""] * len(parse)
    inside = []
    for ent in parse.ents:
        start, end = ent.start, ent.end
        while start < end and (
            parse[start].lower_ in ("the", "a", "an") or not parse[start].text[0].isalnum()
        ):
            start += 1
        while end > start and (parse[end - 1].lower_ in ("'s", "’s", "'", "’") or parse[end - 1].is_space):
            end -= 1
        if start < end:
            for index in range(ent.start, ent.end):
                label[index] = ent.label_
            inside.append((start, end))
    return label, inside


def _capitalised(parse: Doc) -> list[tuple[int, int]]:
    """Token spans that begin and end with a capitalised word, up to `MOST_TOKENS` long."""
    spans = []
    starts = [_is_capital(token) for token in parse]
    for start, is_start in enumerate(starts):
        if not is_start:
            continue
        end = start
        while end < len(parse) and end - start < MOST_TOKENS:
            if starts[end]:
                spans.append((start, end + 1))
            elif parse[end].lower_ not in _LINKS:
                break
            end += 1
    return spans


def _is_capital(token: Token) -> bool:
    text: str = token.text
    return text[0].isupper() and (len(text) > 1 or text == "O")
