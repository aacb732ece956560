"""Arithmetic between figures: totals against parts, percentages, averages, differences, nested periods.

Figures of one document in, `Check`s out, each `holds`, `fails` by so much, or `not_checkable`, with the
spans involved. Nothing is corrected. A check is made only where the text itself relates the numbers, so
that texts that add up raise no alarm; bounded values ("over 70") are compared with their bound in mind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from onrecord.build.checks import baseline, check, covers, is_same_count
from onrecord.build.units import factor
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import FigureMention
from onrecord.model.records import Check, Figure
from onrecord.model.time import first_day, last_day

_WHOLE_LISTED = re.compile(
    r"\b(?:compris\w+|consist\w+ of|made up of|namely|broken down|divided into|that is|i\.e\.)\b"
    r"|[:(–—]\s*(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_OPEN_LISTED = re.compile(
    r"\b(?:includ\w+|among|most|mostly|rest|remain\w+|others?|at least|some of|such as|notably|more than"
    r"|about|nearly)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total|totall?ing|altogether|in all|all told|overall|sum total)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:rise|rose|risen|increase\w*|up|more|higher|growth|grew|jump\w*|climb\w*|surge\w*)\b", re.IGNORECASE
)
_FEWER = re.compile(
    r"\b(?:fall|fell|fallen|decrease\w*|down|fewer|less|lower|drop\w*|decline\w*|reduction)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:on|over|from|than|against|compared (?:with|to)|versus|down from|up from)\s(?:the\s|about\s"
    r"|around\s|some\s)*$",
    re.IGNORECASE,
)
_PER_DAY = re.compile(r"\s(?:\w+\s){0,2}?(?:a|per|each|every)\sday\b|\s(?:\w+\s)?daily\b", re.IGNORECASE)
_DAILY_BEFORE = re.compile(
    r"\bdaily average of (?:about |around |some )?$|\baverage of (?:about |around )?$", re.IGNORECASE
)
_DIFFERENCE = re.compile(r"\s(?:more|fewer|less)\s(?:\w+\s)?than\b", re.IGNORECASE)
_SHARE_GAP = re.compile(
    r"[\s,(–—-]*(?:or|that is|i\.e\.|equal to|accounting for|representing|which is|about|around|nearly|some"
    r"|=)?\s*$",
    re.IGNORECASE,
)
_MOST_PARTS = 12
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*(?:\s|$)|\n")
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|another|both)(?!\w)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:as against|compared (?:with|to)|down from|up from)\b", re.IGNORECASE)
_NEUTRALISED = frozenset({"killed", "arrested", "surrendered"})


def check_figures(doc: AnnotatedDocument, figures: Sequence[Figure]) -> list[Check]:
    """All checks of one document, in text order.

    Args:
        doc: with the layer `figures`.
        figures: its records, aligned with the layer.
    """
    reader = _Reader(doc, figures)
    checks = [
        *reader.sums(),
        *reader.totals(),
        *reader.shares(),
        *reader.changes(),
        *reader.averages(),
        *reader.differences(),
    ]
    checks += reader.nestings()
    unique = {check.id: check for check in checks}
    return sorted(unique.values(), key=lambda check: (check.spans[0], check.kind))


class _Reader:
    """The figures of one document with the text between them."""

    def __init__(self, doc: AnnotatedDocument, figures: Sequence[Figure]) -> None:
        self._text = doc.document.text
        self._mentions: list[FigureMention] = doc.figures
        self._figures = list(figures)

    def _between(self, first: int, second: int) -> str:
        return self._text[self._mentions[first].number.end : self._mentions[second].number.start]

    def _counts(self, around: int | None = None, reach: int = 3) -> Iterator[int]:
        """Indexes of plain counts with one stated value, of all figures or of those `around` one."""
        start, end = 0, len(self._mentions)
        if around is not None:
            start, end = max(0, around - reach), min(end, around + reach + 1)
        for index in range(start, end):
            mention = self._mentions[index]
            if (
                not mention.is_rate
                and mention.best is not None
                and mention.status in ("asserted", "superseded")
            ):
                yield index

    def _same_sentence(self, first: int, second: int) -> bool:
        gap = self._between(min(first, second), max(first, second))
        return len(gap) < 320 and not re.search(r"[.!?][”\"’')]*\s+[A-Z“\"]|\n", gap)

    def sums(self) -> Iterator[Check]:
        """Parts that the text gives after their whole."""
        parts: dict[int, list[int]] = defaultdict(list)
        for index in self._counts():
            whole = self._mentions[index].part_of
            if (
                whole is not None
                and self._mentions[whole].best is not None
                and self._mentions[whole].status == "asserted"
            ):
                parts[whole].append(index)
        for whole, members in parts.items():
            if len(members) < 2 or members[0] < whole:
                continue
            yield self._sum(whole, members, self._is_exhaustive(whole, members))

    def _is_exhaustive(self, whole: int, members: list[int]) -> bool:
        """Whether the parts claim to be all: after "comprising", or killed + captured + surrendered."""
        measures = {self._mentions[index].measure for index in members}
        if self._mentions[whole].measure == "neutralised" and measures == _NEUTRALISED:
            return True
        end = self._text.find(".", self._mentions[members[-1]].number.end)
        stretch = self._text[self._mentions[whole].number.end : end if end > 0 else None]
        opener = self._between(whole, members[0])
        return bool(_WHOLE_LISTED.search(opener)) and not _OPEN_LISTED.search(stretch)

    def _sum(self, whole: int, members: list[int], is_exhaustive: bool) -> Check:
        unit = self._mentions[whole].unit
        factors = [factor(self._mentions[index].unit or unit, unit) for index in members]
        figures = tuple(self._figures[index] for index in members)
        stated = self._mentions[whole].best or 0.0
        if None in factors:  # "500 million dollars and 400 million euros"
            return check("sum", self._figures[whole], figures, stated, None, exact=True)
        amounts = [
            (self._mentions[index].best or 0.0) * (times or 1.0)
            for index, times in zip(members, factors, strict=True)
        ]
        total = sum(amounts)
        if total != stated and len(amounts) <= _MOST_PARTS and _some_add_up(amounts, stated):
            total = stated  # the rest are parts of parts: "14 herders and seven trekkers (three French, ...)"
        elif total != stated and (
            self._mentions[whole].part_of is not None or self._has_unread(whole, members)
        ):
            return check("sum", self._figures[whole], figures, stated, None, exact=True)
        is_exact = all(self._mentions[index].bound == "exact" for index in (whole, *members))
        if total == stated or (is_exact and (is_exhaustive or total > stated)):
            return check("sum", self._figures[whole], figures, stated, total, exact=True)
        return check("sum", self._figures[whole], figures, stated, None, exact=True)

    def _has_unread(self, whole: int, members: list[int]) -> bool:
        """Whether the sentence that lists the parts has a number that is none of them: "and one, a nurse"."""
        first = min(whole, *members)
        start = self._mentions[first].number.start
        stop = _SENTENCE_END.search(self._text, self._mentions[max(whole, *members)].number.end)
        end = stop.start() if stop else len(self._text)
        listed = [self._mentions[index].number for index in (whole, *members)]
        return any(
            not any(span.start < match.end() and match.start() < span.end for span in listed)
            for match in _NUMBER.finditer(self._text, start, end)
        )

    def totals(self) -> Iterator[Check]:
        """A total after its parts: "14 in A, 58 in B and 3 in C, a total of 75"."""
        counts = list(self._counts())
        for position, index in enumerate(counts):
            before = self._text[
                max(0, self._mentions[index].span.start - 28) : self._mentions[index].span.start
            ]
            if not _TOTAL.search(before) or self._mentions[index].part_of is not None:
                continue
            members: list[int] = []
            for other in reversed(counts[:position]):
                if (
                    not self._same_sentence(other, index)
                    or self._mentions[other].thing_head != self._mentions[index].thing_head
                ):
                    break
                members.insert(0, other)
            is_running = re.search(r"\b(?:bring|tak|rais)\w*\b", before)
            if (
                len(members) >= 2
                and not is_running
                and all(self._mentions[m].part_of is None for m in members)
            ):
                yield self._sum(index, members, True)

    def shares(self) -> Iterator[Check]:
        """A percentage straight after a part and its whole: "3,811 of 5,397 incidents, or 71 per cent"."""
        for index, mention in enumerate(self._mentions):
            if not mention.is_rate or mention.best is None or index < 1 or mention.best < 1:
                continue
            for part in (index - 1, index - 2):
                whole = self._mentions[part].part_of if part >= 0 else None
                if whole is None or not self._same_sentence(part, index) or self._mentions[part].is_rate:
                    continue
                last = max(part, whole)
                gap = self._between(last, index)
                thing = self._mentions[whole].thing
                if (
                    len(gap) < len(thing) + 40
                    and _SHARE_GAP.search(gap.replace(thing, ""))
                    and last == index - 1
                ):
                    yield self._share(index, part, whole)
                    break

    def _share(self, rate: int, part: int, whole: int) -> Check:
        top, below = self._mentions[part].best, self._mentions[whole].best
        computed = 100 * top / below if top is not None and below else None
        figures = (self._figures[part], self._figures[whole])
        return self._rate(rate, figures, computed)

    def changes(self) -> Iterator[Check]:
        """A change in per cent between two counts: "1,041 attacks, a rise of 17 per cent on the 890"."""
        for index, mention in enumerate(self._mentions):
            if not mention.is_rate or mention.best is None or mention.best < 1:
                continue
            near = self._text[max(0, mention.span.start - 26) : mention.span.end + 34]
            sign = 1 if _MORE.search(near) else -1 if _FEWER.search(near) else 0
            pair = self._pair(index)
            if not sign or pair is None:
                continue
            now, before = pair
            new, old = self._mentions[now].best, self._mentions[before].best
            computed = sign * 100 * (new - old) / old if new is not None and old else None
            yield self._rate(index, (self._figures[now], self._figures[before]), computed)

    def _pair(self, rate: int) -> tuple[int, int] | None:
        """The two counts of one thing beside a rate, the one compared with last; None unless just two."""
        near = [i for i in self._counts(rate) if self._same_sentence(i, rate)]
        if len(near) != 2:
            return None
        first, second = near
        if self._mentions[first].thing_head != self._mentions[second].thing_head:
            return None
        before = self._text[
            max(0, self._mentions[second].span.start - 24) : self._mentions[second].number.start
        ]
        return (first, second) if _COMPARED.search(before) else None

    def _rate(self, rate: int, figures: tuple[Figure, ...], computed: float | None) -> Check:
        mention = self._mentions[rate]
        written = self._text[mention.number.start : mention.number.end]
        decimals = len(written.rpartition(".")[2]) if "." in written else 0
        tolerance = 0.5 * 10.0**-decimals + 1e-9 if mention.bound == "exact" else 2.0
        is_bounded = any(figure.bound != "exact" for figure in figures)
        stated = mention.best or 0.0
        if mention.bound in ("at_least", "at_most") and computed is not None:
            off = stated - computed if mention.bound == "at_least" else computed - stated
            computed = stated if off <= 0 else computed
        return check(
            "percentage",
            self._figures[rate],
            figures,
            stated,
            None if is_bounded else computed,
            tolerance=tolerance,
        )

    def averages(self) -> Iterator[Check]:
        """A daily average beside its total: "75,175 operations in the year, 206 a day"."""
        for index in self._counts():
            mention = self._mentions[index]
            is_daily = _PER_DAY.match(self._text, mention.number.end) or _DAILY_BEFORE.search(
                self._text[max(0, mention.number.start - 40) : mention.number.start]
            )
            if not is_daily or not re.search(
                r"\bday\b|\bdaily\b", self._text[max(0, mention.number.start - 40) : mention.number.end + 30]
            ):
                continue
            for other in (index - 1, index + 1):
                if (
                    0 <= other < len(self._mentions)
                    and self._same_sentence(other, index)
                    and self._is_total_of(other, index)
                ):
                    yield self._average(index, other)
                    break

    def _is_total_of(self, other: int, index: int) -> bool:
        one, total = self._mentions[index], self._mentions[other]
        return (
            not total.is_rate
            and total.best is not None
            and total.thing_head == one.thing_head
            and total.best > 2 * (one.best or 0)
        )

    def _average(self, index: int, total: int) -> Check:
        period = self._mentions[total].period
        whole = self._mentions[total].best or 0.0
        computed = None
        if period is not None and period.start and period.end:
            computed = whole / ((last_day(period.end) - first_day(period.start)).days + 1)
        stated = self._mentions[index].best or 0.0
        tolerance = 0.5 if self._mentions[index].bound == "exact" else max(0.5, 0.05 * stated)
        # A year that is not over, or a period inherited from elsewhere, makes the days unsure: only a clear
        # agreement is reported then.
        if (
            computed is not None
            and abs(computed - stated) > tolerance
            and self._mentions[total].period_span is None
        ):
            computed = None
        return check(
            "average", self._figures[index], (self._figures[total],), stated, computed, tolerance=tolerance
        )

    def differences(self) -> Iterator[Check]:
        """ "Nine dead, two more than the seven reported": the difference between two counts of one thing."""
        for index in self._counts():
            mention = self._mentions[index]
            match = _DIFFERENCE.match(self._text, mention.number.end)
            if not match:
                continue
            near = [i for i in self._counts(index, 2) if i != index and self._same_sentence(i, index)]
            after = [i for i in near if i > index]
            before = [i for i in near if i < index]
            if (
                len(before) != 1
                or len(after) != 1
                or self._mentions[before[0]].thing_head != self._mentions[after[0]].thing_head
            ):
                continue
            new, old = self._mentions[before[0]].best or 0.0, self._mentions[after[0]].best or 0.0
            computed = new - old if "more" in match.group().lower() else old - new
            yield check(
                "difference",
                self._figures[index],
                (self._figures[before[0]], self._figures[after[0]]),
                mention.best or 0.0,
                computed,
                exact=True,
            )

    def nestings(self) -> Iterator[Check]:
        """A longer stretch may not count less than a shorter one inside it."""
        totals = [
            i
            for i in self._counts()
            if baseline(self._figures[i]) is not None and self._mentions[i].period_span is not None
        ]
        for first, second in pairwise(totals):
            one, other = self._figures[first], self._figures[second]
            if (
                not self._same_sentence(first, second)
                or not is_same_count(one, other)
                or _AGAINST.search(self._between(first, second))
                or one.period is None
                or other.period is None
            ):
                continue
            longer, shorter = (
                (one, other) if (one.period.start or "") < (other.period.start or "") else (other, one)
            )
            inside = longer.period is not None and shorter.period is not None and covers(longer, shorter)
            if (
                not inside
                or longer.best is None
                or shorter.best is None
                or longer.bound != "exact"
                or shorter.bound != "exact"
            ):
                continue
            yield check(
                "nesting", longer, (shorter,), longer.best, max(longer.best, shorter.best), exact=True
            )


def _some_add_up(amounts: Sequence[float], stated: float) -> bool:
    """Whether two or more of the amounts, not all, sum to the stated whole."""
    return any(
        sum(chosen) == stated for size in range(2, len(amounts)) for chosen in combinations(amounts, size)
    )
