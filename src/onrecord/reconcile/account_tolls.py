"""Killed and wounded in one report, each with its claimant; the attackers' own dead are left out.

In: a `Sheet` and the perpetrators already read. Out: values. Figures of the record are the candidates; the
clause around each says whether it counts dead or wounded, whether the text takes it back ("not four"), adds
it to its neighbour ("14 soldiers and four auxiliaries"), or gives it to somebody else ("as police had said").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.records import Figure
from onrecord.model.span import Span
from onrecord.model.time import Interval, first_day, last_day
from onrecord.reconcile.account import Value
from onrecord.reconcile.account_words import SourceKind, kind_of_source, pattern
from onrecord.reconcile.sheet import Sheet, any_of

_LONGEST_DAYS = 4
Toll = Literal["killed", "wounded"]
_KINDS: tuple[Toll, ...] = ("killed", "wounded")

_NOT_BEFORE = re.compile(
    r"\b(?:not|rather than|instead of|down from|up from|from|figure of|than the)\s+(?:just |only |the )?$",
    re.I,
)
_AS_SAID = re.compile(
    r"^[^,.;]{0,40}?\bas (?P<source>[^,.;]{2,40}?) (?:had |have |has )?(?:said|reported"
    r"|claimed|announced|stated)"
)
_TOTAL = re.compile(
    r"\b(?:tolls?|number of (?:the )?(?:dead|deaths|killed|victims|fatalities|injured"
    r"|wounded)|counts?|total|figures?)\b",
    re.I,
)
_NOT_PEOPLE = re.compile(
    r"^\s*(?:kilomet|km\b|miles?\b|met(?:er|re)s?\b|per ?cent|%|hours?\b|days?\b|weeks?\b"
    r"|months?\b|years?\b|houses?\b|homes?\b|vehicles?\b|head of\b|o'clock|a\.m|p\.m"
    r"|rockets?|drones?|bombs?|missiles?|shells?)",
    re.I,
)
_PART = re.compile(r"\b(?:including|among (?:them|whom)|of them|of whom)\s+(?:at least |some )?$", re.I)
_OF_THE_WOUNDED = re.compile(
    r"^\s+of (?:the|those|them|its|his|their|whom)\b(?! (?:men|fighters|members|soldiers"
    r"|people|staff|officers))",
    re.I,
)
_EITHER = re.compile(
    r"\b(?:killed|dead|died|killing)\s+(?:or|and)\s+(?:wounded|injured|wounding|injuring)\b", re.I
)
_NOBODY = re.compile(
    r"\b(?:no (?:casualties|deaths|fatalities|injuries|civilian(?:s)? (?:was|were) (?:harmed|hurt|killed))"
    r"|(?:no ?one|nobody) (?:was |had been )?(?:killed|hurt|injured|harmed|wounded)|without casualties)",
    re.I,
)
_ONE = r"(?:[Aa]n?|[Oo]ne|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)"
_ONE_DEAD = re.compile(
    rf"\b{_ONE} (?P<who>(?:[\w’'-]+ ){{0,4}}?[\w’'-]+)(?: from [\w ]{{3,25}}?)?,? (?:who )?"
    r"(?:was |has been |had been )?"
    r"(?P<what>killed|shot dead|died|murdered|stabbed to death|beaten to death|beheaded"
    r"|gunned down|assassinated)\b"
)
_ONE_OF_THEM = re.compile(r"\bOne (?:of (?:them|the \w+) )?(?:was |has )?(?:died|killed|shot dead)\b")
_DEATH_OF = re.compile(rf"\b(?:killing|death|murder|assassination) of {_ONE} (?P<who>[\w’'-]+)")
_TWO_DEAD = re.compile(
    rf"\b{_ONE} (?:[\w’'-]+ ){{1,3}}and (?:his|her|a|an|one) (?:[\w’'-]+ ){{1,3}}(?:was |were |have been )"
    r"(?:killed|shot dead|murdered|stabbed to death)\b|\ba couple\b[^.]{0,60}\b(?:killed|shot dead|died)\b"
)
_ANOTHER_HURT = re.compile(
    r"\b(?:another|one(?: more| other)?|the other|a (?:second|third|fourth|fifth|sixth))\b"
    r"(?: \w+)?(?: was| were| is)? (?:wounded|injured"
    r"|hurt|in hospital|hospitali[sz]ed)\b"
)
_PLUS_ONE = re.compile(
    rf"\b{_ONE} (?:[a-z’'-]+ ){{0,2}}(?:{any_of('people')}|commander|leader|chief|deputy"
    r"|wife|husband|son|daughter"
    r"|mother|father|sister|man|woman|child|boy|girl) and (?:his |her |their )?$"
)
_OTHER_FATES = frozenset(
    "abducted kidnapped captured arrested detained missing displaced rescued released surrendered seized "
    "returned evacuated destroyed".split()
)
_SHOT_AT = re.compile(r"^(?:\s+[\w’'-]+){0,8}?\s+shot at\b")


@dataclass(frozen=True)
class _Count:
    kind: Toll
    number: int
    figure: Figure
    span: Span
    claimant: str
    source: SourceKind
    is_total: bool
    is_update: bool


def tolls(sheet: Sheet, attackers: list[Value]) -> list[Value]:
    """Killed and wounded of the side that was attacked, as whole numbers, with claimants.

    "At least 40" is 40; "more than 60 killed or wounded" is no value. Zero only where the text says nobody.
    """
    counts = list(_with_sums(sheet, _counts(sheet, attackers)))
    taken_back = _taken_back(sheet)
    found: list[Value] = []
    for kind in _KINDS:
        mine = _chosen([c for c in counts if c.kind == kind])
        for count in mine:
            values = tuple(
                str(n) for n in sorted(taken_back.get(sheet.sentence_at(count.span.start).start, ()))
            )
            found.append(
                Value(
                    attribute=kind,
                    value=str(count.number),
                    claimant=count.claimant,
                    source_kind=count.source,
                    is_update=count.is_update or bool(values),
                    replaces=values,
                    span=count.span,
                )
            )
        found += _by_others(sheet, kind)
    found += _nobody(sheet, found)
    found += _single(sheet, found)
    return found


def _counts(sheet: Sheet, attackers: list[Value]) -> Iterator[_Count]:
    for figure in sheet.figures():
        span = figure.evidence.parts["value"][0]
        number = figure.best if figure.best is not None else figure.low
        sentence = sheet.sentence_at(span.start)
        before, after = sheet.text[sentence.start : span.start], sheet.text[span.end : sentence.end]
        if number is None or not float(number).is_integer() or number <= 0 or figure.bound == "vague":
            continue
        if _is_long(figure.period):
            continue  # a count over months is no toll of an incident
        if figure.part_of or _PART.search(before) or _NOT_PEOPLE.match(after) or _NOT_BEFORE.search(before):
            continue
        if figure.status in ("superseded", "denied", "planned") or _OF_THE_WOUNDED.match(after):
            continue
        kind = _kind(figure, sheet, sentence, before, after)
        if kind is None or _EITHER.search(sentence.of(sheet.text)):
            continue
        claimant, source = sheet.source_at(span.start, may_continue=True)
        if not (source == "group" and _speaks_for(claimant, attackers)) and _is_attackers_own(
            figure, attackers
        ):
            continue
        whole = sentence.of(sheet.text)
        yield _Count(
            kind,
            int(number),
            figure,
            span,
            claimant,
            source,
            bool(_TOTAL.search(before + after[:12])),
            bool(pattern("updates").search(whole)),
        )


def _is_long(period: Interval | None) -> bool:
    if period is None or period.start is None or period.end is None:
        return False
    return (last_day(period.end) - first_day(period.start)).days > _LONGEST_DAYS


def _kind(figure: Figure, sheet: Sheet, sentence: Span, before: str, after: str) -> Toll | None:
    """Whether a figure counts dead or wounded, from its clause, else from its measure."""
    clause = re.split(
        r"[;:]|,(?! not )| (?:after|when|as|while|with the) | and (?=\d|\w+ (?:others|more|injured|wounded))",
        after,
    )[0]
    if _SHOT_AT.match(after):
        return None
    if figure.measure in _OTHER_FATES:
        return None
    near_dead, near_hurt = _nearest("killed", before, clause), _nearest("wounded", before, clause)
    if figure.measure == "wounded":
        return "wounded"
    # A toll that the record holds for dead stays so if its sentence speaks of dead at all.
    speaks_of_dead = figure.measure == "killed" and pattern("killed").search(sentence.of(sheet.text))
    if near_hurt < near_dead and near_hurt < 60 and not speaks_of_dead:
        return "wounded"
    if figure.measure == "killed" or near_dead < 60:
        return "killed" if near_dead < 90 or figure.measure == "killed" else None
    if re.search(r"\b(?:put|puts|count|toll|figure)\b[^.]*$", before, re.I) and figure.thing_kind in (
        None,
        "people",
    ):
        number = sheet.sentences.index(sentence)
        earlier = sentence.of(sheet.text) + (sheet.sentences[number - 1].of(sheet.text) if number else "")
        return "killed" if pattern("killed").search(earlier) else None
    return None


def _nearest(name: str, before: str, after: str) -> int:
    """Characters to the nearest word of a list: after the figure in its clause, else before it."""
    behind = pattern(name).search(after)
    distances = [behind.start()] if behind else []
    last = max(pattern(name).finditer(before), key=lambda match: match.start(), default=None)
    if last is not None and not re.search(r"[;:]|\b(?:wounded|killed|injured|died)\b", before[last.end() :]):
        distances.append(len(before) - last.end() + (0 if not behind else 5))
    return min(distances, default=999)


def _is_attackers_own(figure: Figure, attackers: list[Value]) -> bool:
    """Whether a figure counts the side that attacked."""
    if re.fullmatch(r"(?:attackers?|assailants?|raiders?|gunmen|bombers?|assaulters?)", figure.thing, re.I):
        return True
    asserted = [a.value for a in attackers if not a.is_denied]
    if not asserted:
        return False
    forces = [bool(pattern("forces").search(words)) for words in asserted]
    if figure.thing_kind == "forces":
        return all(forces)
    if figure.thing_kind == "combatants":
        return not any(forces)
    return False


def _speaks_for(claimant: str, attackers: list[Value]) -> bool:
    """Whether a claimant is the attacker itself, who counts the other side's dead."""
    words = set(claimant.lower().split())
    if words & {"its", "our", "we", "their"}:  # "its fighters claimed"
        return True
    return any(words & set(a.value.lower().split()) - {"the", "of"} for a in attackers if not a.is_denied)


