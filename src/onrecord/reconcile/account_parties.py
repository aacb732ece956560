"""Who attacked whom in one report: perpetrators (asserted and denied) and targets, each with a claimant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.annotate.figure_numbers import find_numbers
from onrecord.model.span import Span
from onrecord.reconcile.account import Value
from onrecord.reconcile.account_words import SourceKind, kind_of_source, pattern
from onrecord.reconcile.sheet import Sheet, any_of

_NAME = (
    r"(?:(?:the |The )?[A-Z][\w’'-]*(?:[ -](?:of the |of |al-|el-|de |del |du "
    r"|and )?[A-Z][\w’'-]*)*(?: (?:group|cell|network|movement|militia|gang|faction|cartel"
    r"|brigade|fighters|rebels|militants|insurgents|forces))?)"
)
_GROUPS = (
    r"(?:(?:the )?(?:\w+ ){0,2}(?:rebels|militants|insurgents|separatists|gangs?|militias?"
    r"|group|fighters|bandits|gunmen|soldiers(?: in uniform)?|police|army|security forces"
    r"|government forces|jihadists|guerrillas))"
)
_PARTY = rf"(?P<party>{_NAME}|{_GROUPS})"
_KNOWN_AS = r"(?:the (?:network|group|faction|gang|movement|cell) (?:known as|called|named) )?"

_BLAMED = [
    re.compile(
        r"\b(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)|implicated|held|pointed to|points to"
        rf"|pointed the finger at|suspects?|named)\s+(?!that){_PARTY}"
    ),
    re.compile(rf"\b(?:attributed|ascribed|pinned) (?:\w+ )?(?:to|on)\s+{_PARTY}"),
    re.compile(
        r"\b(?:(?:was|is|were) the work of|carried out by|claimed by|perpetrated by|staged by"
        r"|launched by|committed by|planted by|fired by|blamed on"
        rf"|mounted by)\s+{_KNOWN_AS}{_PARTY}"
    ),
    re.compile(rf"\b{_KNOWN_AS}{_PARTY} (?:was|were|is|had been) (?:behind|responsible for)\b"),
    re.compile(
        rf"\b(?:believes?|suspects?|thinks?|says?|said) {_PARTY} (?:planted|carried out|fired"
        r"|laid|was behind|were behind|did)\b"
    ),
    re.compile(rf"\bbelonging to (?P<party>the enemy|{_NAME})"),
]
_CLAIMED = [
    re.compile(
        rf"\b{_PARTY},? (?:has |have |had )?(?:claimed|claims|admitted|admits|took|takes|taken"
        r"|assumed) (?:\w+ )?"
        r"(?:responsibility|credit|(?:the |this |that )?(?:\w+ )?(?:attack|bombing|killing"
        r"|killings|operation|ambush|assault|strike|raid))\b"
    ),
    re.compile(rf"\b{_PARTY} said (?:its|their) (?:fighters|men|members|militants|forces|units?)\b"),
    re.compile(
        rf"\b[Aa] (?:fighter|member|bomber|suicide bomber|unit|martyr) (?:of|from) {_PARTY}\b"
        r"(?! (?:was|were) killed)"
    ),
]
_DENIED_SELF = [
    re.compile(
        rf"\b{_PARTY}(?:'s spokes\w+)?,? (?:\w+ly )?(?:on \w+day )?(?:has |have |had )?"
        r"(?:\w+ly )?(?:denied|denies|rejected|dismissed|disputed) (?:having|any "
        r"(?:involvement|part|role|responsibility|link)|involvement|responsibility|planting"
        r"|firing|being|carrying|that it|that its|that they|the (?:accusation|charge|claim"
        r"|allegation)|it |carrying|staging|attacking)"
    ),
    re.compile(
        rf"\b{_PARTY},? (?:on \w+day )?(?:has |have |had )?(?:rejected|rejects|dismissed|dismisses|denied"
        r"|denies|disputed|refuted)[^.;]{0,40}?\b(?:accusations?|charges?|claims?|allegations?|blame"
        r"|suggestions?|responsibility|involvement)(?: that (?:its|their) [^.;]*)?"
    ),
    re.compile(
        rf"\b{_PARTY} (?:had|has|have|played) (?:no|nothing to do with|not any) "
        r"?(?:hand|part|role|involvement|connection|link)?"
    ),
    re.compile(rf"\b{_PARTY},? (?:\w+ )?(?:on \w+day )?distanced (?:itself|themselves) from\b"),
    re.compile(
        rf"\b{_PARTY} (?:said|says|insisted) (?:it|they|its \w+) (?:had|have|were|was|did) "
        r"(?:nothing to do|no (?:part|hand|role)|not)\b"
    ),
    re.compile(rf"\b{_PARTY} (?:was|were|is|are) not (?:behind|responsible|involved)\b"),
]
_DENIED_OTHER = [
    re.compile(
        r"\b(?:rejected|rejects|dismissed|dismisses|denied|denies)[^.;]{0,30}\b(?:accusation|charge|claim"
        r"|allegation)s? that (?:its |their )(?P<party>[\w ]{3,30}?) (?:had |have |were |was )?(?:shot|fired"
        r"|bombed|struck|attacked|shelled|killed|hit|targeted|planted|involved|behind|responsible)\b"
    ),
    re.compile(
        r"\b(?:denied|denies|denying|rejected|rejects) (?:any )?(?:involvement|responsibility"
        r"|part|role) of (?:the )?(?P<party>[\w ]{3,30}?)(?= in| for|[,.])"
    ),
    re.compile(
        r"\b(?:denied|denies|denying) that (?:its |their |the |any |our )?"
        r"(?P<party>[\w ]{3,30}?) (?:had |have |were |was |did )?(?:shot|fired|used|opened|bombed"
        r"|struck|attacked|shelled|killed|hit|targeted|planted|carried out|taken part|involved"
        r"|behind|responsible|took part)\b"
    ),
]
_WE = re.compile(
    r"\b(?:[Ww]e|[Oo]ur (?:fighters|men|forces|units|movement|group)) (?:had|have|took"
    r"|were|are|did|do) (?:no|not|nothing)\b"
)
_DEED = re.compile(
    r"\b(?:having|involvement|part|hand|role|responsib\w+|planting|firing|carrying|staging|attacking)\b"
)
_ITS = re.compile(r"that (?:its|their)\b")
_REJECTING = re.compile(
    r"\brejecting (?:the )?(?P<owner>[\w ]{3,30}?)(?:'s|’s)? (?:account|version|claim|accusation)"
)
_REPELLED = re.compile(
    r"\b(?:repell?ed|repulsed|fought off|beat(?:en)? back|thwarted|foiled|pushed back)\b", re.I
)
_FIGHTERS_OF = re.compile(
    rf"\b(?:militants|fighters|rebels|insurgents|members|men) of (?P<party>{_NAME})|"
    rf"(?P<also>{_NAME}) (?:militants|fighters|rebels|insurgents)"
)
_ATTACK_BY = re.compile(rf"\b(?:attack|assault|raid|offensive|ambush|operation) by (?P<party>{_NAME})")
_ARRESTED = re.compile(
    rf"\b(?:[Oo]ne|[Tt]wo|[Tt]hree|[Tt]he|[Aa]n?) (?P<party>{any_of('attackers')}) (?:was"
    r"|were) (?:arrested|killed|captured|detained|held)\b"
)
_AFTER_PARTY = (
    r"(?! (?:officers?|patrol|post|station|spokes\w+|union|chief|commander|base|had said|said|convoy|source))"
)
_PRONOUN = re.compile(
    r"^(?:it|they|he|she|we|who|that|which|those|its|their|them|some|us|one|another)$", re.I
)
_DETERMINER = re.compile(
    r"^(?:the|a|an|our|its|their|some|several|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozens of|\d+|unidentified|unknown|suspected|alleged)\s+",
    re.I,
)


def perpetrators(sheet: Sheet) -> list[Value]:
    """Who is said to have done it, and who denies it, in text order."""
    denied = list(_denied(sheet))
    spans = [d.span for d in denied]
    found = [v for v in (*_named(sheet), *_claimed(sheet)) if not any(v.span.overlaps(s) for s in spans)]
    for value in _acting(sheet):
        if not any(value.span.overlaps(s) for s in spans):
            found.append(value)
    if not found and not denied:
        found = list(_arrested(sheet))
    return [*_distinct(found), *_distinct(denied)]


def _value(
    sheet: Sheet,
    words: str,
    span: Span,
    *,
    is_denied: bool = False,
    source: tuple[str, SourceKind] | None = None,
) -> Value:
    claimant, kind = source or sheet.source_at(span.start)
    plain = bare(words)
    return Value(
        attribute="perpetrator",
        value=plain,
        claimant=claimant,
        source_kind=kind,
        is_denied=is_denied,
        is_vague=is_vague(plain),
        span=span,
    )


def bare(words: str) -> str:
    """A party's words without determiners.

    >>> bare("the River Front"), bare("two unidentified gunmen")
    ('River Front', 'gunmen')
    """
    while (shorter := _DETERMINER.sub("", words.strip(), count=1)) != words.strip():
        words = shorter
    return words.strip()


def is_vague(words: str) -> bool:
    """Whether words give a kind of attacker and no name ("gunmen"); state forces are named enough."""
    return bool(
        re.fullmatch(rf"(?:[\w-]+ )?(?:{any_of('attackers')})(?: on \w+)?", words, re.I)
    ) and not pattern("forces").search(words)


def _named(sheet: Sheet) -> Iterator[Value]:
    for blamed in _BLAMED:
        for match in blamed.finditer(sheet.text):
            span = Span(match.start("party"), match.end("party"))
            claimant, kind = sheet.source_at(match.start(), may_continue=True)
            if claimant == "who":
                claimant, kind = sheet.source_at(sheet.sentence_at(match.start()).start)
            if kind == "media":
                sentence = sheet.sentence_at(match.start())
                told = sheet.source_of(sentence, match.start())
                subject = told or sentence.of(sheet.text)[: match.start() - sentence.start]
                spoken = kind_of_source(subject) if subject.strip() else "media"
                if spoken not in ("group", "eyewitness"):
                    claimant, kind = subject.strip(), spoken
                elif (
                    re.match(r"(?:It|They|He|She|Some of them|The brigade)\b", subject)
                    and sentence != sheet.sentences[0]
                ):
                    before = sheet.sentences[sheet.sentences.index(sentence) - 1]
                    claimant, kind = sheet.source_at(before.end - 2)
            if _is_party(match["party"]):
                yield _value(sheet, match["party"], span, source=(claimant, kind))


def _claimed(sheet: Sheet) -> Iterator[Value]:
    for claimed in _CLAIMED:
        for match in claimed.finditer(sheet.text):
            if _is_party(match["party"]) and kind_of_source(match["party"]) == "group":
                yield _value(
                    sheet,
                    match["party"],
                    Span(match.start("party"), match.end("party")),
                    source=(match["party"], "group"),
                )


def _denied(sheet: Sheet) -> Iterator[Value]:
    for denial in _DENIED_SELF:
        for match in denial.finditer(sheet.text):
            # "The ministry denied that its forces ...": the forces are meant, not the ministry.
            owns = (
                bool(_ITS.search(sheet.text, match.start(), match.end() + 2))
                and kind_of_source(match["party"]) != "group"
            )
            # A governor who rejects a claim denies no deed of his own.
            is_fighting = kind_of_source(match["party"]) in ("group", "army", "police")
            if _is_party(match["party"]) and not owns and (is_fighting or _DEED.search(match[0])):
                span = Span(match.start("party"), match.end())
                yield _value(
                    sheet,
                    match["party"],
                    span,
                    is_denied=True,
                    source=(match["party"], kind_of_source(match["party"])),
                )
    for denial in _DENIED_OTHER:
        for match in denial.finditer(sheet.text):
            sentence = sheet.sentence_at(match.start())
            subject = sheet.source_of(sentence, match.start()) or "narrator"
            yield _value(
                sheet,
                match["party"],
                Span(match.start(), match.end()),
                is_denied=True,
                source=(subject, sheet.kind(subject, sentence)),
            )
    own, kind = sheet.own_words()
    ours = _WE.search(sheet.text)
    if ours and kind == "group":
        yield _value(
            sheet,
            re.sub(r"\s*\(.*\)$", "", own),
            Span(ours.start(), ours.end()),
            is_denied=True,
            source=(own, kind),
        )


def _acting(sheet: Sheet) -> Iterator[Value]:
    """Those who act in the record's acts of force, and "killed by"."""
    if _REPELLED.search(sheet.text):
        for match in _FIGHTERS_OF.finditer(sheet.text):
            words = match["party"] or match["also"]
            yield _value(sheet, words, Span(match.start(), match.end()))
    for match in _ATTACK_BY.finditer(sheet.text):
        if _is_party(match["party"]):
            yield _value(sheet, match["party"], Span(match.start("party"), match.end("party")))
    for event in sheet.events():
        if _REPELLED.search(event.evidence.quote):
            continue
        if event.type not in ("ASSAULT", "PROTEST") or event.status in (
            "denied",
            "planned",
            "threatened",
            "hypothetical",
        ):
            continue
        for party in event.actors:
            if party.span is None or not _is_party(party.as_stated):
                continue
            if not sheet.sentence_at(event.evidence.span.start).overlaps(party.span):
                continue  # inferred from another sentence
            start, end = _widened(sheet.text, party.span)
            words = sheet.text[start:end]
            if _is_party(words) and (
                pattern("attackers").search(words) or re.match(r"(?:the )?[A-Z]", words)
            ):
                yield _value(sheet, words, Span(start, end))
    for sentence in sheet.sentences:
        quoted = sentence.of(sheet.text)
        opening = re.match(
            rf"(?:[\w-]+ )?(?:{any_of('attackers')})\b{_AFTER_PARTY}(?: on [a-z]+)?", quoted, re.I
        )
        verb = re.compile(
            rf"\b(?:{any_of('attack_verbs')}|killed|beheaded|abducted|drove off)\b", re.I
        ).search(quoted)
        between = quoted[opening.end() : verb.start()] if opening and verb else ""
        is_active = not re.search(r"\b(?:was|were|been|being|is|are)\b", between)
        if opening and verb and is_active and 0 <= verb.start() - opening.end() < 25:
            yield _value(sheet, opening[0], Span(sentence.start, sentence.start + opening.end()))
        for found in re.finditer(
            rf"\b(?:by|when|as) (?P<party>(?:[\w-]+ )?(?:{any_of('attackers')}))\b{_AFTER_PARTY}", quoted
        ):
            if found[0].startswith("by") and not re.search(
                rf"\b(?:{any_of('killed', 'attack_verbs')}|burned|abducted|kidnapped|fired|set)\b",
                quoted[: found.start()],
                re.I,
            ):
                continue
            yield _value(
                sheet,
                found["party"],
                Span(sentence.start + found.start("party"), sentence.start + found.end("party")),
            )


