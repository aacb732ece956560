"""What is certain by construction in official texts, whatever a news corpus taught the weights.

In: a candidate. Out: a least probability. Turns of transcripts ("Spokesperson: ...") are made here too.
"""

from __future__ import annotations

import re

from onrecord.annotate.statements_candidates import Candidate
from onrecord.annotate.statements_cues import act_of, words
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_spans import Chars

CERTAIN = 0.9
_FLOORS = {"according": 0.85, "account": 0.85, "colon": 0.0}
_LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:[A-Z][\w.’'-]*(?: (?:of|for|the|and|al)(?= )| [A-Z(][\w.,’'-]*\)?){0,7}"
    r"|[A-Z][A-Z .’'-]{1,40})"
    r"(?: ?\([^)\n]{1,60}\))?):(?=[ \t]*\S)",
    re.MULTILINE,
)
_NOT_SPEAKERS = re.compile(
    r"^(?:Note|Notes|Source|Sources|Contact|Date|Subject|From|To|Cc|Re|Title|Tel|Phone|Email|Location|Place|Time|"
    r"Read more|Also see|See also|Photo|Image|Caption|Update|Background|Summary|Venue|Ref|Reference|No|"
    r"Press Release)\b",
    re.IGNORECASE,
)
MIN_TURNS = 3
_PLAIN = frozenset(("say", "add", "tell"))


def least_probability(g: Grid, c: Candidate) -> float:
    """A floor under the learned probability; 0 where nothing is certain."""
    floor = _FLOORS.get(c.frame, 0.0)
    if floor and c.word in ("sentence", "after", "before", "clause"):
        return floor if c.word == "sentence" else 0.0
    lemma = g.lemma(c.head)
    if c.source_head is None:
        return _unnamed(g, c, lemma)
    if (
        c.frame in ("left", "around")
        and lemma in _PLAIN
        and c.link == "own"
        and g.tag[c.head] in ("VBD", "VBZ")
    ):
        return 0.7
    if c.frame == "dobj+" and c.content_head is not None and lemma in words("counting", "verbs"):
        first, last = c.content[-1]
        counted = g.lemma(c.content_head) in words("counting", "nouns")
        preposition = any(
            g.low[i] in ("at", "to", "from", "for") and g.head[i] in (c.head, c.content_head)
            for i in range(first, last)
        )
        number = any(g.tag[i] == "CD" for i in range(c.content_head, last))
        return 0.8 if counted and number and preposition else 0.0
    if c.frame == "dobj" and lemma == "give" and c.content_head is not None:
        number = any(g.tag[i] == "CD" for i in range(*c.content[-1]))
        return 0.7 if number and g.lemma(c.content_head) in words("counting", "nouns") else 0.0
    if c.frame == "dobj+comp" and c.word == "to" and act_of(lemma, g.tag[c.head]) == "demands":
        return 0.85  # "urged both sides to stop": who is to act is part of what was urged
    if c.frame == "vn-comp" and c.word in words("that_nouns") and g.low[c.content[0][0]] == "that":
        return 0.75
    if c.frame == "ccomp" and c.word == "that" and g.tag[c.head] in ("VBD", "VBZ", "VBP", "VBN"):
        return 0.6 if act_of(lemma, g.tag[c.head]) in ("said", "wrote", "demands") else 0.0
    return 0.0


def _unnamed(g: Grid, c: Candidate, lemma: str) -> float:
    """ "Is believed to have left", "reportedly": the text says that somebody says so, not who."""
    if c.frame == "adverb":
        return 0.6 if c.word in ("reportedly", "allegedly", "purportedly") else 0.0
    is_report = c.frame == "subj+comp" and c.word == "to" and g.tag[c.head] == "VBN"
    return 0.6 if is_report and lemma in words("implicit", "passives") else 0.0


def transcript_turns(text: str) -> list[tuple[Chars, Chars, tuple[Chars, ...]]]:
    """The turns of a transcript: label, colon, and what was said, one span a paragraph.

    Empty unless at least three paragraphs open with a speaker's label and one label comes twice: single
    labels are captions and data ("Date: 3 May").
    """
    labels = [m for m in _LABEL.finditer(text) if not _NOT_SPEAKERS.match(m["label"])]
    names = [m["label"] for m in labels]
    if len(labels) < MIN_TURNS or len(set(names)) == len(names):
        return []
    turns = []
    for index, match in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        pieces, position = [], match.end()
        for line in text[position:end].split("\n"):
            start, stop = position, position + len(line)
            while start < stop and text[start].isspace():
                start += 1
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            if start < stop:
                pieces.append((start, stop))
            position += len(line) + 1
        if pieces:
            turns.append((match.span("label"), (match.end("label"), match.end()), tuple(pieces)))
    return turns