def _with_sums(sheet: Sheet, counts: Iterator[_Count]) -> Iterator[_Count]:
    """Counts joined by "and" in one breath become their sum; "its commander and two companions" are three."""
    waiting: _Count | None = None
    for count in counts:
        if waiting is not None and waiting.kind == count.kind:
            between = sheet.text[waiting.span.end : count.span.start]
            sides = {waiting.figure.thing_kind, count.figure.thing_kind}
            if (
                re.match(r"^ [\w’' -]{2,40} and (?:another )?$", between)
                and not re.search(
                    rf"\b(?:in|at|near|on|was|were|had|have|{any_of('killed', 'wounded')})\b", between, re.I
                )
                and sides != {"forces", "combatants"}
            ):
                waiting = replace(waiting, number=waiting.number + count.number)
                continue
        if waiting is not None:
            yield waiting
        waiting = _plus_one(sheet, count)
    if waiting is not None:
        yield waiting


def _plus_one(sheet: Sheet, count: _Count) -> _Count:
    if _PLUS_ONE.search(sheet.text[max(0, count.span.start - 60) : count.span.start]):
        return replace(count, number=count.number + 1)
    return count


def _chosen(counts: list[_Count]) -> list[_Count]:
    """One count a source: a total before a part, else the greatest."""
    best: dict[SourceKind, _Count] = {}
    for count in counts:
        known = best.get(count.source)
        if known is None or (count.is_total, count.number) > (known.is_total, known.number):
            best[count.source] = count
    return sorted(best.values(), key=lambda c: c.span)