def _arrested(sheet: Sheet) -> Iterator[Value]:
    """ "One raider was arrested" tells who raided, where nothing else does."""
    for match in _ARRESTED.finditer(sheet.text):
        yield _value(sheet, match["party"], Span(match.start("party"), match.end("party")))


def _widened(text: str, span: Span) -> tuple[int, int]:
    """A party's span with the name it is part of ("Brigades" in "the Brigades of the Dawn")."""
    match = re.compile(r"(?: of (?:the )?[A-Z][\w’'-]*| [A-Z][\w’'-]*|-[\w’'-]+)+").match(text, span.end)
    return span.start, match.end() if match else span.end


def _is_party(words: str) -> bool:
    plain = bare(words)
    if re.match(r"(?:No|None|Nobody|Neither)\b", plain, re.I) or find_numbers(plain):
        return False
    if not plain or _PRONOUN.match(plain) or pattern("explosive_things").fullmatch(plain):
        return False
    last = plain.split()[-1]
    return not pattern("explosive_things").fullmatch(last) and not re.match(
        r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June"
        r"|July|August|September|October|November|December|Officials|Police said|Residents",
        plain,
    )


def _distinct(values: list[Value]) -> list[Value]:
    """One value of each wording and kind of source; a vague one gives way to a name of the same source."""
    found: list[Value] = []
    for value in values:
        if any(_alike(value.value, known.value) for known in found):
            continue
        found.append(value)
    if any(not v.is_vague for v in found):
        found = [v for v in found if not v.is_vague]
    return found


def _alike(a: str, b: str) -> bool:
    first, second = set(a.lower().split()), set(b.lower().split())
    return bool(first & second - {"of", "the", "and"})
