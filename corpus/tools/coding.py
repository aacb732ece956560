"""One coded text: the short form that writers use becomes the gold form of the `briefings` benchmark.

Problems are collected, not raised, so that one run shows everything that is wrong in a file. Values that the
writer leaves out are filled here (see GUIDELINES.md, "Defaults"); nothing else is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from corpus.tools import vocabulary as vocab
from corpus.tools.quotes import (
    QuoteError,
    Span,
    all_spans,
    find,
    find_beside,
    find_near,
    form_of,
    with_marks,
    without_cue,
)

Record = dict[str, Any]
NONE = ("none", "None", "null", "~", "[]", "")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
VALUE = re.compile(
    r"(?P<about>~)?(?P<low>\d[\d.]*?)(?:\.\.(?P<high>\d[\d.]*))?(?P<plus>\+)?|<(?P<most>\d[\d.]*)"
)
FIELDS = {
    "statements": "id who org cue says form act via inside opt",
    "figures": "v thing action agent period place scope source part_of ev opt bound status measure implied",
    "events": "type mode actor to date place status source ev opt context",
    "actors": "names mentions country sector org hidden",
}


def number(written: str) -> int | float:
    value = float(written)
    return int(value) if value.is_integer() else value


def parse_value(written: str) -> tuple[int | float | None, int | float | None, str]:
    """`(low, high, bound)` of a value as writers give it.

    >>> parse_value("2400+"), parse_value("<40"), parse_value("15..18"), parse_value("dozens")
    ((2400, None, 'at_least'), (None, 40, 'at_most'), (15, 18, 'exact'), (24, 99, 'vague'))

    Raises:
        ValueError: it is none of the forms.
    """
    written = written.strip().replace(",", "")
    if written in vocab.VAGUE:
        return *vocab.VAGUE[written], "vague"
    match = VALUE.fullmatch(written)
    if not match:
        raise ValueError(
            f"value {written!r}: want 27, 15..18, 2400+, <40, ~150 or one of {', '.join(vocab.VAGUE)}"
        )
    if match["most"]:
        return None, number(match["most"]), "at_most"
    low = number(match["low"])
    high = number(match["high"]) if match["high"] else low
    if match["plus"]:
        return low, None, "at_least"
    return low, high, "about" if match["about"] else "exact"


def is_none(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and value.strip() in NONE)


class Coder:
    """Reads the coding of one text, with its actors as `$key` names, and collects what is wrong."""

    def __init__(self, text: str, raw: Mapping[str, Any], where: str) -> None:
        self.text, self.raw, self.where = text, raw, where
        self.problems: list[str] = []
        self.keys: dict[str, list[str]] = {}
        self.orgs: dict[str, list[str]] = {}
        self.spoken: list[Record] = []

    def problem(self, at: str, message: str) -> None:
        self.problems.append(f"{self.where}: {at}: {message}")

    # values

    def names(self, value: Any, at: str) -> list[str]:
        """Accepted names: `a | b`, a list, `$actor`, or a mixture."""
        if is_none(value):
            return []
        out: list[str] = []
        for piece in value if isinstance(value, list) else [value]:
            for name in re.split(r"\s+\|\s+", str(piece).strip()):
                if not name.startswith("$"):
                    out.append(name)
                elif name[1:] in self.keys:
                    out.extend(self.keys[name[1:]])
                else:
                    self.problem(at, f"{name}: no such actor")
        return list(dict.fromkeys(out))

    def parties(self, value: Any, at: str) -> list[list[str]]:
        """One list of accepted names for each party."""
        if is_none(value):
            return []
        return [self.names(party, at) for party in (value if isinstance(value, list) else [value])]

    def one_of(self, value: str, allowed: Any, at: str, field: str) -> str:
        if value not in allowed:
            self.problem(at, f"{field} {value!r} is not one of {', '.join(sorted(allowed))}")
        return value

    def span(self, quote: Any, at: str, finder: Callable[[str, str], Span] = find) -> Span:
        try:
            return finder(self.text, str(quote))
        except QuoteError as err:
            self.problem(at, str(err))
            return (0, 0)

    def period(self, value: Any, at: str) -> list[str] | None:
        if is_none(value):
            return None
        ends = str(value).split("..") if isinstance(value, str) else list(value)
        ends = ends * 2 if len(ends) == 1 else ends
        if len(ends) != 2 or not all(DATE.fullmatch(e) for e in ends):
            self.problem(at, f"period or date {value!r}: want 2024, 2024-05, 2024-05-01 or from..to")
        elif ends[0][: len(ends[1])] > ends[1][: len(ends[0])]:
            self.problem(at, f"period {value!r} ends before it starts")
        return ends

    def flag(self, raw: Mapping[str, Any], field: str, at: str) -> bool:
        return self.one_of(str(raw.get(field, "false")), ("true", "false"), at, field) == "true"

    def rows(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """The records of a kind as written, over the item's defaults, each with its label for messages."""
        rows = self.raw.get(kind) or []
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            self.problem(kind, "want a list of mappings")
            return []
        defaults = (self.raw.get("defaults") or {}).get(kind, {})
        out = []
        for n, row in enumerate(rows, 1):
            at = f"{kind}[{n}]"
            for field in sorted(set(row) - set(FIELDS[kind].split())):
                self.problem(at, f"unknown field {field!r}")
            out.append((at, {**defaults, **row}))
        return out

    def source(self, raw: Mapping[str, Any], evidence: Span, at: str, speech: bool) -> list[str]:
        """As written; else the innermost statement around the evidence; else the item's `main` speaker."""
        if "source" in raw:
            return self.names(raw["source"], at)
        around = [s for s in self.spoken if self.speaks(s, evidence, speech)]
        if around:
            return list(min(around, key=lambda s: sum(b - a for a, b in s["content"]))["speaker"])
        return self.names(self.raw.get("main"), "main")

    @staticmethod
    def speaks(statement: Record, evidence: Span, speech: bool) -> bool:
        """Whether most of the evidence is said in the statement. The act of saying (`speech`) is not."""
        start, end = evidence
        shared = sum(max(0, min(end, b) - max(start, a)) for a, b in statement["content"])
        over_cue = any(start < b and a < end for a, b in statement["cue"])
        return shared * 2 >= end - start > 0 and not (speech and over_cue)

    # records

    def actors(self) -> list[Record]:
        raw = self.raw.get("actors") or {}
        if not isinstance(raw, dict):
            self.problem("actors", "want a mapping from key to actor")
            return []
        out = []
        for key, row in raw.items():  # first, so that an actor's `org` may name a later one
            listed = row.get("names", "") if isinstance(row, dict) else row
            self.keys[key] = [] if "$" in str(listed) else self.names(listed, key)
        for key, row in raw.items():
            out.append(self.actor(f"actors.{key}", key, row if isinstance(row, dict) else {"names": row}))
        return [row for row in out if row is not None]

    def actor(self, at: str, key: str, row: Mapping[str, Any]) -> Record | None:
        for field in sorted(set(row) - set(FIELDS["actors"].split())):
            self.problem(at, f"unknown field {field!r}")
        names, extra = self.names(row.get("names"), at), self.names(row.get("mentions"), at)
        if not names:
            self.problem(at, "no names")
        for mention in extra:
            if not all_spans(self.text, mention):
                self.problem(at, f'mention "{mention}": not in the text')
        mentions = list(dict.fromkeys([*extra, *(n for n in names if all_spans(self.text, n))]))
        self.keys[key] = list(dict.fromkeys([*names, *mentions]))
        self.orgs[key] = self.names(row.get("org"), at)
        if self.flag(row, "hidden", at):
            return None
        if not mentions:
            self.problem(at, "none of its names is in the text: give mentions, or hidden: true")
        country = [self.one_of(c, vocab.COUNTRIES, at, "country") for c in self.names(row.get("country"), at)]
        sector = [self.one_of(c, vocab.SECTORS, at, "sector") for c in self.names(row.get("sector"), at)]
        return {"names": names, "mentions": mentions, "country": country, "sector": sector}

    def statements(self) -> list[Record]:
        ids: dict[str, int] = {}
        for at, row in self.rows("statements"):
            says = row.get("says") or []
            pieces = [str(q) for q in (says if isinstance(says, list) else [says])]
            cues = row.get("cue") or []
            cues = [str(q) for q in (cues if isinstance(cues, list) else [cues])]
            near = partial(find_beside, others=cues)
            content = [with_marks(self.text, self.span(q, at, near)) for q in pieces]
            cue = [self.span(q, at, lambda t, w, c=content: find_near(t, w, c)) for q in cues]
            content = [piece for span in content for piece in without_cue(self.text, span, cue)]
            record: Record = {
                "speaker": self.names(row.get("who"), at),
                "speaker_org": self.speaker_org(row, at),
                "cue": [list(c) for c in cue],
                "content": [list(c) for c in content],
                "form": row.get("form") or form_of(self.text, content, " ".join(cues)),
                "act": self.one_of(str(row.get("act", "said")), vocab.ACTS, at, "act"),
                "via": self.parties(row.get("via"), at),
                "inside": self.inside(row, ids, at),
                "optional": self.flag(row, "opt", at),
            }
            if not content:
                self.problem(at, "no content (says)")
            self.one_of(record["form"], vocab.FORMS, at, "form")
            if "id" in row:
                ids[row["id"]] = len(self.spoken)
            self.spoken.append(record)
        return self.spoken

    def inside(self, row: Mapping[str, Any], ids: Mapping[str, int], at: str) -> int | None:
        if is_none(row.get("inside")):
            return None
        if row["inside"] not in ids:
            self.problem(at, f"inside {row['inside']!r}: no earlier statement has this id")
        return ids.get(row["inside"])

    def speaker_org(self, row: Mapping[str, Any], at: str) -> list[str]:
        if "org" in row:
            return self.names(row["org"], at)
        pieces = row.get("who") or []
        keys = re.findall(r"\$([\w-]+)", " ".join(pieces) if isinstance(pieces, list) else str(pieces))
        return list(dict.fromkeys(o for k in keys for o in self.orgs.get(k, [])))

    def figures(self) -> list[Record]:
        out = []
        for at, row in self.rows("figures"):
            try:
                low, high, bound = parse_value(str(row.get("v", "")))
            except ValueError as err:
                self.problem(at, str(err))
                continue
            evidence = self.span(row.get("ev", ""), at)
            actions = self.names(row.get("action"), at)
            record = {
                "low": low,
                "high": high,
                "bound": self.one_of(str(row.get("bound", bound)), vocab.BOUNDS, at, "bound"),
                "thing": self.names(row.get("thing"), at),
                "action": actions,
                "agent": self.names(row.get("agent"), at),
                "period": self.period(row.get("period"), at),
                "place": self.names(row.get("place"), at),
                "scope": self.one_of(str(row.get("scope", "incident")), vocab.SCOPES, at, "scope"),
                "source": self.source(row, evidence, at, speech=False),
                "part_of": None
                if is_none(row.get("part_of"))
                else number(str(row["part_of"]).replace(",", "")),
                "evidence": list(evidence),
                "optional": self.flag(row, "opt", at),
                "measure": self.one_of(
                    str(row.get("measure") or measure(actions)), vocab.MEASURES, at, "measure"
                ),
                "status": self.one_of(
                    str(row.get("status", "asserted")), vocab.FIGURE_STATUSES, at, "status"
                ),
                "implied": self.flag(row, "implied", at),
            }
            if not record["thing"]:
                self.problem(at, "no thing")
            out.append(record)
        return out

    def events(self) -> list[Record]:
        out = []
        for at, row in self.rows("events"):
            evidence = self.span(row.get("ev", ""), at)
            types = [self.one_of(t, vocab.TYPES, at, "type") for t in self.names(row.get("type"), at)]
            if not types:
                self.problem(at, "no type")
            allowed = {m for t in types for m in vocab.MODES.get(t, "").split()}
            verbal = types[:1] and types[0] in ("ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "SUPPORT")
            out.append(
                {
                    "type": types,
                    "mode": [self.one_of(m, allowed, at, "mode") for m in self.names(row.get("mode"), at)],
                    "actor": self.parties(row.get("actor"), at),
                    "recipient": self.parties(row.get("to"), at),
                    "date": self.period(row.get("date"), at),
                    "place": self.names(row.get("place"), at),
                    "status": self.one_of(str(row.get("status", "asserted")), vocab.STATUSES, at, "status"),
                    "source": self.source(row, evidence, at, speech=bool(verbal)),
                    "evidence": list(evidence),
                    "optional": self.flag(row, "opt", at),
                    "context": self.names(row.get("context"), at),
                }
            )
        return out

    def places(self) -> list[Record]:
        out = []
        for mention, value in (self.raw.get("places") or {}).items():
            at, parts = f"places.{mention}", value if isinstance(value, list) else [value]
            if not all_spans(self.text, mention):
                self.problem(at, "not in the text")
            if len(parts) not in (1, 3):
                self.problem(at, "want PAK or [PAK, lat, lon]")
                continue
            self.one_of(parts[0], vocab.ISO3 | {"KOS"}, at, "country")
            lat, lon = (float(parts[1]), float(parts[2])) if len(parts) == 3 else (None, None)
            out.append({"mention": mention, "country": parts[0], "lat": lat, "lon": lon})
        return out

    def none_numbers(self) -> list[Span]:
        """Spans of numbers that the writer says are no figures; a quote without `#` means all its places."""
        out: list[Span] = []
        for quote in self.raw.get("none_numbers") or []:
            spans = all_spans(self.text, quote)
            out.extend(spans or [self.span(quote, "none_numbers")])
        return out

    def code(self) -> Record:
        """All five lists and the numbers that are none. Actors first: the rest refers to them."""
        actors = self.actors()
        record: Record = {"statements": self.statements(), "figures": self.figures(), "events": self.events()}
        record |= {"actors": actors, "places": self.places()}
        record["none_numbers"] = [list(s) for s in self.none_numbers()]
        return record


def measure(actions: list[str]) -> str:
    """The measure of the first action that is known, else `other`.

    >>> measure(["sent to hell", "killed"])
    'killed'
    """
    for action in actions:
        for word in re.findall(r"\w+", action.lower()):
            for name, words in vocab.MEASURE_WORDS.items():
                if word in words.split():
                    return name
    return "other"