def _taken_back(sheet: Sheet) -> dict[int, set[int]]:
    """Sentence start to the numbers that the text itself takes back there."""
    found: dict[int, set[int]] = {}
    for figure in sheet.figures():
        span = figure.evidence.parts["value"][0]
        sentence = sheet.sentence_at(span.start)
        number = figure.best if figure.best is not None else figure.low
        before, after = sheet.text[sentence.start : span.start], sheet.text[span.end : sentence.end]
        superseded = figure.status == "superseded" or bool(_NOT_BEFORE.search(before))
        if number is not None and superseded and not _by_somebody_else(after):
            found.setdefault(sentence.start, set()).add(int(number))
    return found


def _by_somebody_else(after: str) -> re.Match[str] | None:
    match = _AS_SAID.match(after)
    return (
        match
        if match and not re.match(r"(?:it|he|she|they|first|earlier|initially|previously)\b", match["source"])
        else None
    )


def _by_others(sheet: Sheet, kind: Toll) -> list[Value]:
    """ "... not five as police had said": five, on the word of police."""
    found = []
    for figure in sheet.figures():
        span = figure.evidence.parts["value"][0]
        sentence = sheet.sentence_at(span.start)
        before, after = sheet.text[sentence.start : span.start], sheet.text[span.end : sentence.end]
        match = _by_somebody_else(after) if _NOT_BEFORE.search(before) else None
        number = figure.best if figure.best is not None else figure.low
        if match and number is not None and _kind(figure, sheet, sentence, before, "") == kind:
            found.append(
                Value(
                    attribute=kind,
                    value=str(int(number)),
                    claimant=match["source"],
                    source_kind=kind_of_source(match["source"]),
                    span=span,
                )
            )
    return found


