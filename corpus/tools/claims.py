"""Report groups: compact claims become those of the `corroboration` benchmark; relations are derived."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from corpus.tools import vocabulary as vocab
from corpus.tools.coding import Coder, Record

SKIP = {"the", "a", "an", "of", "in", "near", "at", "town", "village", "city", "district", "some", "several"}
GROUP_FIELDS = {"id", "country", "kind", "tags", "reports", "relations"}
REPORT_FIELDS = {
    "id",
    "outlet",
    "published",
    "text",
    "incident",
    "by",
    "origin",
    "claims",
    "none_numbers",
    "figures",
}
CLAIM_FIELDS = {"by", "deny", "vague", "updates", "implied", *vocab.ATTRIBUTES}


def name_words(name: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W_]+", name.lower()) if w not in SKIP)


def same(a: Record, b: Record) -> bool:
    """Whether two claims give one value: equal numbers and days; names that share an accepted spelling."""
    if a["attribute"] in ("date", "killed", "wounded"):
        return bool(a["value"] == b["value"])
    return bool({name_words(n) for n in a["accept"]} & {name_words(n) for n in b["accept"]})


def covered(some: list[Record], others: list[Record]) -> bool:
    return all(any(same(a, b) for b in others) for a in some)


def replaced(group: Mapping[str, Any], attribute: str) -> dict[str, set[str]]:
    """Report id to the reports whose value of the attribute it replaces, directly or through others."""
    direct: dict[str, set[str]] = {}
    for claim in group["claims"]:
        if claim["attribute"] == attribute and claim.get("updates"):
            direct.setdefault(claim["report"], set()).update(claim["updates"])
    for report in list(direct):
        queue = list(direct[report])
        while queue:
            for older in direct.get(queue.pop(), ()):
                if older not in direct[report]:
                    direct[report].add(older)
                    queue.append(older)
    return direct


def is_update(
    group: Mapping[str, Any], a: str, b: str, attribute: str, claims: Mapping[str, list[Record]]
) -> bool:
    """Whether one report replaces the other's value, or later repeats the value that replaced it."""
    links = replaced(group, attribute)
    if a in links.get(b, ()) or b in links.get(a, ()):
        return True
    published = {r["id"]: r["published"] for r in group["reports"]}
    for old, new in ((a, b), (b, a)):
        for middle, replaces in links.items():
            fresh = [c for c in claims.get(middle, []) if c.get("updates")]
            later = published[new] >= published[middle]
            if old in replaces and later and any(same(c, d) for c in claims[new] for d in fresh):
                return True
    return False


def relation(group: Mapping[str, Any], a: str, b: str, attribute: str) -> str | None:
    """`agree`, `differ`, `update` or none, for two reports of one incident."""
    claims: dict[str, list[Record]] = {}
    for claim in group["claims"]:
        if claim["attribute"] == attribute:
            claims.setdefault(claim["report"], []).append(claim)
    if a not in claims or b not in claims:
        return None
    yes = {r: [c for c in claims[r] if c["stance"] == "asserted"] for r in claims}
    no = {r: [c for c in claims[r] if c["stance"] == "denied"] for r in claims}
    if is_update(group, a, b, attribute, yes):
        return "update"
    if any(same(c, d) for x, y in ((a, b), (b, a)) for c in no[x] for d in yes[y]):
        return "differ"
    if not yes[a] or not yes[b]:
        return None
    if covered(yes[a], yes[b]) and covered(yes[b], yes[a]):
        return "agree"
    if attribute == "perpetrator" and is_vague(yes[a]) != is_vague(yes[b]):
        return None
    return "differ"


def is_vague(claims: list[Record]) -> bool:
    return all(c.get("vague") for c in claims)


def relations(group: Mapping[str, Any]) -> list[Record]:
    """All relations between the reports of each incident, by pair and attribute."""
    out = []
    ids = [r["id"] for r in group["reports"]]
    for a, b in itertools.combinations(ids, 2):
        if group["incidents"][a] != group["incidents"][b]:
            continue
        for attribute in vocab.ATTRIBUTES:
            found = relation(group, a, b, attribute)
            if found:
                out.append({"a": a, "b": b, "attribute": attribute, "relation": found})
    return out


