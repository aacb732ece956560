"""When and where the incident of one report was, with claimants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.model.span import Span
from onrecord.reconcile.account import Value
from onrecord.reconcile.account_words import pattern
from onrecord.reconcile.sheet import Sheet, any_of

_CAPITALS = r"[A-ZÀ-Þ][\w’'-]*(?:[ -](?:(?:de|del|du|da|la|el|al|es|e|of|as|sur|di)[ -])*[A-ZÀ-Þ][\w’'-]*)*"
_KIND = (
    r"(?:village|town|city|district|municipality|quarter|valley|suburb|neighbou?rhood"
    r"|settlement|hamlet|commune|community|port|area|region|province|island|camp)"
)
_WHERE = re.compile(
    rf"\b(?:in|at|off|near|outside|of|around|from|to|over|on|into|through|south of|north of|east of|west of) "
    rf"(?:(?:the|a) (?:[a-z]+ )?(?:{_KIND} of )?)?(?P<name>{_CAPITALS})(?P<after> {_KIND}\b)?"
)
_KIND_OF = re.compile(rf"\b{_KIND} of (?P<name>{_CAPITALS})")
_NAMED_THING = re.compile(
    rf"\b(?:the |a )(?P<name>{_CAPITALS}) (?:airfield|airport|base|valley|quarter|district"
    r"|camp|market|refinery|port|crossing|bridge|neighbou?rhood|area|village|town"
    r"|province)\b"
)
_ATTACKED = re.compile(
    rf"\b(?:[Tt]he|in|of|after|from) (?:the )?(?P<name>{_CAPITALS}) "
    rf"(?:{any_of('attack_nouns')})\b"
)
_ELSEWHERE = re.compile(
    r"(?:kilomet(?:er|re)s?|km|miles?)(?: (?:north|south|east|west)(?:[- ]?(?:east"
    r"|west))?)?(?: (?:from|of|away from))? $|next to $|neighbouring $|between $"
    r"|based in $|born in $|clinic in $|hospital in $|taken to $|fled to $|not in $"
    r"|than in $|not far from $",
    re.I,
)
_TIME_WORD = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|Ramadan|Christmas|Easter"
)
_BODY = re.compile(
    r"\b(?:Corps|Front|Army|Brigades?|Battalion|Forces?|Movement|Party|Council|Committee"
    r"|Group|Command|Ministry|Police|Union|Agency|Church|Court|Office)\b"
)
_FAR = re.compile(
    r"(?:kilomet(?:er|re)s?|km|miles?)(?: (?:from|of|away from|north|south|east|west))* "
    rf"(?P<far>{_CAPITALS})|(?:next to|near) (?P<near>{_CAPITALS})"
)

_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DAY_AFTER = re.compile(
    rf"\b(?:a|one) day after (?:the|their|an?) (?:\w+ )?(?:{any_of('attack_nouns')})", re.I
)
_DAY_OF_ATTACK = re.compile(
    rf"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:'s|’s) (?:[\w-]+ ){{0,3}}?"
    rf"(?:{any_of('attack_nouns')})\b"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SMALL = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_TOLD = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\b(?P<ago>a|one|two"
    r"|three|four|five) days? (?:earlier|ago|before)\b"
    r"|\b(?P<day>\d{1,2}) (?P<month>January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
    r"|\b(?P<near>yesterday|this (?:morning|afternoon|evening)|today|tonight|last night)\b",
    re.I,
)
_REPORTED = re.compile(
    r" (?:said|announced|confirmed|denied|distanced|claimed|rejected|revised|raised|condemned)\b"
)
_REPORTING = re.compile(
    r"\b(?:said|says|announced|reported|confirmed|told \w+|added|claimed|statement"
    r"|distanced|denied|visited|buried|revised|raised)"
    r"(?: \w+){0,3} (?:on |late on |early on )?$|^(?:On )?$"
)


def dates(sheet: Sheet) -> list[Value]:
    """The day of the incident: the day on which most of what is told happened; none where no day is told."""
    votes: Counter[str] = Counter()
    where: dict[str, Span] = {}
    published = sheet.record.document.published or ""
    weekday = bool(_WEEKDAY.search(sheet.text))
    for event in sheet.events():
        if (
            event.time is not None
            and event.time.start
            and len(event.time.start) == 10
            and event.status != "planned"
        ):
            _vote(
                votes,
                where,
                _day(event.time, names_a_weekday=weekday),
                2.0 if event.type == "ASSAULT" else 1.0,
                _first(event.evidence.parts.get("time"), event.evidence.span),
            )
    for figure in sheet.figures():
        if (
            figure.period is not None
            and figure.period.start
            and len(figure.period.start) == 10
            and figure.scope == "incident"
        ):
            weight = 1.0 if figure.measure in ("killed", "wounded", "casualties") else 0.5
            _vote(
                votes,
                where,
                _day(figure.period, names_a_weekday=weekday),
                weight,
                figure.evidence.parts["value"][0],
            )
    for match in _DAY_OF_ATTACK.finditer(sheet.text):
        if len(published) == 10:
            today = date.fromisoformat(published)
            back = (today.weekday() - _WEEKDAYS.index(match["weekday"][:3].lower())) % 7
            day = (today - timedelta(days=back)).isoformat()
            _vote(votes, where, day, 6.0, Span(match.start(), match.end()))
    for day in list(votes):
        if published and day > published:
            del votes[day]
    if not votes:
        return list(_told_days(sheet))[:1]
    day = max(votes, key=lambda d: (votes[d], d))
    span = where[day]
    sentence = sheet.sentence_at(span.start)
    if _DAY_AFTER.search(sentence.of(sheet.text)):
        day = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    claimant, kind = sheet.source_at(span.start)
    return [Value(attribute="date", value=day, claimant=claimant, source_kind=kind, span=span)]


def _day(interval: object, *, names_a_weekday: bool) -> str:
    start = getattr(interval, "start", "")
    end = getattr(interval, "end", "")
    # A night is named by the evening it began; "overnight" alone, by the morning after.
    words = getattr(interval, "as_stated", "").lower()
    if words.startswith("overnight") and end and not names_a_weekday:
        anchor = str(getattr(interval, "anchor", "") or "")
        return anchor if start < anchor else str(end)
    return str(start)


def _told_days(sheet: Sheet) -> Iterator[Value]:
    """Days told by weekday, "yesterday" or date beside an act, where the record holds no event with a day.

    A day that dates the reporting ("said on Tuesday") is none of the incident's.
    """
    published = sheet.record.document.published
    if published is None or len(published) < 10:
        return
    today = date.fromisoformat(published)
    for match in _TOLD.finditer(sheet.text):
        before = sheet.text[max(0, match.start() - 30) : match.start()]
        if _REPORTING.search(before) or _REPORTED.match(sheet.text[match.end() : match.end() + 20]):
            continue
        if match["weekday"]:
            back = (today.weekday() - _WEEKDAYS.index(match["weekday"][:3].lower())) % 7
        elif match["day"]:
            back = _days_back(today, int(match["day"]), match["month"])
        elif match["ago"]:
            back = _SMALL[match["ago"].lower()]
        else:
            back = 1 if match["near"].lower().startswith(("yesterday", "last")) else 0
        day = (today - timedelta(days=back)).isoformat()
        claimant, kind = sheet.source_at(match.start())
        yield Value(
            attribute="date",
            value=day,
            claimant=claimant,
            source_kind=kind,
            span=Span(match.start(), match.end()),
        )


def _days_back(today: date, day: int, month: str) -> int:
    """Days from the last such calendar day to `today`; 0 for a day that is none."""
    number = _MONTHS.index(month[:3].lower()) + 1
    for year in (today.year, today.year - 1):
        try:
            found = date(year, number, day)
        except ValueError:
            return 0
        if found <= today:
            return (today - found).days
    return 0


def _first(spans: tuple[Span, ...] | None, other: Span) -> Span:
    return spans[0] if spans else other


def _vote(votes: Counter[str], where: dict[str, Span], day: str, weight: float, span: Span) -> None:
    votes[day] += weight  # type: ignore[assignment]
    if day not in where or span < where[day]:
        where[day] = span


def places(sheet: Sheet) -> tuple[list[Value], frozenset[str], frozenset[str]]:
    """The most specific place of the incident; places that the text puts elsewhere; all others."""
    far = frozenset(
        m["far"] or m["near"]
        for m in _FAR.finditer(sheet.text)
        if not _TIME_WORD.match(m["far"] or m["near"])
    )
    listed = [found for found in _candidates(sheet) if found[1] not in far] or list(_candidates(sheet))
    if not listed:
        return [], far, frozenset()
    parties = {word for s in sheet.record.statements for word in s.speaker.split() if word[:1].isupper()}
    rank = {name: weight for weight, name, _ in reversed(listed)}
    _, name, span = min(listed, key=lambda f: (f[1].split()[0] in parties and f[0] > 0, -rank[f[1]], f[2]))
    claimant, kind = sheet.source_at(span.start)
    return (
        [Value(attribute="place", value=name, claimant=claimant, source_kind=kind, span=span)],
        far,
        frozenset(name for _, name, _ in listed),
    )


def _candidates(sheet: Sheet) -> Iterator[tuple[int, str, Span]]:
    """Weight, name and span: a quarter or named site weighs more than the town, a town more than a name."""
    text = sheet.text
    known = {p.place.mention: p.place.level for p in sheet.record.places}
    incident_places = {e.place.mention for e in sheet.events() if e.place is not None}
    for looked_for, weight in ((_NAMED_THING, 3), (_KIND_OF, 2), (_ATTACKED, 1), (_WHERE, 1)):
        for match in looked_for.finditer(text):
            name, start = match["name"], match.start("name")
            if text[max(0, match.start() - 10) : match.start()].lower().endswith("according "):
                continue
            if _TIME_WORD.match(name) or _ELSEWHERE.search(text[max(0, start - 40) : start]):
                continue
            name = re.sub(r"(?:’s|'s)$", "", name)
            level = known.get(name)
            if level in ("country", "continent", "water") or _is_body(sheet, name, start):
                continue
            bonus = (
                (2 if name in incident_places else 0) + (1 if level else 0) - (1 if level == "region" else 0)
            )
            if match.groupdict().get("after") and re.search(r"island|province|region", match["after"] or ""):
                bonus -= 1
            yield weight + bonus, name, Span(start, start + len(name))


def _is_body(sheet: Sheet, name: str, start: int) -> bool:
    """Whether a capitalised name is a speaker or an armed group here, not a place."""
    before = sheet.text[max(0, start - 40) : start]
    if _BODY.search(name) or re.search(r"\bthe (?:rebel|armed|militant|so-called|banned|outlawed) $", before):
        return True
    if re.search(
        r"\b(?:militants|fighters|men|members|fighter|spokes\w+|work|ministry|bulk|commander) of (?:the )?$",
        before,
    ):
        return True
    if pattern("source_kinds/ministry").search(name) or pattern("source_kinds/group").search(name):
        return True
    sources = [s.speaker for s in sheet.record.statements]
    return any(name == speaker or f"the {name}" == speaker for speaker in sources)