def _nobody(sheet: Sheet, known: list[Value]) -> list[Value]:
    """Zero where the text says that nobody was hurt, and who says so."""
    found: list[Value] = []
    for match in _NOBODY.finditer(sheet.text):
        words = match[0].lower()
        kinds: tuple[Toll, ...] = ("killed", "wounded")
        if "death" in words or "fatalit" in words or "killed" in words or "harmed" in words:
            kinds = ("killed",)
        elif "injur" in words or "wounded" in words or words.endswith("hurt"):
            kinds = ("wounded",)
        contradicted = re.search(
            r"\b(?:the|by) ([\w ]{3,30}?),? (?:which|who) had (?:spoken|reported|said)[^.]{0,12}$",
            sheet.text[: match.start()],
        )
        claimant, source = sheet.source_at(match.start(), may_continue=True)
        if contradicted:
            claimant, source = contradicted[1], kind_of_source(contradicted[1])
        for kind in kinds:
            others = [v for v in known if v.attribute == kind]
            if any(v.source_kind == source for v in others) or (kind == "killed" and contradicted):
                continue
            found.append(
                Value(
                    attribute=kind,
                    value="0",
                    claimant=claimant,
                    source_kind=source,
                    span=Span(match.start(), match.end()),
                )
            )
    return found


def _single(sheet: Sheet, known: list[Value]) -> list[Value]:
    """One dead or wounded told without a number, where no count was found."""
    found: list[Value] = []
    has_dead = any(v.attribute == "killed" for v in known)
    has_hurt = any(v.attribute == "wounded" for v in known)
    pairs: list[tuple[re.Pattern[str], Toll, int, bool]] = [
        (_TWO_DEAD, "killed", 2, has_dead),
        (_ONE_DEAD, "killed", 1, has_dead),
        (_DEATH_OF, "killed", 1, has_dead),
        (_ONE_OF_THEM, "killed", 1, has_dead),
        (_ANOTHER_HURT, "wounded", 1, has_hurt),
    ]
    for looked_for, kind, number, is_known in pairs:
        match = None if is_known or any(v.attribute == kind for v in found) else looked_for.search(sheet.text)
        if match is None or (looked_for is _ONE_DEAD and not _is_a_person(match["who"])):
            continue
        claimant, source = sheet.source_at(match.start(), may_continue=True)
        found.append(
            Value(
                attribute=kind,
                value=str(number),
                claimant=claimant,
                source_kind=source,
                span=Span(match.start(), match.end()),
            )
        )
    return found


def _is_a_person(words: str) -> bool:
    if re.search(r"\b(?:had|have|has)\b", words):  # "its soldiers had killed": they did it
        return False
    if re.search(
        r"\b(?:third|fourth|fifth|sixth|seventh|\w+th|death|toll|bomb|blast|attack|strike)\b", words, re.I
    ):
        return False
    last = words.split()[-1].lower()
    return (
        last in ("one", "man", "woman", "boy", "girl", "child", "person")
        or bool(pattern("people").search(words))
        or words in ("ne",)
    )