class GroupReader:
    """Reads one group as written and collects what is wrong."""

    def __init__(self, group_id: str, raw: Mapping[str, Any], where: str) -> None:
        self.id, self.raw, self.where = group_id, raw, where
        self.problems: list[str] = []

    def problem(self, at: str, message: str) -> None:
        self.problems.append(f"{self.where}: {at}: {message}")

    def known(self, raw: Mapping[str, Any], fields: set[str], at: str) -> None:
        for field in sorted(set(raw) - fields):
            self.problem(at, f"unknown field {field!r}")

    def read(self) -> Record:
        self.known(self.raw, GROUP_FIELDS, "group")
        raws = self.raw.get("reports") or []
        ids = [f"{self.id}-{r.get('id')}" for r in raws]
        if len(set(ids)) != len(ids) or not 2 <= len(ids) <= 6:
            self.problem("reports", "want two to six reports with an id each")
        group: Record = {"id": self.id, "country": self.raw.get("country"), "kind": self.raw.get("kind", "")}
        group["tags"] = list(self.raw.get("tags") or [])
        group["reports"] = [self.report(rid, raw) for rid, raw in zip(ids, raws, strict=True)]
        group["incidents"] = {rid: str(raw.get("incident", "A")) for rid, raw in zip(ids, raws, strict=True)}
        group["claims"] = [c for rid, raw in zip(ids, raws, strict=True) for c in self.claims(rid, raw)]
        group["relations"] = self.overridden(relations(group))
        if group["country"] not in vocab.COUNTRIES:
            self.problem("group", f"country {group['country']!r} is no ISO 3166 alpha-3 code")
        return group

    def report(self, rid: str, raw: Mapping[str, Any]) -> Record:
        self.known(raw, REPORT_FIELDS, str(raw.get("id")))
        text = str(raw.get("text", "")).strip()
        if len(text.split()) < 10 or not raw.get("published") or not raw.get("outlet"):
            self.problem(str(raw.get("id")), "want outlet, published and a text of ten words or more")
        coder = Coder(text, raw, f"{self.where}: {raw.get('id')}")
        record = {"id": rid, "outlet": raw.get("outlet"), "published": raw.get("published"), "text": text}
        record["origin"] = f"{self.id}-{raw['origin']}" if raw.get("origin") else None
        record |= {"figures": coder.figures(), "none_numbers": [list(s) for s in coder.none_numbers()]}
        self.problems += coder.problems
        return record

    def claims(self, rid: str, raw: Mapping[str, Any]) -> list[Record]:
        out = []
        for n, item in enumerate(raw.get("claims") or [], 1):
            at = f"{raw.get('id')}.claims[{n}]"
            self.known(item, CLAIM_FIELDS, at)
            attributes = [a for a in vocab.ATTRIBUTES if a in item]
            if not attributes:
                self.problem(at, f"no attribute; one of {', '.join(vocab.ATTRIBUTES)}")
            out += [self.claim(rid, raw, item, a, at) for a in attributes]
        return out

    def claim(
        self, rid: str, raw: Mapping[str, Any], item: Mapping[str, Any], attribute: str, at: str
    ) -> Record:
        values = re.split(r"\s+\|\s+", str(item[attribute]).strip())
        by = str(item.get("by", raw.get("by", "media")))
        if by not in vocab.SOURCE_TYPES:
            self.problem(at, f"by {by!r} is not one of {', '.join(vocab.SOURCE_TYPES)}")
        shape = {"date": r"\d{4}-\d{2}-\d{2}", "killed": r"\d+", "wounded": r"\d+"}.get(attribute, r".+")
        if not re.fullmatch(shape, values[0]):
            self.problem(at, f"{attribute} {values[0]!r}: want a day as 2024-05-01 or a whole number")
        claim: Record = {"report": rid, "attribute": attribute, "value": values[0], "accept": values}
        claim |= {"source_type": by, "stance": "denied" if item.get("deny") == "true" else "asserted"}
        if item.get("vague") == "true" and attribute == "perpetrator":
            claim["vague"] = True
        if item.get("updates"):
            older = item["updates"]
            claim["updates"] = [f"{self.id}-{o}" for o in (older if isinstance(older, list) else [older])]
        if item.get("implied") == "true":
            claim["implied"] = True
        return claim

    def overridden(self, derived: list[Record]) -> list[Record]:
        """The derived relations under the writer's own `{a, b, attribute, relation}`; `none` removes one."""
        table = {(r["a"], r["b"], r["attribute"]): r for r in derived}
        for raw in self.raw.get("relations") or []:
            a, b = sorted((f"{self.id}-{raw.get('a')}", f"{self.id}-{raw.get('b')}"))
            key = (a, b, str(raw.get("attribute")))
            table.pop(key, None)
            if raw.get("relation") in vocab.RELATIONS:
                table[key] = {"a": a, "b": b, "attribute": key[2], "relation": raw["relation"]}
            elif raw.get("relation") != "none":
                self.problem(
                    "relations", f"relation {raw.get('relation')!r}: want agree, differ, update or none"
                )
        return [table[key] for key in sorted(table)]
