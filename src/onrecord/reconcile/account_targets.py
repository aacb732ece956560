"""What was attacked in one report, with a claimant; "no civilians were aimed at" is a denied target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model.span import Span
from onrecord.reconcile.account import Value
from onrecord.reconcile.account_words import pattern
from onrecord.reconcile.agreement import same_words
from onrecord.reconcile.sheet import Sheet, any_of

_DETERMINERS = (
    r"(?:the|a|an|its|their|his|her|our|this|that|some|several|two|three|four|five|six"
    r"|seven|eight|nine|ten|\d+)"
)
_ADJECTIVES = r"(?:[\w’'-]+ ){0,2}?"
_FACILITY = rf"(?:{any_of('facilities')})"
_VERB = rf"(?:{any_of('attack_verbs')})"
_NOUN = rf"(?:{any_of('attack_nouns')})"
_OBJECT = re.compile(
    rf"\b{_VERB} (?:(?:the )?(?:perimeter|edge|side|outskirts|wall|gate|entrance) of )?"
    rf"(?:{_DETERMINERS} )?(?P<what>{_ADJECTIVES}{_FACILITY})\b",
    re.I,
)
_OF_NOUN = re.compile(
    rf"\b{_NOUN} (?:on|of|at|against|in|outside|inside|near|upon) (?:{_DETERMINERS} )?"
    rf"(?P<what>{_ADJECTIVES}{_FACILITY})\b",
    re.I,
)
_COMPOUND = re.compile(rf"\b(?P<what>{_FACILITY}) {_NOUN}\b", re.I)
_AT = re.compile(
    rf"\b(?:at|outside|inside|in|beside|near|into|against|on|to) (?:{_DETERMINERS} )"
    rf"(?P<what>{_ADJECTIVES}{_FACILITY})\b",
    re.I,
)
_PASSIVE = re.compile(rf"\b(?:was|were) {_VERB}\b", re.I)
_BEFORE_PASSIVE = re.compile(rf"\b(?P<what>{_ADJECTIVES}(?:{_FACILITY}|{any_of('people')})) $", re.I)
_VICTIMS = re.compile(
    rf"\b(?P<what>(?:{any_of('people')}))\b(?:, not \w+,)?(?: from [\w ]{{3,25}}?"
    r"| of the [\w-]+)?(?:,? (?:who )?(?:was|were|had been|have been|is|are|died"
    r"|being))? ?"
    rf"(?:{any_of('killed', 'wounded')}|shot)|\b(?:{any_of('killed', 'wounded')}) "
    rf"(?:\w+ ){{0,3}}?(?P<also>{any_of('people')})\b",
    re.I,
)
_MEN_OF = re.compile(
    r"\b(?:men|members|fighters|militants|soldiers) of (?:the )?(?P<what>[A-Z][\w’'-]*"
    r"(?:[ -](?:of |al-|e-)?[A-Z][\w’'-]*)*(?:-[a-z]+-[A-Z]\w+)?)"
)
_ITS_MEN = re.compile(
    r"\b(?:of its|its|their) (?:own )?(?:men|fighters|members|field commander|commander"
    r"|militants|leader)\b[^.]{0,60}\b(?:killed|died|fell|martyred|dead)\b"
)
_COUPLE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he) (?P<what>(?:[a-z-]+ ){1,3}and (?:his|her|a|an) [a-z-]+) (?:was"
    r"|were) (?:killed|shot dead|murdered|abducted)"
)
_NAMED_SITE = re.compile(
    rf"\b(?:at|outside|near|on|of) (?:the )?(?:[A-Z][\w’'-]* ?)+ (?P<what>{_FACILITY})\b"
)
_IS_WEAPON = re.compile(
    r"\b(?:car|truck|vehicle|van|motorcycle) bomb|\b(?:hit|struck|ran over|triggered) (?:a"
    r"|an|the) (?:land ?)?mine\b",
    re.I,
)
_TAKEN = re.compile(
    r"\b(?:abduct(?:ed|ing)|kidnapp(?:ed|ing)|seiz(?:ed|ing)) (?:[\w-]+ ){0,3}?"
    rf"(?P<what>{any_of('people')})\b"
    rf"|\b(?P<also>{any_of('people')})(?:, not \w+,)? (?:was|were) (?:abducted|kidnapped|taken|seized)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b[Nn]o (?P<what>[a-z ]{3,25}?) (?:was|were|had been) (?:aimed at|targeted|attacked|hit|the target)"
    r"|\bdenied (?:\w+ )?(?:targeting|attacking|hitting|striking|bombing|shelling) (?:any "
    r"|the |a )?(?P<also>[a-z ]{3,30}?)(?=[,.]| in| on| at)"
)
_BAD_FIRST = re.compile(
    r"^(?:when|after|before|that|and|or|of|in|on|at|to|who|which|while|as|from|for|by|was|were|had)\b", re.I
)
_CARRYING_AWAY = re.compile(
    r"(?:taken|brought|carried|treated|flown|admitted|rushed|moved|doctor|nurse|volunteer"
    r"|official|care|visited|bodies|wounded)(?: \w+){0,3} (?:to|in|at|into) (?:the |a "
    r"|two )?$",
    re.I,
)
_ATTACKING = re.compile(rf"\b(?:{any_of('attackers')})\b", re.I)


def targets(sheet: Sheet, attackers: list[Value]) -> list[Value]:
    """What was attacked: a thing or place before people, named people before none."""
    found: list[Value] = []
    denied = _DENIED.search(sheet.text)
    candidates = list(_candidates(sheet, attackers))
    taken: set[str] = set()
    best_of_source: dict[str, tuple[int, Value]] = {}
    for rank, words, span in candidates:
        claimant, kind = sheet.source_at(span.start)
        value = Value(attribute="target", value=words, claimant=claimant, source_kind=kind, span=span)
        known = best_of_source.get(kind)
        if known is None or rank < known[0]:
            best_of_source[kind] = (rank, value)
    if best_of_source:
        least = min(rank for rank, _ in best_of_source.values())
        for rank, value in sorted(best_of_source.values(), key=lambda pair: (pair[0], pair[1].span)):
            head = value.value.split()[-1].lower()
            if not any(same_words(head, other) for other in taken) and (
                rank == least or (rank <= 2 and value.source_kind != "media")
            ):
                taken.add(head)
                found.append(value)
    if denied:
        claimant, kind = sheet.source_at(denied.start())
        words = denied["what"] or denied["also"]
        span = Span(denied.start(), denied.end())
        found = [v for v in found if not v.span.overlaps(span)]
        found.append(
            Value(
                attribute="target",
                value=words,
                claimant=claimant,
                source_kind=kind,
                is_denied=True,
                span=span,
            )
        )
    return found


def _candidates(sheet: Sheet, attackers: list[Value]) -> Iterator[tuple[int, str, Span]]:
    """Rank (least is best), words and span of each possible target, best ranks first within a kind."""
    text = sheet.text
    own = {word for a in attackers if not a.is_denied for word in a.value.lower().split()}
    for rank, looked_for in ((0, _OBJECT), (0, _OF_NOUN), (1, _COMPOUND), (2, _AT)):
        for match in looked_for.finditer(text):
            words, start = _trimmed(match["what"], match.start("what"))
            if _IS_WEAPON.search(text[max(0, match.start() - 2) : match.end() + 12]):
                continue  # "a car bombing", "hit a mine"
            if _CARRYING_AWAY.search(text[max(0, start - 50) : start]) or own & set(words.lower().split()):
                continue
            if (
                re.search(
                    rf"(?:{any_of('people')}) (?:at|of|in) (?:the )?$", text[max(0, start - 30) : start], re.I
                )
                and rank == 2
            ):
                continue
            # A vehicle beside the road is seldom what was aimed at where people are named.
            weak = words.lower() in ("car", "vehicle", "convoy", "truck", "boat") and rank == 2
            yield rank + 2 * weak, words, Span(start, start + len(words))
    for verb in _PASSIVE.finditer(text):
        found = _BEFORE_PASSIVE.search(text, max(0, verb.start() - 60), verb.start())
        if found:
            words, start = _trimmed(found["what"], found.start("what"))
            if not own & set(words.lower().split()):
                yield 0, words, Span(start, start + len(words))
    for match in _NAMED_SITE.finditer(text):
        yield 2, match["what"], Span(match.start("what"), match.end("what"))
    for match in _COUPLE.finditer(text):
        yield (
            1,
            match["what"].replace(" his ", " ").replace(" her ", " "),
            Span(match.start("what"), match.end("what")),
        )
    for match in _ITS_MEN.finditer(text):
        claimant, kind = sheet.source_at(match.start())
        if kind == "group":
            yield 1, _owner(claimant), Span(match.start(), match.end())
    for match in _MEN_OF.finditer(text):
        if not own & set(match["what"].lower().split()):
            yield 1, match["what"], Span(match.start("what"), match.end("what"))
    for match in (*_VICTIMS.finditer(text), *_TAKEN.finditer(text)):
        name = "what" if match["what"] else "also"
        words, start = match[name], match.start(name)
        widened = re.compile(
            r"(?:police|security|army|border|aid|health|migrant|government|prison|bus|truck) $", re.I
        ).search(text[:start])
        if widened:
            words, start = text[widened.start() : start] + words, widened.start()
        if not _is_own_side(words, attackers):
            yield 2, words, Span(start, start + len(words))


def _owner(claimant: str) -> str:
    """The group that a spokesman speaks for."""
    return re.sub(
        r"^(?:[Aa] |[Tt]he )?(?:\w+ )?spokes\w+ (?:for|of) |^[Tt]he | \(.*\)$|'s spokes\w+.*$", "", claimant
    )


def _is_own_side(words: str, attackers: list[Value]) -> bool:
    asserted = [a.value.lower() for a in attackers if not a.is_denied]
    if any(words.lower() in a or a in words.lower() for a in asserted):
        return True
    fighters = bool(re.fullmatch(r"(?:militants?|fighters?|rebels?|insurgents?|gunmen)", words, re.I))
    by_forces = any(pattern("forces").search(a) for a in asserted)
    return fighters and bool(asserted) and not by_forces


def _trimmed(words: str, start: int) -> tuple[str, int]:
    """A phrase without determiners and stray words in front."""
    inner = re.match(r".*\b(?:a|an|the|its|their|his|her) ", words)
    if inner:
        words, start = words[inner.end() :], start + inner.end()
    while True:
        match = re.match(rf"(?:{_DETERMINERS}|when|after|that|and|of|in|on|at|by|late|early)\s+", words, re.I)
        if not match:
            return words, start
        words, start = words[match.end() :], start + match.end()
