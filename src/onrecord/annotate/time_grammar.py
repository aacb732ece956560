"""The grammar of time expressions: regular expressions over the class letters of `time_words.Words`.

A rule has a name, by which `time_rules.py` finds its resolver, and a pattern in which white space is
ignored and one letter is one word. Named groups mark the words that a resolver reads.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# The year a month or season belongs to: "2024", "of last year", "this year".
_YEAR = "(?: ,? o? (?P<y>[Yy]) | ,? o? (?P<ry>T?[ILVXcJsf] U) )"
_MOD = "(?: (?P<q>Q) -? | T (?P<q0>Q) o )"
_MOD_AGAIN = "(?: (?P<q1>Q) -? | T (?P<q2>Q) o )"
# Number of units: "three", "a", "two to three", "12-18", "2 1/2", "a couple of", "several".
_COUNT = """(?: (?P<n>[DNnYA]) (?: (?P<to>[-t&]) (?P<n2>[DNnY]) | (?P<fraction>D/D) | &A?(?P<half>h) )?
    | A? (?P<few>[Fk]) o? )"""
_CORE = f"(?: (?P<m>m)? {_COUNT} -? (?P<b>b)* (?P<u>[Uu]) (?: &A(?P<half2>h) )? )"

RULES: dict[str, str] = {
    # absolute
    "iso": "(?P<c>C)",
    "day_month": f"(?:(?P<w>W) ,?)? T? (?P<d>[DO]) -? o? (?P<m>M) -? {_YEAR}?",
    "telex": "(?P<d>D) -? (?P<m>M) -? (?P<y>[ND])",
    "month_day": f"(?:(?P<w>W) ,?)? (?P<m>M) -? T? (?P<d>[DO]) {_YEAR}?",
    "day_range": f"T? (?P<d>[DO]) (?P<sep>[-/t&]) T? (?P<d2>[DO]) -? o? (?P<m>M) {_YEAR}?",
    "day_list": f"(?P<d>[DO]) (?:, [DO])+ ,? & (?P<d2>[DO]) o? (?P<m>M) {_YEAR}?",
    "month_day_list": f"(?P<m>M) (?P<d>[DO]) (?:, [DO])+ ,? & (?P<d2>[DO]) {_YEAR}?",
    "month_day_range": f"(?P<m>M) (?P<d>[DO]) (?P<sep>[-/t&]) T? (?P<d2>[DO]) {_YEAR}?",
    "month": f"{_MOD}? (?:(?P<r>[LXIVcf]) b?)? {_MOD_AGAIN}? (?P<m>M) {_YEAR}?",
    "past_month": "(?P<r>I[LX]) (?P<m>M)",
    "month_range": f"(?P<m>M) [-/] (?P<m2>M) {_YEAR}?",
    "nth_day": "T (?P<d>O)",
    "each_month": "(?P<e>E) (?P<m>M)",
    "year": f"{_MOD}? (?:T? U)? (?P<y>Y)",
    "short_year": f"{_MOD}? (?P<y>y)",
    "year_range": "(?P<y>Y) [-/] (?P<y2>[YDN])",
    "fiscal_year": "T? (?P<r>[LXIVc])? d U? (?: (?P<y>[Yy]) (?: [-/] (?P<y2>[YDN]))? )?",
    "code": "(?P<j>j) ,? o? (?P<y>[Yy])?",
    "year_code": "(?P<y>[Yy]) (?P<j>j)",
    "decade": f"{_MOD}? T? (?P<q1>Q)? -? (?P<d>R)",
    "century": f"{_MOD}? T? (?P<q1>Q)? -? (?P<d>O) -? (?P<u>U)",
    "season": f"{_MOD}? (?: (?P<r>[TLXIVEfc]|IL|IX|TL|TX) b? )? (?P<q1>Q)? (?P<s>S) {_YEAR}?",
    # other calendars
    "other_day": "T? (?P<d>[DO]) -? o? (?P<m>B) ,? (?P<y>Y)? (?P<a>a)?",
    "other_day_last": "(?P<m>B) (?P<d>[DO]) ,? (?P<y>Y)? (?P<a>a)?",
    "other_month": "(?P<m>B) ,? (?P<y>Y)? (?P<a>a)?",
    "other_year": "(?:T? U)? (?P<y>Y) (?P<a>a) U?",
    "other_year_named": "T? (?P<r>[LXIVc])? (?P<a>a) U (?P<y>Y)?",
    # quarters, halves, and the nth unit of another
    "nth_unit": f"{_MOD}? T? (?P<n>[OL]) -? (?P<u>[Uh])"
    f"(?: o? (?:d U?)? {_YEAR} | o (?P<ou>TU) | o? (?P<m>M) (?P<my>Y)? )?",
    "year_nth": "(?: T? (?P<ry>[ILXV]U)' | T? (?P<y>Y) ) (?P<n>[OL]) -? (?P<u>[Uh])",
    "first_units": "(?P<sp>T)? (?P<n>[OL]) (?P<n2>[DNnF]) b? (?P<u>u)",
    "year_unit": "T (?P<y>Y) (?P<u>U)",
    # relative to the anchor
    "deictic": "(?P<q>[Qel])? -? (?P<z>Z) (?P<p>P)?",
    "weekday": "(?P<q>[Qel]|TQo)? -? (?P<r>IL|IX|T[LXfV]|[LXIV])? (?P<w>W) (?P<p>P)?",
    "weekday_of": "(?P<w>W) (?P<p>P)? ,? o? (?P<ru>T?[LIXVf]U)",
    "weekdays": "E? (?P<w>v)",
    "each_weekday": "E (?P<w>W) (?P<p>[Pg])?",
    "part": "(?P<q>[Qel])? -? (?P<r>[ILJ]|T[sVf]) (?P<p>P)",
    "bare_part": "(?P<q>Q)? -? T? (?P<p>P)",
    "clock": "(?: (?P<k>K) q? | (?P<h>[Dn]) q | (?P<mil>[NY]) w ) w?",
    "unit": "(?: (?P<q>[Qel]) | T (?P<q0>Q) o )? T? (?P<r>[LXVfcsIJ]|I[LXcf]) b? (?P<u>U) (?P<p>P)?",
    "of_unit": "T (?P<q>Q) o (?:T|(?P<r>[LXVfcsIJ])) (?P<u>U)",
    "the_unit": "(?P<q>Q)? T b? (?P<u>U)",
    "unit_end": "(?P<u>U) -? (?P<q>Q)",
    "same_period": "T s (?P<u>[Uu]) (?: o|i )? (?: (?P<y>Y) | T? (?P<ru>[LV]U) | A (?P<ya>U) e )",
    "ago": f"{_CORE} (?P<g>G)",
    "so_ago": "A (?P<u>U) & . (?P<g>G)",
    "later": f"{_CORE} (?P<g>[el])",
    "year_ago": "[TA]? (?P<u>U) - (?P<g>[Ge]) (?: (?P<n>O)? (?P<u2>U) )?",
    "unit_year_ago": "T (?P<u2>U) A (?P<u>U) (?P<g>[Ge])",
    "before_unit": "T (?P<u>U) (?P<g>[el])",
    "past_units": f"(?:T|I|J)? (?P<r>[LXVf]) (?P<m>m)? {_COUNT} -? b? (?P<u>[Uu])",
    "loose_past_units": "T? (?P<r>[LXrf]) (?P<u>u)",
    # lengths and sets
    "duration": f"(?:T (?=[DNn]))? {_CORE}",
    "or_units": "(?P<u>[Uu]) & (?P<u2>[Uu])",
    "half_unit": "(?P<h>h) -? A? -? (?P<u>U)",
    "bare_units": "(?P<u>u)",
    "each_unit": "E (?P<n>[DNnO])? (?P<u>[Uu])",
    "per_unit": "p (?P<u>U)",
    "a_or_two": "A (?P<u>U) & [n] ",
    "fixed": "(?P<f>!)",
}  # fmt: skip


class Found(NamedTuple):
    """A match of one rule over the letters; group positions are word indexes."""

    rule: str
    match: re.Match[str]

    @property
    def end(self) -> int:
        """One past the last word."""
        return self.match.end()

    def word(self, *names: str) -> int | None:
        """Index of the first word of the first of these groups that took part, or None."""
        for name in names:
            if self.match.re.groupindex.get(name) and self.match.start(name) >= 0:
                return self.match.start(name)
        return None

    def letters(self, name: str) -> str:
        """Letters of a group; empty if it took no part."""
        return (self.match.group(name) or "") if name in self.match.re.groupindex else ""


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]:
    rules = [(name, re.compile(re.sub(r"\s+", "", pattern))) for name, pattern in RULES.items()]
    anonymous = "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for _, rule in rules)
    return re.compile(anonymous), rules


def find(letters: str, position: int) -> list[Found]:
    """All rules that match at the first place from `position` on where any does, longest first."""
    anything, rules = _compiled()
    some = anything.search(letters, position)
    if some is None:
        return []
    found = [Found(name, m) for name, rule in rules if (m := rule.match(letters, some.start())) is not None]
    found.sort(key=lambda f: -f.match.end())
    return found
